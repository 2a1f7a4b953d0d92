# SPDX-License-Identifier: EUPL-1.2
"""Search by a parent's own words, for when no language model answers: topics by key words, offers by name.

Umlauts are folded (ä, ae → a), endings cut after Weißweiler and Fraser's CISTEM (2017), and the first or last part of
a compound counts (Kitaplatz → Kita, Hausschulden → Schulden).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bruecke.catalogue.data import read
from bruecke.catalogue.model import Offer

MAX_TOKENS = 60  # longer texts repeat themselves
MAX_GAP = 2  # words that may stand between those of a phrase: “spricht (noch gar) nicht”
MIN_PART = 4  # shorter stems inside a longer word are chance
MIN_REST = 3  # “brauchen” is no compound of “rauchen”
_WORD = re.compile(r"[a-z0-9]+")
_FOLD = str.maketrans(dict(zip("äöüéèêçışğñ", "aoueeecisgn", strict=True)) | {"ß": "ss"})

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What a text speaks of: at most two topics, the likeliest first, and the ids of offers it names."""

    topics: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


class WordIndex:
    """Key words of all topics and names of all offers, stemmed once."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._whole: dict[str, set[str]] = {}
        self._parts: dict[str, set[str]] = {}
        self._phrases: dict[str, list[tuple[Stems, str]]] = {}
        self._names: dict[str, list[tuple[Stems, str]]] = {}
        for topic, keywords in read("keywords").items():
            for keyword in keywords:
                self._add(topic, keyword)
        for offer in offers:
            for name in (offer.name, *offer.also):
                key = _stems(_words(name))
                self._names.setdefault(key[0], []).append((key, offer.id))

    def look_up(self, text: str) -> Found:
        """Topics and offers of a text; nothing for an empty one."""
        words = _words(text)[:MAX_TOKENS]
        stems = _stems(words)
        offers = (offer for _, offer in _phrases_in(stems, self._names, gap=0))
        return Found(self._topics(words, stems), tuple(dict.fromkeys(offers)))

    def _add(self, topic: str, keyword: str) -> None:
        """A key word with = before it counts only exactly so: its stem would mean something else (Sucht, suchen)."""
        words = _words(keyword)
        stems = _stems(words)
        if keyword.startswith("="):
            self._exact.setdefault(words[0], set()).add(topic)
        elif len(stems) > 1:
            self._phrases.setdefault(stems[0], []).append((stems, topic))
        else:
            self._whole.setdefault(stems[0], set()).add(topic)
            if len(stems[0]) >= MIN_PART:
                self._parts.setdefault(stems[0], set()).add(topic)

    def _topics(self, words: Stems, stems: Stems) -> tuple[str, ...]:
        points: dict[str, int] = {}
        for word, stem in dict.fromkeys(zip(words, stems, strict=True)):
            for topic, gain in self._word_points(word, stem):
                points[topic] = points.get(topic, 0) + gain
        for phrase, topic in set(_phrases_in(stems, self._phrases, gap=MAX_GAP)):
            points[topic] = points.get(topic, 0) + 2 * len(phrase)
        best = max(points.values(), default=0)
        likely = [topic for topic, gain in sorted(points.items(), key=lambda item: -item[1]) if gain >= 0.6 * best]
        return tuple(likely[:2])

    def _word_points(self, word: str, stem: str) -> list[tuple[str, int]]:
        """A whole key word counts 3; else the longest one at the start or end of the word counts 2."""
        if whole := self._exact.get(word) or self._whole.get(stem):
            return [(topic, 3) for topic in whole]
        for length in range(len(stem) - MIN_REST, MIN_PART - 1, -1):
            if part := self._parts.get(stem[:length]) or self._parts.get(stem[-length:]):
                return [(topic, 2) for topic in part]
        return []


def _words(text: str) -> Stems:
    folded = text.lower().translate(_FOLD).replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return tuple(_WORD.findall(folded))


def _stems(words: Stems) -> Stems:
    return tuple(map(stem, words))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """CISTEM on a folded, small word: cuts -em -er -nd -t -e -s -n, never below three letters, and a leading ge-."""
    if len(word) > 6 and word.startswith("ge"):
        word = word[2:]
    word = word.replace("sch", "$").replace("ei", "%").replace("ie", "&")
    word = re.sub(r"(.)\1", r"\1*", word)
    while len(word) > 3:
        if len(word) > 5 and word.endswith(("em", "er", "nd")):
            word = word[:-2]
        elif word.endswith(("t", "e", "s", "n")):
            word = word[:-1]
        else:
            break
    word = re.sub(r"(.)\*", r"\1\1", word)
    return word.replace("%", "ei").replace("&", "ie").replace("$", "sch")


def _phrases_in(
    stems: Stems, index: dict[str, list[tuple[Stems, str]]], gap: int
) -> Iterator[tuple[Stems, str]]:  # fmt: skip
    """The phrases of an index (by first word) whose words follow each other, with at most `gap` others between two."""
    for start, first in enumerate(stems):
        for phrase, value in index.get(first, ()):
            if _follow(stems, start + 1, phrase[1:], gap):
                yield phrase, value


def _follow(stems: Stems, position: int, rest: Stems, gap: int) -> bool:
    for wanted in rest:
        window = stems[position : position + gap + 1]
        if wanted not in window:
            return False
        position += window.index(wanted) + 1
    return True
