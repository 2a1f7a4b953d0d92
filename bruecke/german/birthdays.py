# SPDX-License-Identifier: EUPL-1.2
"""Ages from dates: "geboren 2019", "geb. 12.03.2021", "ET 15.03." – only when the reader knows today's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bruecke.german.nlp import Reading
from bruecke.german.whose import Child

_BIRTH = frozenset({"geb", "geboren", "jahrgang", "geburtsdatum", "geborn", "*", "geburtsjahr", "jg", "welt"})
_DUE = frozenset({"et", "entbindungstermin", "geburtstermin"})
_DATE = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})?$")
_MIDDLE_OF_YEAR = 6, 30
_ADULT = 324  # months; an older date is the writer's own


def dated_ages(reading: Reading, today: date) -> list[Child]:
    """Children whose date or year of birth, or due date, the message gives."""
    return list(_dated(reading, today))


def _dated(reading: Reading, today: date) -> Iterator[Child]:
    for position, norm in enumerate(reading.norms):
        around = {*reading.norms[max(0, position - 4) : position], *reading.norms[position + 1 : position + 3]}
        day = _day(norm, today, due=bool(around & _DUE))
        if day is None or not around & (_BIRTH | _DUE):
            continue
        months = round((today - day).days / 30.44)
        if -10 <= months <= _ADULT and (months >= 0 or around & _DUE):
            yield Child(months, position, position + 1)


def _day(norm: str, today: date, due: bool) -> date | None:
    match = _DATE.match(norm)
    if match is None:
        is_year = norm.isdecimal() and len(norm) == 4 and 1990 <= int(norm) <= today.year
        return min(date(int(norm), *_MIDDLE_OF_YEAR), today) if is_year else None
    try:
        return _dated_day(int(match["day"]), int(match["month"]), match["year"], today, due)
    except ValueError:
        return None


def _dated_day(day: int, month: int, year: str | None, today: date, due: bool) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = date(today.year, month, day)
    if due and (today - near).days > 60:
        return date(today.year + 1, month, day)
    return date(today.year - 1, month, day) if near > today and not due else near
