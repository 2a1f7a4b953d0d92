# SPDX-License-Identifier: EUPL-1.2
"""Where the family lives, when a message names several places: what each is to them, and which weighs most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from functools import lru_cache

from bruecke.german.nlp import data
from bruecke.german.place_names import Hit, Name
from bruecke.german.rules import RuleSet, collapse
from bruecke.german.spelled_names import OUTSIDE
from bruecke.german.words import word_classes

_JOINED = frozenset({("oder",), ("und",), ("u",), ("/",), ("bzw",), ("od",)})
_EITHER = frozenset({("oder",), ("od",)})
_ABROAD = 8  # a town outside weighs so much less, unless it is said that they live there


class Role(Enum):
    """What a place is to the family; the value is its weight, 0 for none. Named like the sections in places.yml."""

    CORRECTED = 100
    HOME = 60
    LIVED_ALWAYS = 59
    COMMUTE_HOME = 58
    LEAVING = 51
    HOME_TOO = 50
    MOVING = 45
    POSTAL = 44
    FROM = 40
    CHILD_HOME = 36
    ALONE = 38
    INSIDE = 30
    NAMED = 25
    INSTITUTION = 22
    SEEKING = 20
    NEAR = 15
    DOCTOR = 13
    CLINIC = 12
    TRIP = 11
    JOB = 10
    OTHER = 4
    NEGATED = 0
    NEGATED_HOME = -1
    COMMUTE_WORK = -2
    MOVED_FROM = -3
    OTHER_PARENT = -4
    WORK = -5
    ELSEWHERE = -6

    @property
    def negated(self) -> bool:
        """True when the message says that it is not this place."""
        return self in {Role.NEGATED, Role.NEGATED_HOME}


_FAR_AWAY = frozenset({Role.CLINIC, Role.DOCTOR, Role.TRIP, Role.JOB, Role.OTHER})  # of a town outside: nothing


def roles(norms: Sequence[str], hits: Sequence[Hit]) -> list[Role]:
    """The role of each place of a message."""
    view, places = collapse(norms, [(hit.start, hit.end) for hit in hits], ["#p"] * len(hits))
    verdicts = _rules().verdicts(view)
    found: list[Role] = []
    for number, (hit, place) in enumerate(zip(hits, places, strict=True)):
        role = Role[verdicts[place].upper()] if place in verdicts else _unclaimed(hit)
        joined = role is Role.NAMED and number and tuple(view[places[number - 1] + 1 : place]) in _JOINED
        found.append(found[-1] if joined else role)
    return [Role.INSIDE] if found == [Role.NEGATED] else found  # "warum nicht in Unna?" denies nothing


def _unclaimed(hit: Hit) -> Role:
    return Role.POSTAL if hit.name.kind == "postal" else Role.NAMED


def best_home(norms: Sequence[str], found: Sequence[tuple[Hit, Role]]) -> Hit | None:
    """The place that most says to be the family's home; None when none does."""
    weights = [_weight(hit, role) for hit, role in found]
    best = max(weights, default=0)
    if best <= 0:
        return None
    last_wins = best == Role.CORRECTED.value
    number = len(weights) - 1 - weights[::-1].index(best) if last_wins else weights.index(best)
    hit = found[number][0]
    following = found[number + 1][0] if number + 1 < len(found) else None
    return _either(norms, hit, following) if following and best < Role.HOME_TOO.value else hit


def _weight(hit: Hit, role: Role) -> int:
    outside = not hit.name.is_inside
    if outside and role in _FAR_AWAY:
        return 0
    return role.value - _ABROAD * (outside and role.value < Role.HOME.value)


def _either(norms: Sequence[str], left: Hit, right: Hit) -> Hit:
    """ "in Kamen oder Unna" names two: both are asked about."""
    inside = all(target[0] != OUTSIDE for target in left.name.targets | right.name.targets)
    either = tuple(norms[left.end : right.start]) in _EITHER or (
        norms[left.start - 1 : left.start] == ["zwischen"] and norms[left.end : right.start] == ["und"]
    )
    if not (inside and either):
        return left
    return replace(left, end=right.end, name=Name(left.name.targets | right.name.targets))


@lru_cache(maxsize=1)
def _rules() -> RuleSet:
    known = data("places")
    return RuleSet(word_classes(known["classes"]), known["rules"])
