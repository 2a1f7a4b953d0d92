# SPDX-License-Identifier: EUPL-1.2
"""How old the child is that a message is about.

`measures.py` reads the numbers; `mended.py` puts right what was misspelt; `age_message.py` says by the rules of
`ages.yml` which number is a child's age; `age_months.py` makes months of it, with the birthdays of
`turned.py`; `whose.py` picks the child meant among
several.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bruecke.german.age_message import AgeMessage
from bruecke.german.age_months import children_of
from bruecke.german.birthdays import dated_ages
from bruecke.german.measures import read_measures
from bruecke.german.mended import mended
from bruecke.german.nlp import Reading
from bruecke.german.whose import Child, child_meant


@dataclass(frozen=True)
class AgeMention:
    """An age in whole months (negative: months until birth), and where it is written: text[start:end]."""

    months: int
    text: str
    start: int
    end: int


def find_all_ages(text: str, asked: bool = False, today: date | None = None) -> list[AgeMention]:
    """Every child's age in the message, in its order; unborn children with negative months.

    asked: the program has just asked for the age, so a bare "4" or "drei" counts.
    today: allows dates and years of birth ("geboren 2019"), due dates and birthdays ("wird im Mai 4"); without it
    they are not read.
    """
    reading, children = _children(text, asked, today)
    return [_mention(reading, child) for child in children]


def find_age(text: str, asked: bool = False, today: date | None = None) -> AgeMention | None:
    """The age of the child that the message is about, or None; arguments as in `find_all_ages`."""
    reading, children = _children(text, asked, today)
    meant = child_meant(reading.norms, children)
    return _mention(reading, meant) if meant else None


def _children(text: str, asked: bool, today: date | None) -> tuple[Reading, list[Child]]:
    reading = Reading(text)
    measures = read_measures(reading)
    if measures:
        reading.norms = mended(reading.norms)
    children = list(children_of(AgeMessage(reading, measures, asked), today)) if measures else []
    if today:
        children = sorted([*children, *dated_ages(reading, today)], key=lambda child: child.start)
    return reading, children


def _mention(reading: Reading, child: Child) -> AgeMention:
    start, end = reading.starts[child.start], reading.ends[child.end - 1]
    return AgeMention(child.months, reading.text[start:end], start, end)
