# SPDX-License-Identifier: EUPL-1.2
"""Slips of the finger: how far two spellings are apart, and which name a misspelt word means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

_TWO_SLIPS_FROM = 8  # letters; in shorter names a second slip makes another word


def is_common_word(norm: str) -> bool:
    """True for an everyday German word form (folded): whoever writes it means it."""
    return norm in _common_words()


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    lines = (Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def distance(left: str, right: str) -> int:
    """How many letters are missing, too many, wrong or swapped with their neighbour (optimal string alignment)."""
    rows = [list(range(len(right) + 1))]
    for i, letter in enumerate(left, start=1):
        row = [i]
        for j, other in enumerate(right, start=1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def near(left: str, right: str) -> bool:
    """True when at most one slip parts the two."""
    return abs(len(left) - len(right)) <= 1 and distance(left, right) <= 1


class TypoIndex:
    """Finds the names close to a word: one slip, two from eight letters on. Words and names are folded."""

    def __init__(self, names: Collection[str]) -> None:
        self._by_rest: defaultdict[str, set[str]] = defaultdict(set)
        for name in names:
            for rest in _rests(name, _slips(name)):
                self._by_rest[rest].add(name)

    def nearest(self, word: str, most: int = 2) -> list[str]:
        """The names with the fewest slips from `word`; [] when none is close enough or the word begins otherwise."""
        close = {name for rest in _rests(word, _slips(word)) for name in self._by_rest.get(rest, ())}
        slips = {name: distance(word, name) for name in close if name[0] == word[0]}
        allowed = {name: count for name, count in slips.items() if count <= min(_slips(name), _slips(word), most)}
        least = min(allowed.values(), default=0)
        return sorted(name for name, count in allowed.items() if count == least)


def _slips(word: str) -> int:
    return 2 if len(word) >= _TWO_SLIPS_FROM else 1


def _rests(word: str, count: int) -> Iterator[str]:
    """The word, and what stays of it when up to `count` letters are taken out."""
    yield word
    if count:
        for position in range(len(word)):
            yield from _rests(word[:position] + word[position + 1 :], count - 1)
