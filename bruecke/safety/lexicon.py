"""Finds for a word, however it is spelled, the entry that the patterns know it by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, takewhile

from bruecke.safety.reading import ANY_NUMBER, FEVER, MANY, NUMBERS, number_class

UNKNOWN = "_"
SHORTEST_REPAIR = 6  # shorter words have too many neighbours: their misspellings stand in the pattern files
SHORTEST_STEM = 7
_WIDER = {MANY: FEVER, "<klein>": "<winzig>"}  # 39 is also many, 2 is also small
LONG_WORD = 10  # from here on two mistakes are repaired


@dataclass
class Lexicon:
    """Entries are exact words or stems with a star (`würg*`, `*tablette*`); the most exact entry wins."""

    entries: frozenset[str]
    harmless: frozenset[str]
    spelling: Mapping[str, tuple[str, ...]]
    glue: frozenset[str]
    repairable: frozenset[str]
    lookalikes: frozenset[str]
    _prefixes: dict[str, str] = field(default_factory=dict)
    _inner: list[tuple[str, str]] = field(default_factory=list)
    _repairs: dict[str, str] = field(default_factory=dict)
    _stems: dict[str, str] = field(default_factory=dict)
    _covers: dict[str, list[str]] = field(default_factory=dict)
    _sorted: list[str] = field(default_factory=list)
    _longest: int = 0

    def __post_init__(self) -> None:
        for entry in sorted(self.entries | self.harmless):
            self._add(entry)
        self._sorted = sorted(self.entries)
        self._inner.sort(key=lambda pair: -len(pair[0]))

    def _add(self, entry: str) -> None:
        stem = entry.strip("*")
        if entry.startswith("*"):
            self._inner.append((stem, entry))
        elif entry.endswith("*"):
            self._prefixes[stem] = entry
            self._longest = max(self._longest, len(stem))
            if len(stem) >= SHORTEST_STEM and entry in self.repairable:
                self._stems.update((form, entry) for form in (*_deletes(stem), stem))
        elif len(entry) >= SHORTEST_REPAIR and entry in self.repairable:
            self._repairs.update((form, entry) for form in (*_neighbours(entry),))

    def find(self, word: str) -> tuple[str, ...]:
        """The entry or entries a folded word stands for; `("_",)` when the patterns do not know it."""
        known = self.known(word)
        if known is not None:
            return known
        if word in self.lookalikes:
            return (UNKNOWN,)
        repaired = self.guess(word)
        return repaired if repaired is not None else (UNKNOWN,)

    def known(self, word: str) -> tuple[str, ...] | None:
        """As `find`, without repairing spelling; None when unknown."""
        if word in self.spelling:
            return self.spelling[word]
        if word in self.harmless:
            return (UNKNOWN,)
        if word in self.entries:
            return (word,)
        number = number_class(word)
        entry = number or self._starred(word)
        if entry is None:
            return None
        return (UNKNOWN,) if entry in self.harmless else (entry,)

    def _starred(self, word: str) -> str | None:
        for length in range(min(len(word), self._longest), 2, -1):
            if (entry := self._prefixes.get(word[:length])) is not None:
                return entry
        return next((entry for stem, entry in self._inner if _fits(entry, stem, word)), None)

    def guess(self, word: str) -> tuple[str, ...] | None:
        """Repairs a word with a mistake or two, or one that lost its space; None when nothing is near."""
        return self._unglued(word) or self._repaired(word) or self._repaired_stem(word)

    def _unglued(self, word: str) -> tuple[str, ...] | None:
        for cut in range(2, len(word) - 1):
            head, tail = word[:cut], word[cut:]
            if head in self.glue or tail in self.glue:
                first, second = self._whole(head), self._whole(tail)
                if first and second:
                    return first + second
        return None

    def _whole(self, word: str) -> tuple[str, ...] | None:
        if word in self.spelling:
            return self.spelling[word]
        return (word,) if word in self.entries or word in self.glue else None

    def _repaired(self, word: str) -> tuple[str, ...] | None:
        if len(word) < SHORTEST_REPAIR:
            return None
        for form in _neighbours(word):
            entry = self._repairs.get(form)
            if entry is not None and entry[0] == word[0] and distance(entry, word) <= _allowed(entry):
                return (entry,)
        return None

    def _repaired_stem(self, word: str) -> tuple[str, ...] | None:
        for length in range(SHORTEST_STEM, len(word) + 1):
            for form in (word[:length], *_deletes(word[:length])):
                entry = self._stems.get(form)
                if entry is not None and entry[0] == word[0] and distance(entry[:-1], word[:length]) == 1:
                    return (entry,)
        return None

    def cover(self, wanted: str) -> list[str]:
        """All entries that a pattern's word stands for: itself, and for a star every more exact entry."""
        if wanted == ANY_NUMBER:
            return [*NUMBERS, MANY]
        if wanted in _WIDER:
            return [wanted, _WIDER[wanted]]
        if "*" not in wanted:
            return [wanted]
        if wanted not in self._covers:
            self._covers[wanted] = [wanted, *sorted(self._fitting(wanted) - {wanted} - self.harmless)]
        return self._covers[wanted]

    def _fitting(self, wanted: str) -> set[str]:
        stem = wanted.strip("*")
        if wanted.startswith("*"):
            return {entry for entry in self.entries if _fits(wanted, stem, entry.strip("*"))}
        start = bisect_left(self._sorted, stem)
        return set(takewhile(lambda entry: entry.startswith(stem), islice(self._sorted, start, None)))


def distance(one: str, other: str) -> int:
    """Damerau's distance (optimal string alignment): letters wrong, missing, too many or swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _allowed(entry: str) -> int:
    return 2 if len(entry) >= LONG_WORD else 1


def _fits(starred: str, stem: str, word: str) -> bool:
    if not starred.startswith("*"):
        return word.startswith(stem)
    return stem in word if starred.endswith("*") else word.endswith(stem)


def _deletes(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _neighbours(word: str) -> Iterable[str]:
    """The word with up to two letters left out; two only when the word is long."""
    yield word
    once = list(_deletes(word))
    yield from once
    if len(word) >= LONG_WORD:
        yield from (form for shorter in once for form in _deletes(shorter))
