# SPDX-License-Identifier: EUPL-1.2
"""Ages from dates: "geboren 2019", "geb. 12.03.2021", "ET 15.03." – only when the reader knows today's date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bruecke.german.nlp import Reading
from bruecke.german.numbers import MONTHS, ORDINALS
from bruecke.german.whose import Child
from bruecke.german.words import until_stop, word_lists

_BIRTH = frozenset({"geb", "geboren", "jahrgang", "geburtsdatum", "geborn", "*", "geburtsjahr", "jg"})
_CAME = frozenset({"kam", "kamen", "gekommen", "gebracht", "kommen"})
_DUE = frozenset({"et", "entbindungstermin", "geburtstermin", "errechneter", "ausgezaehlt", "ausgerechnet"})
_DATE = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})?$")
_OWN = frozenset({"unser", "ein", "das", "mein", "unsere", "erstes", "zweites", "drittes", "viertes"})
_FOR = frozenset({"fuer", "mit", "von", "wegen", "ohne", "und"})
_MIDDLE_OF_YEAR = 6, 30
_MIDDLE_OF_MONTH = 15
_BEFORE, _BEFORE_MONTH = 4, 6  # tokens in which "geboren" or "ET" stands
_AHEAD, _AHEAD_MONTH = 3, 6
_ADULT = 324  # months; an older date is the writer's own


def dated_ages(reading: Reading, today: date) -> list[Child]:
    """Children whose date or year of birth, or due date, the message gives."""
    return list(_dated(reading, today))


def _dated(reading: Reading, today: date) -> Iterator[Child]:
    for position, norm in enumerate(reading.norms):
        if not (norm[0].isdecimal() or norm in MONTHS):
            continue
        back = _BEFORE_MONTH if norm in MONTHS else _BEFORE
        ahead = _AHEAD_MONTH if norm in MONTHS else _AHEAD
        following = until_stop(reading.norms[position + 1 : position + ahead])
        around = {*reading.norms[max(0, position - back) : position], *following}
        due = bool(around & _DUE) or (norm in MONTHS and _is_expected(reading.norms, position))
        if not (due or around & _BIRTH or ("welt" in around and _CAME.intersection(reading.norms))):
            continue
        day = _day(norm, today, due) if norm[0].isdecimal() else _day_of_month(reading, position, today, due)
        months = round((today - day).days / 30.44) if day else _ADULT + 1
        if -10 <= months <= _ADULT and (months >= 0 or due) and reading.norm(position - 1) not in MONTHS:
            yield Child(months, position, position + 1)


def _is_expected(norms: Sequence[str], at: int) -> bool:
    """True for the month of "wir kriegen im Mai ein Kind", "im Mai kommt unser zweites Kind"."""
    lists = word_lists("ages")
    before, after = list(until_stop(reversed(norms[:at]))), list(until_stop(norms[at + 1 :]))
    clause = [*reversed(before), norms[at], *after]
    child = next((place for place, norm in enumerate(clause) if norm in lists["expected"]), 0)
    near = clause[max(0, child - 3) : child]
    owned = not _FOR.intersection(near) and (bool(_OWN.intersection(near)) or clause[child] in lists["expected_bare"])
    ends = clause[child + 1 : child + 2] in ([], ["und"]) or clause[-1] == norms[at]
    return owned and ends and (any(norm in lists["expects"] for norm in clause) or "kommt" in clause)


def _day(norm: str, today: date, due: bool) -> date | None:
    match = _DATE.match(norm)
    if match is None:
        is_year = norm.isdecimal() and len(norm) == 4 and 1990 <= int(norm) <= today.year
        return min(date(int(norm), *_MIDDLE_OF_YEAR), today) if is_year else None
    year = match["year"] or ""
    return _dated_day(int(match["day"]), int(match["month"]), "20" + year if len(year) == 2 else year, today, due)


def _day_of_month(reading: Reading, at: int, today: date, due: bool) -> date | None:
    """The day of "3. Mai 2020", "im Mai 2020", "dritter Mai"; a birthday without its year tells no age."""
    before = reading.norm(at - 2) if reading.norm(at - 1) == "." else reading.norm(at - 1)
    day = int(before) if before.isdecimal() else int(ORDINALS.get(before, _MIDDLE_OF_MONTH))
    following = reading.norm(at + 1)
    year = following if following.isdecimal() and len(following) == 4 else ""
    return _dated_day(day, MONTHS[reading.norm(at)], year, today, due) if year or due else None


def _dated_day(day: int, month: int, year: str, today: date, due: bool) -> date | None:
    try:
        near = date(int(year) if year else today.year, month, day)
    except ValueError:
        return None
    if year:
        return near
    if due and (today - near).days > 60:
        return near.replace(year=today.year + 1, day=min(day, 28))
    return near.replace(year=today.year - 1, day=min(day, 28)) if near > today and not due else near
