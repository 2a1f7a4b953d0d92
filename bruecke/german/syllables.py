# SPDX-License-Identifier: EUPL-1.2
"""How many syllables a German word has: vowel groups, diphthongs, and a list of exceptions (standards L7)."""

from __future__ import annotations

import re
from functools import lru_cache

from bruecke.german.nlp import data

_DIPHTHONGS = frozenset({"ai", "au", "ei", "eu", "äu", "ie", "aa", "ee", "oo", "oi", "ou", "ay", "ey", "oy", "uy"})
_VOWELS = re.compile(r"[aeiouyäöü]+")
_PREFIX = re.compile(  # be-enden, ge-impft, be-urteilen: here e and the next vowel are apart
    r"^(?:un|ver|nicht)?(be|ge)(?=e(?:nd|rb|rd|hr|bn|ng|ck)|i(?:mpf|rr|nhalt)|u(?:r[tlk]|nr|rl))"
)
_SHORTEST_PART = 5  # letters of an exception that counts inside other words


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """Syllables of a word; parts joined by hyphens add up, a number counts one."""
    return sum(_of_part(part) for part in word.lower().split("-") if part) or 1


def _of_part(part: str) -> int:
    known: dict[str, int] = data("plain")["syllables"]
    if part in known:
        return known[part]
    inside = max((name for name in known if len(name) >= _SHORTEST_PART and name in part), key=len, default="")
    if inside:
        before, _, after = part.partition(inside)
        return known[inside] + (_groups(before) if before else 0) + (_groups(after) if after else 0)
    return max(1, _groups(part))


def _groups(letters: str) -> int:
    """Vowel groups; the -ien of "Ferien" and "Therapien" has two syllables, qu has no vowel of its own."""
    split = _PREFIX.sub(r"\1|", letters)
    spoken = re.sub(r"ien$", "i|en", re.sub(r"^y(?=[aeiou])", "j", split.replace("qu", "q")))
    return sum(_in_run(run) for run in _VOWELS.findall(spoken))


def _in_run(run: str) -> int:
    count = position = 0
    while position < len(run):
        position += 2 if run[position : position + 2] in _DIPHTHONGS else 1
        count += 1
    return count
