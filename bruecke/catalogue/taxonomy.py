# SPDX-License-Identifier: EUPL-1.2
"""The ids the whole project shares, with their labels (taxonomy.yml). Places are the catalogue's."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bruecke.catalogue.data import read


@dataclass(frozen=True)
class Term:
    """An id with its `label` for buttons (at most 24 characters) and its meaning in words (`de`)."""

    id: str
    label: str
    de: str = ""


@dataclass(frozen=True)
class Topic(Term):
    """A need. `office_duty`: the youth office's task. `needs_voice`: a number to call is always among the first offers.
    `age_free`: the child's age says nothing about who helps."""

    office_duty: bool = False
    needs_voice: bool = False
    age_free: bool = False


@dataclass(frozen=True)
class LifePhase(Term):
    """The child's age in months, from `start` up to but not including `end`; negative before birth."""

    start: int = 0
    end: int = 0


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Topic]:
    """Every topic by id, in the order of taxonomy.yml."""
    return {key: Topic(id=key, **entry) for key, entry in read("taxonomy")["topics"].items()}


@lru_cache(maxsize=1)
def acts() -> Mapping[str, Term]:
    """What a parent does with a message besides naming a need."""
    return {key: Term(id=key, **entry) for key, entry in read("taxonomy")["acts"].items()}


@lru_cache(maxsize=1)
def crises() -> Mapping[str, Term]:
    """The kinds of danger."""
    return {key: Term(id=key, **entry) for key, entry in read("taxonomy")["crises"].items()}


@lru_cache(maxsize=1)
def life_phases() -> Mapping[str, LifePhase]:
    """The phases of a childhood, youngest first; together they cover every age without a gap."""
    entries = read("taxonomy")["life_phases"].items()
    return {key: LifePhase(key, entry["label"], "", *entry["months"]) for key, entry in entries}


def phase_age(age_months: int) -> int:
    """An age within the table of life phases: what lies outside counts as its youngest or oldest month."""
    phases = list(life_phases().values())
    return min(max(age_months, phases[0].start), phases[-1].end - 1)


def phase_of(age_months: int) -> LifePhase:
    """The life phase of a child."""
    age = phase_age(age_months)
    return next(phase for phase in life_phases().values() if phase.start <= age < phase.end)
