# SPDX-License-Identifier: EUPL-1.2
"""Numbers where they stand in a message: digits, words, halves and fractions."""

from __future__ import annotations

from dataclasses import dataclass

from bruecke.german.nlp import Reading
from bruecke.german.numbers import ARTICLES, NUMBERS, SPOKEN_TENS, SPOKEN_UNITS, number_word

DAYS_PER_MONTH = 30.4
WEEKS_PER_MONTH = 4.345
HALVES = frozenset({"halb", "halbe", "halbes", "einhalb", "einhalbe", "halben"})

_PARTS = {"halbes": 0.5, "halben": 0.5, "halbe": 0.5, "halb": 0.5, "dreiviertel": 0.75}
_FRACTIONS = {("1", "2"): 0.5, ("1", "4"): 0.25, ("3", "4"): 0.75}
_PER_MONTH = {"years": 1 / 12, "months": 1.0, "weeks": WEEKS_PER_MONTH, "days": DAYS_PER_MONTH}
_UNUSABLE = -1.0
_DIGITS_OF_DAYS = 3
_SLIPS_IN_AGE = {"neuen": 9.0, "neu": 9.0, "achtet": 8.0, "zehen": 10.0}  # words of their own, but not in "… jahre alt"
_LAST_UNIT_WITHOUT_TEEN = 2  # eleven and twelve have words of their own
_JOINTS = frozenset({"und", "u", "un", ","})


@dataclass(frozen=True)
class Value:
    """One number: `amount` in `unit` (None: not said), and the tokens [start, end) it stands in.

    A negative amount marks what only looks like a number: a date, a time, a year, a telephone number.
    """

    amount: float
    unit: str | None
    start: int
    end: int

    @property
    def months(self) -> float:
        """The span in months; a number without a unit means years."""
        return self.amount / _PER_MONTH[self.unit or "years"]


def number(reading: Reading, at: int) -> Value | None:
    """The number that begins at a token, with its halves ("2 1/2", "zwei einhalb", "ein halbes", "eins komma fünf")."""
    plain = plain_number(reading, at)
    if plain is not None:
        return _with_half(reading, plain) if plain.amount >= 0 else plain
    norm = reading.norm(at)
    if norm in ARTICLES:
        return _after_article(reading, at)
    return Value(_PARTS[norm], None, at, at + 1) if norm in _PARTS and _is_span(reading.norm(at + 1)) else None


def plain_number(reading: Reading, at: int) -> Value | None:
    """Digits or a number word, nothing added; articles are none. Dictation parts words: "acht zehn" is one."""
    norm = reading.norm(at)
    if norm in SPOKEN_UNITS and (dictated := _dictated(reading, at)):
        return dictated
    word = number_word(norm) if norm not in ARTICLES else None
    if word is None and reading.norm(at + 2) == "alt" and _is_span(reading.norm(at + 1)):
        word = _SLIPS_IN_AGE.get(norm)
    if word is not None:
        return Value(word, None, at, at + 1)
    if not norm[:1].isdecimal():
        return None
    days = len(norm) == _DIGITS_OF_DAYS and reading.norm(at + 1) in {"tag", "tage", "tagen"}
    return Value(float(norm) if days and norm.isdecimal() else _amount(norm), None, at, at + 1)


def _dictated(reading: Reading, at: int) -> Value | None:
    """Vier zehn · drei und zwanzig."""
    unit, joint, ten = SPOKEN_UNITS[reading.norm(at)], reading.norm(at + 1), reading.norm(at + 2)
    list_goes_on = ten in NUMBERS or (ten in _JOINTS and reading.norm(at + 3) in NUMBERS)
    if joint == "zehn" and unit > _LAST_UNIT_WITHOUT_TEEN and not list_goes_on:
        return Value(10 + unit, None, at, at + 2)
    if joint == "und" and ten in SPOKEN_TENS:
        return Value(SPOKEN_TENS[ten] + unit, None, at, at + 3)
    return None


def _amount(norm: str) -> float:
    whole, _, rest = norm.replace(",", ".").partition(".")
    date_or_time = ":" in norm or norm.endswith(".") or not (whole + rest).isdecimal()
    telephone = len(whole) > 1 and whole[0] == "0"
    return _UNUSABLE if date_or_time or telephone or len(whole) > 2 or len(rest) > 2 else float(f"{whole}.{rest or 0}")


def _is_span(norm: str) -> bool:
    return norm.startswith(("jahr", "monat", "jar", "jahe"))


def _after_article(reading: Reading, at: int) -> Value:
    following = reading.norm(at + 1)
    if following in _PARTS:
        return Value(_PARTS[following], None, at, at + 2)
    if following == "einhalb":
        return Value(1.5, None, at, at + 2)
    if following == "und" and reading.norm(at + 2) in {"halb", "einhalb"}:
        return Value(1.5, None, at, at + 3)
    return Value(1, None, at, at + 1)


def _with_half(reading: Reading, value: Value) -> Value:
    norm, following, third = (reading.norm(value.end + ahead) for ahead in range(3))
    joined = norm == "und"
    if norm == "½" or norm in HALVES:
        return _longer(value, 0.5, 1)
    if joined and following in {"halb", "einhalb", "halbes"}:
        return _longer(value, 0.5, 2)
    if norm == "dreiviertel":
        return _longer(value, 0.75, 1)
    if reading.norm(value.end + joined) in {"ein", "einen"} and reading.norm(value.end + joined + 1) in HALVES:
        return _longer(value, 0.5, 2 + joined)
    if norm == "komma" and (tenths := plain_number(reading, value.end + 1)):
        return _longer(value, tenths.amount / 10, 2)
    if following == "/" and (norm, third) in _FRACTIONS:
        return _longer(value, _FRACTIONS[norm, third], 3)
    alone = _FRACTIONS.get((f"{value.amount:g}", following)) if norm == "/" and _is_span(third) else None
    return _longer(value, alone - value.amount, 2) if alone else value


def _longer(value: Value, more: float, tokens: int) -> Value:
    return Value(value.amount + more, None, value.start, value.end + tokens)
