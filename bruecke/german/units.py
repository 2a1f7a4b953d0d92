# SPDX-License-Identifier: EUPL-1.2
"""The unit behind a number: years, months, weeks or days, spelt as parents spell them, also as an adjective."""

from __future__ import annotations

import re
from functools import lru_cache

from bruecke.german.nlp import Reading, data
from bruecke.german.numbers import NUMBERS
from bruecke.german.numerals import Value
from bruecke.german.typos import is_common_word, near

_MISSPELT = ("monate", "monaten", "monat", "jahre", "jahren", "wochen", "woche")
_ADJECTIVE = re.compile(
    r"^(?P<number>[a-z]*?)(?P<unit>jaehr(?=$)|j(?:ae|a|e)?h?(?:ri|ir|r|i)(?:g|ch|ng)|monatig|monatlich|woechig|wochig|taegig|tagig)"
    r"(?:e|er|es|en|em|ern|ens|r|n|s|m)?$"
)
_SHORTEST_ADJECTIVE = 5
_BY_LETTER = {"j": "years", "m": "months", "w": "weeks", "t": "days"}
_BEFORE_ADJECTIVE = NUMBERS | {"ein": 1.0, "halb": 0.5, "dreiviertel": 0.75}


@lru_cache(maxsize=1)
def _units() -> tuple[dict[str, str], dict[str, str]]:
    """Word → unit, and the same for short forms that are words or letters of their own elsewhere."""
    known = data("ages")["units"]
    return {word: unit for unit, line in known["full"].items() for word in line.split()}, known["short"]


def unit_of(norm: str) -> str | None:
    """The unit that a word names in full ("monaten" → "months")."""
    return _units()[0].get(norm)


def unit_behind(reading: Reading, value: Value) -> tuple[str, int] | None:
    """The unit of a number and the token after it; slips of the finger are forgiven."""
    at = value.end
    norm = reading.norm(at)
    full, short = _units()
    if norm in short:
        return (short[norm], _past_dot(reading, at)) if _is_short_unit(reading, value) else None
    if norm in full:
        return full[norm], _past_dot(reading, at)
    if len(norm) > 3 and not is_common_word(norm):
        close = next((word for word in _MISSPELT if near(norm, word)), None)
        return (full[close], at + 1) if close else None
    return None


def finer_unit(reading: Reading, value: Value) -> tuple[str, int] | None:
    """The unit behind the second number of "1 J 10 M": there a single letter is no word of its own."""
    short = _units()[1].get(reading.norm(value.end))
    return (short, _past_dot(reading, value.end)) if short else unit_behind(reading, value)


def age_adjective(norm: str) -> tuple[float | None, str] | None:
    """Number and unit of "dreijährige"; no number for a bare "jährige"; None for other words."""
    match = _ADJECTIVE.match(norm) if len(norm) >= _SHORTEST_ADJECTIVE else None
    if match is None:
        return None
    unit = _BY_LETTER[match["unit"][0]]
    if not match["number"]:
        return None, unit
    return (_BEFORE_ADJECTIVE[match["number"]], unit) if match["number"] in _BEFORE_ADJECTIVE else None


def _is_short_unit(reading: Reading, value: Value) -> bool:
    """True in "8m", "(8 m)", "8 Mo. alt": elsewhere a single letter or "wo" is a word of its own."""
    at = value.end
    following = reading.norm(at + 1)
    closed = following == ")" or (following == "." and reading.norm(at + 2) == ")")
    bracket = reading.norm(value.start - 1) == "(" and closed
    dotted = len(reading.norm(at)) == 2 and following in {".", "alt", "alte", "altes", ")", ","}
    shown = reading.glued(at) or bracket or dotted
    return shown and reading.norms[value.start][0].isdecimal() and not following.isdecimal()


def _past_dot(reading: Reading, at: int) -> int:
    short = len(reading.norm(at)) <= 3 and reading.norm(at + 1) == "." and reading.norm(at + 2) not in {"", "¶"}
    return at + 2 if short else at + 1
