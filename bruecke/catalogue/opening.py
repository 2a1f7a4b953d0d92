# SPDX-License-Identifier: EUPL-1.2
"""Opening hours in OpenStreetMap's syntax, judged at a moment and said in simple German.

Weekly hours mean nothing on a public holiday unless they say so: `PH off` closes, `Sa,Su,PH 10:00-13:00` opens.
`PH` covers the holidays of all Germany in the library; those of the state are added from hours.yml.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # missing in its stubs

from bruecke.catalogue.data import read, text

_HOLIDAY_RULE = re.compile(r"\s*(?P<days>[\w,\[\]-]*\bPH\b[\w,\[\]-]*)\s+(?P<times>.+)")
_JOINED = re.compile(r"(\d\d:\d\d|off|closed)\s*,\s*[A-Z]")


class OpeningSyntaxError(ValueError):
    """The text is not OpenStreetMap's opening_hours syntax."""


class HolidayRuleError(OpeningSyntaxError):
    """PH stands in a rule that cannot be extended to the state's own holidays."""


@dataclass(frozen=True)
class Opening:
    """`text` for people, whether it is open, and when that changes (ISO 8601, local time). None means: not known."""

    text: str | None = None
    open_now: bool | None = None
    next: str | None = None


def zone() -> ZoneInfo:
    """The time zone all hours are written in."""
    return ZoneInfo(read("hours")["timezone"])


@lru_cache(maxsize=1024)
def parse(expression: str) -> OpeningHours:
    """The library's object for an expression; OpeningSyntaxError or HolidayRuleError when it cannot be used."""
    try:
        return OpeningHours(_with_regional_holidays(expression), timezone=zone(), country=read("hours")["country"])
    except ParserError as error:
        raise OpeningSyntaxError(expression) from error


@lru_cache(maxsize=1024)
def is_always(expression: str | None) -> bool:
    """Whether it means day and night, every day of the year."""
    return expression is not None and str(parse(expression).normalize()) == "24/7"


def is_open(expression: str | None, now: datetime) -> bool:
    """Whether it is surely open at `now` (aware)."""
    return expression is not None and (is_always(expression) or parse(expression).is_open(now.astimezone(zone())))


def opening_at(expression: str | None, fallback: str | None, now: datetime) -> Opening:
    """What to say about an offer's hours at `now` (aware): from `expression`, else the `fallback` text."""
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
    if expression is None:
        return Opening(fallback)
    if is_always(expression):
        return Opening(text("hours", "always"), True)
    hours, local = parse(expression), now.astimezone(zone())
    state, change = hours.state(local)[0], hours.next_change(local)
    if state == State.UNKNOWN:
        return Opening(fallback)
    is_now_open = state == State.OPEN
    words = _open_words(local, change) if is_now_open else _closed_words(local, change)
    return Opening(words, is_now_open, change.isoformat() if change else None)


def _with_regional_holidays(expression: str) -> str:
    """Repeats each rule for PH for the holidays that only this state has."""
    rules = []
    for rule in expression.split(";"):
        rules.append(rule)
        if not re.search(r"\bPH\b", rule):
            continue
        match = _HOLIDAY_RULE.fullmatch(rule)
        if match is None or _JOINED.search(rule):
            raise HolidayRuleError(expression)
        rules += [f" {day} {match['times']}" for day in read("hours")["regional_holidays"]]
    return ";".join(rules)


def _open_words(now: datetime, change: datetime | None) -> str:
    if change is None:
        return text("hours", "open")
    last = change - timedelta(minutes=1)  # closing at midnight belongs to the day before
    days = (last.date() - now.date()).days
    time = _clock(change, closing=True)
    if days == 0:
        return text("hours", "open_until", time=time)
    if days == 1:
        return text("hours", "open_until_tomorrow", time=time)
    return text("hours", "open_until_day", day=_day(last, days), time=time)


def _closed_words(now: datetime, change: datetime | None) -> str:
    if change is None:
        return text("hours", "closed")
    days = (change.date() - now.date()).days
    key = (
        "opens_today" if days == 0 else "opens_tomorrow" if days == 1 else "opens_weekday" if days < 7 else "opens_date"
    )
    return text("hours", key, day=_day(change, days), time=_clock(change))


def _clock(moment: datetime, *, closing: bool = False) -> str:
    hour = 24 if closing and (moment.hour, moment.minute) == (0, 0) else moment.hour
    key = "hour_minute" if moment.minute else "full_hour"
    return text("hours", key, hour=hour, minute=moment.minute)


def _day(moment: datetime, days_ahead: int) -> str:
    names = read("hours")
    if days_ahead < 7:
        return str(names["weekdays"][moment.weekday()])
    return text("hours", "date", day=moment.day, month=names["months"][moment.month - 1])
