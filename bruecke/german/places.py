# SPDX-License-Identifier: EUPL-1.2
"""Which place a message names, and in which the family lives.

`place_names.py` finds the names; the rules of `places.yml` keep ordinary words apart from names ("als wir nach Hause
kamen") and say how a place stands towards the family; `home.py` weighs that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bruecke.german.home import Role, best_home, roles
from bruecke.german.nlp import Reading, data, fold
from bruecke.german.place_names import Hit, Name, PlaceNames
from bruecke.german.rules import RuleSet, collapse
from bruecke.german.spelled_names import OUTSIDE, Places
from bruecke.german.words import WordClass, word_classes, word_lists

_SHORT_ANSWER = 5  # tokens; so short a reply to "Wo wohnen Sie?" is the name and nothing else
_MARKERS = {"verb": "#v", "noun": "#w", "person": "#f", "generic": "#g"}
_SENTENCE_ENDS = frozenset({".", "!", "?", "¶", ":", "…"})


@dataclass(frozen=True)
class PlaceMention:
    """A place named in a message: text[start:end]. Exactly one of the first three is set.

    place: id of a place of the catalogue · place_text: a town outside, as it is usually written ·
    candidates: ids to ask about, when the name belongs to several places.
    """

    place: str | None
    place_text: str | None
    candidates: tuple[str, ...]
    text: str
    start: int
    end: int


class PlaceFinder:
    """Finds the places of one catalogue. Building takes about half a second; looking is fast and needs no lock."""

    def __init__(self, places: Places) -> None:
        self._names = PlaceNames(places)

    def find_all(self, text: str, asked: bool = False) -> list[PlaceMention]:
        """Every place that the message names, in its order, also those where the family does not live.

        asked: the program has just asked for the place, so a bare "kamen" or "Mitte" counts.
        """
        reading, found = self._read(text, asked)
        return [_mention(reading, hit) for hit, _ in found]

    def find(self, text: str, asked: bool = False) -> PlaceMention | None:
        """The place where the family lives, or None; `asked` as in `find_all`."""
        reading, found = self._read(text, asked)
        home = best_home(reading.norms, found)
        return _mention(reading, home) if home else None

    def _read(self, text: str, asked: bool) -> tuple[Reading, list[tuple[Hit, Role]]]:
        reading = Reading(text)
        asked = asked and sum(norm.isalnum() for norm in reading.norms) <= _SHORT_ANSWER
        hits = [hit for hit in self._names.hits(reading, asked) if not _is_other_thing(reading, hit)]
        hits = self._accepted(reading, self._joined(reading, hits), asked) if hits else []
        found = list(zip(hits, roles(reading.norms, hits), strict=True)) if hits else []
        return reading, [(_told_apart(hit, found), role) for hit, role in found]

    # --- names side by side ---

    def _joined(self, reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
        """One hit for "Unna-Massen", "Stockum bei Werne", "59174 Kamen"."""
        joined: list[Hit] = []
        for hit in hits:
            one = self._one_place(reading, joined[-1], hit) if joined else None
            if one:
                joined[-1] = one
            else:
                joined.append(hit)
        return joined

    def _one_place(self, reading: Reading, left: Hit, right: Hit) -> Hit | None:
        between = tuple(reading.norms[left.end : right.start])
        if between not in _joints():
            return None
        common = left.name.targets & right.name.targets
        if common and not (left.name.is_town and right.name.is_town and between == ("bei",)):
            return Hit(left.start, right.end, Name(common, "plain", is_town=True))
        if self._has_district(reading, right, left):
            return Hit(left.start, right.end, right.name)  # "Werne, Bochum"
        far = left.name.targets - {target for target in left.name.targets if target[0] != OUTSIDE}
        hyphenated = far and len(left.name.targets) == 1 and between == ("-",) and not right.name.is_town
        return Hit(left.start, right.end, left.name) if hyphenated or self._has_district(reading, left, right) else None

    def _has_district(self, reading: Reading, town: Hit, district: Hit) -> bool:
        """True when `town` is a town outside that has a district of the other's name."""
        spelling = " ".join(reading.norms[district.start : district.end])
        outside = [target for target in town.name.targets if target[0] == OUTSIDE]
        return town.name.is_town and any(self._names.is_district_of(spelling, target) for target in outside)

    # --- ordinary words ---

    def _accepted(self, reading: Reading, hits: Sequence[Hit], asked: bool) -> list[Hit]:
        if all(hit.name.kind in {"plain", "postal", "adjective"} for hit in hits):
            return list(hits)
        markers = [_marker(reading, hit) for hit in hits]
        view, places = collapse(reading.norms, [(hit.start, hit.end) for hit in hits], markers)
        claimed = _guards().verdicts(view)
        return [
            hit
            for hit, marker, place in zip(hits, markers, places, strict=True)
            if marker == "#p" or claimed.get(place) == "accept" or (asked and _answers(marker, view))
        ]


_SELF = frozenset({"bin", "sind", "als"})  # "bin Dortmunderin"
_MONEY = frozenset({"euro", "eur", "€"})


@lru_cache(maxsize=1)
def _joints() -> frozenset[tuple[str, ...]]:
    return frozenset({(), *(tuple(fold(joint).split()) for joint in data("places")["joints"])})


@lru_cache(maxsize=1)
def _verb_subjects() -> WordClass:
    return WordClass(data("places")["classes"]["VERBSUBJECT"])


@lru_cache(maxsize=1)
def _guards() -> RuleSet:
    return RuleSet(word_classes(data("places")["classes"]), data("places")["guarded"])


def _is_other_thing(reading: Reading, hit: Hit) -> bool:
    """True for "Kreis Unna", "Frau Bork", "Lüner Straße", "mein Mann Werner", "59174 Euro"."""
    lists = word_lists("places")
    before, after = reading.norm(hit.start - 1), reading.norm(hit.end)
    if before == "-" and reading.norm(hit.start - 2) in lists["county"]:
        return True
    if before in lists["county"] or (before in lists["in_front_of_person"] and hit.name.kind != "postal"):
        return True
    if before in lists["family_name"] and reading.words[hit.start - 1][0].isupper() and not hit.name.is_inside:
        return True
    if hit.name.kind == "adjective":
        outside = not hit.name.is_inside and before not in _SELF and after != "hier"
        odd = (outside or reading.norms[hit.start] in lists["odd_adjectives"]) and after not in lists["institution"]
        return odd or after in lists["street"] or after in lists["county"]
    return hit.name.kind == "postal" and (
        before.isdecimal() or before in {"/", "+"} or after in _MONEY or after.isdecimal()
    )


def _marker(reading: Reading, hit: Hit) -> str:
    """How much to believe a name where it stands; the markers are told in `places.yml`."""
    marker = _MARKERS.get(hit.name.kind, "#p")
    inside_sentence = hit.start > 0 and reading.norms[hit.start - 1] not in _SENTENCE_ENDS
    capital = reading.words[hit.start][0].isupper() and not reading.text.isupper()
    return "#V" if marker == "#v" and inside_sentence and capital else marker


def _answers(marker: str, view: Sequence[str]) -> bool:
    """True when a short reply is the name and no sentence with a verb that looks like it."""
    return marker != "#v" or not any(norm in _verb_subjects() for norm in view)


def _told_apart(hit: Hit, found: Sequence[tuple[Hit, Role]]) -> Hit:
    """An ambiguous name means the place that the message names elsewhere."""
    if len(hit.name.targets) == 1:
        return hit
    others = [other.name.targets for other, role in found if len(other.name.targets) == 1 and not role.negated]
    named = hit.name.targets & frozenset[str]().union(*others)
    inside = frozenset(target for target in named if target[0] != OUTSIDE)
    chosen = inside if len(inside) == 1 else named if len(named) == 1 else None
    return replace(hit, name=Name(chosen, "plain", is_town=True)) if chosen else hit


def _mention(reading: Reading, hit: Hit) -> PlaceMention:
    start, end = reading.starts[hit.start], reading.ends[hit.end - 1]
    inside = sorted(target for target in hit.name.targets if target[0] != OUTSIDE)
    outside = sorted(target[1:] for target in hit.name.targets if target[0] == OUTSIDE)
    only = inside[0] if len(hit.name.targets) == 1 and inside else None
    return PlaceMention(
        place=only,
        place_text=outside[0] if outside and not inside else None,
        candidates=tuple(inside) if not only else (),
        text=reading.text[start:end],
        start=start,
        end=end,
    )
