# SPDX-License-Identifier: EUPL-1.2
"""The names by which people call a place, and where they stand in a message, also misspelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bruecke.german.nlp import Reading, data, german
from bruecke.german.spelled_names import (
    DISTRICT,
    MUNICIPALITY,
    OUTSIDE,
    TOWN,
    Places,
    misspelt_names,
    spelled_adjectives,
    spelled_names,
)
from bruecke.german.typos import TypoIndex, is_common_word
from bruecke.german.words import WordClass, word_classes, word_lists

_PLACE_ENDINGS = ("hausen", "stadt", "dorf", "heim", "berg", "feld", "wald", "bach", "burg", "ingen", "rode", "born")
_SHORTEST_TYPO = 4  # letters of a name that a slip may spoil
_SURE_TYPO = 8  # a misspelt shorter name needs "in", "aus" … before it
_SURE_OF_TWO_SLIPS = 10  # so does a name with two slips; "schwerst" is not Schwerte


@dataclass(frozen=True)
class Name:
    """What a name can mean: place ids and outside towns (with "="), and how much it takes to believe it.

    kind: plain · verb · noun · person · generic (`ordinary` in places.yml) · adjective · postal
    """

    targets: frozenset[str]
    kind: str = "plain"
    is_town: bool = False

    @property
    def is_inside(self) -> bool:
        """True when it can mean a place of the catalogue."""
        return any(target[0] != OUTSIDE for target in self.targets)


@dataclass(frozen=True)
class Hit:
    """A name found: tokens [start, end)."""

    start: int
    end: int
    name: Name


class PlaceNames:
    """All names of a catalogue's places and of the towns around, ready to be looked up."""

    def __init__(self, places: Places) -> None:
        self._outside_districts: defaultdict[str, set[str]] = defaultdict(set)
        self._names = self._settled(places)
        for form, target in spelled_adjectives(places):
            self._names.setdefault(form, Name(frozenset({target}), "adjective", is_town=True))
        self._matcher = PhraseMatcher(german().vocab, attr="NORM")
        self._by_key: dict[int, Name] = {}
        for spelling, name in self._names.items():
            self._matcher.add(f"place/{spelling}", [german().make_doc(spelling)])
            self._by_key[german().vocab.strings[f"place/{spelling}"]] = name
        self._typos = TypoIndex(
            [spelling for spelling, name in self._names.items() if _may_be_misspelt(spelling, name)]
        )

    def hits(self, reading: Reading, asked: bool) -> list[Hit]:
        """Every name in the message, the longest where several overlap, in order."""
        spans = filter_spans(self._matcher(reading.doc, as_spans=True))
        hits = [Hit(span.start, span.end, self._by_key[span.label]) for span in spans]
        taken = {position for hit in hits for position in range(hit.start, hit.end)}
        for position in range(len(reading.norms)):
            name = None if position in taken else self._misspelt(reading, position, asked)
            if name:
                hits.append(Hit(position, position + 1, replace(name, kind="plain")))
        return sorted(hits, key=lambda hit: hit.start)

    def is_district_of(self, spelling: str, town: str) -> bool:
        """True when an outside town (with "=") has a district of this name: the Werne of Bochum."""
        return town in self._outside_districts.get(spelling, ())

    def _settled(self, places: Places) -> dict[str, Name]:
        ranked: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for spelling, target, rank in spelled_names(places):
            ranked[spelling][target] = max(rank, ranked[spelling].get(target, 0))
            if rank == DISTRICT and target[0] == OUTSIDE:
                self._outside_districts[spelling].add(target)
        right = misspelt_names(places)
        return {spelling: _name(spelling, right.get(spelling, spelling), ranks) for spelling, ranks in ranked.items()}

    def _misspelt(self, reading: Reading, position: int, asked: bool) -> Name | None:
        norm = reading.norms[position]
        if len(norm) < _SHORTEST_TYPO or not norm.isalpha() or is_common_word(norm):
            return None
        framed = asked or reading.norm(position - 1) in word_lists("places")["typo_frames"]
        return self._glued(norm) or self._nearest(norm, framed)

    def _glued(self, norm: str) -> Name | None:
        """ "inunna": the blank forgotten."""
        rests = (norm[len(word) :] for word in data("places")["glued"] if norm.startswith(word))
        names = (self._names.get(rest) for rest in rests)
        return next((name for name in names if name and name.is_town and name.kind in {"plain", "verb"}), None)

    def _nearest(self, norm: str, framed: bool) -> Name | None:
        """framed: a word before it says that a place follows; without one, only long names of the catalogue count."""
        if not framed and len(norm) < _SURE_TYPO - 1:
            return None
        most = 2 if framed or len(norm) >= _SURE_OF_TWO_SLIPS else 1
        near = {spelling: self._names[spelling] for spelling in self._typos.nearest(norm, most)}
        sure = [name for spelling, name in near.items() if framed or (len(spelling) >= _SURE_TYPO and name.is_inside)]
        return max(sure, key=lambda name: (name.is_town, name.is_inside), default=None)


def _name(spelling: str, right: str, ranks: Mapping[str, int]) -> Name:
    """Of several bearers of a name a municipality of the catalogue is meant, else any of them.

    A misspelt name is believed no more than the right one: "kammen" may be the verb as well.
    """
    best = max(ranks.values())
    targets = frozenset(target for target, rank in ranks.items() if best < MUNICIPALITY or rank == best)
    kind = _kind(spelling, best)
    return Name(targets, _kind(right, best) if kind == "plain" else kind, is_town=best >= TOWN)


@lru_cache(maxsize=1)
def _ordinary() -> dict[str, WordClass]:
    return word_classes(data("places")["ordinary"])


def _kind(spelling: str, rank: int) -> str:
    if spelling.isdecimal():
        return "postal"
    listed = next((kind for kind, words in _ordinary().items() if spelling in words), None)
    ordinary = rank == DISTRICT and is_common_word(spelling) and not spelling.endswith(_PLACE_ENDINGS)
    return listed or ("person" if ordinary else "plain")


def _may_be_misspelt(spelling: str, name: Name) -> bool:
    sure = name.kind == "plain" or (name.is_town and name.kind == "verb")
    return sure and spelling.isalpha() and len(spelling) >= _SHORTEST_TYPO
