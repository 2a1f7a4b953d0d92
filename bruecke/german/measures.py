# SPDX-License-Identifier: EUPL-1.2
"""Numbers with their units in a message: the raw material of ages, durations and weeks of pregnancy.

What a number *is* decides `ages.py` from its surroundings. Here it only gets a kind:

    #y #m #w #d   years, months, weeks, days             #a   "dreijährige": years, months … as an adjective
    #n            a bare number                          #om #ow  "im 5. Monat", "in der 20. Woche"
    #ssw          "SSW 32", "20+3"                       #on  "zum 6. Geburtstag"
    #z            "nächste Woche", with a due date       #b   "gestern geboren", "mein Neugeborenes"
    #v            "volljährig"
    #x            neither age nor time: counts, grades, money, addresses
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bruecke.german import expecting
from bruecke.german.counts import counts_something, is_no_age
from bruecke.german.nlp import Reading
from bruecke.german.numbers import ARTICLES, NUMBERS
from bruecke.german.numerals import HALVES, Value, number, plain_number
from bruecke.german.units import age_adjective, finer_unit, unit_behind
from bruecke.german.words import word_lists

_MOST_YEARS = 27  # of a bare number: the catalogue helps young people to 27
_KIND = {"years": "#y", "months": "#m", "weeks": "#w", "days": "#d"}
_UNIT_OF_KIND = {"#y": "years", "#m": "months", "#w": "weeks", "#d": "days", "#ow": "weeks", "#ssw": "weeks"}
_MOST_OF_FINER = {  # "1 Jahr und 3 Monate"
    **{("years", "months"): 12, ("years", "weeks"): 5, ("months", "weeks"): 5, ("months", "days"): 32},
}
_MONTHS_A_YEAR, _OF_AGE = 12, 18
_LAST_OF_TEST = 17  # years; older children are not written "4;11"
_JOINTS = frozenset({",", "und", "u", "&", "+", "/", "sowie", "n", "plus"})
_AND = frozenset({"und", "u", "un", "&", "+"})
_RANGES = frozenset({"-", "–", "bis", "oder", "od"})
_LOOK_BACK = 6  # tokens in which a list of children is announced


@dataclass(frozen=True)
class Measure:
    """One or several numbers that share a unit and a place in the sentence ("2, 5 und 9 Jahre")."""

    kind: str
    values: tuple[Value, ...]

    @property
    def start(self) -> int:
        """First token."""
        return self.values[0].start

    @property
    def end(self) -> int:
        """The token after the last."""
        return self.values[-1].end


def read_measures(reading: Reading) -> list[Measure]:
    """All measures of a message in their order; they do not overlap."""
    reader = _Reader(reading)
    found: list[Measure] = []
    position = 0
    while position < len(reading.norms):
        measure = reader.measure(position)
        if measure:
            found.append(measure)
        position = max(measure.end, position + 1) if measure else position + 1
    return found


class _Reader:
    """Reads one message. Each method takes a token position and answers with what begins there, or None."""

    def __init__(self, reading: Reading) -> None:
        lists = word_lists("ages")
        self._reading = reading
        self._norms = reading.norms
        self._expecting = any(norm in lists["pregnancy_words"] for norm in reading.norms)
        self._unborn = self._expecting and not any(norm in lists["own_child"] for norm in reading.norms)
        self._due = any(norm in lists["due_words"] for norm in reading.norms) or any(
            noun in lists["expected"] and verb == "kommt" for noun, verb in pairwise(reading.norms)
        )
        self._plurals = lists["plural_children"]

    def measure(self, at: int) -> Measure | None:
        found = (
            expecting.birth(self._reading, at)
            or expecting.week(self._reading, at)
            or expecting.week_behind(self._reading, at)
            or (expecting.month_behind(self._reading, at) if self._expecting else None)
            or expecting.ordinal(self._reading, at, self._expecting, self._unborn)
        )
        if found:
            return _measure_of(found)
        later = expecting.time_to_come(self._reading, at) if self._due else None
        if self._norms[at] == "volljaehrig":
            return _single("#v", _OF_AGE, "years", at, at + 1)
        return self._adjective(at) or self._numbers(at) or (_measure_of(later) if later else None)

    def _adjective(self, at: int) -> Measure | None:
        """Dreijähriger · anderthalbjährige (digits before it are read as a number first)."""
        amount, unit = age_adjective(self._norms[at]) or (None, "")
        return _single("#a", amount, unit, at, at + 1) if amount is not None else None

    def _numbers(self, at: int) -> Measure | None:
        first = number(self._reading, at)
        if first is None:
            return None
        if is_no_age(self._reading, first):
            return Measure("#x", (first,))
        if exact := self._years_and_months(first):
            return exact
        return self._with_unit(self._without_false_half(self._list(first)))

    def _years_and_months(self, first: Value) -> Measure | None:
        """4;11, as speech therapists write it; not the "3;5;8" of a list."""
        months = self._norms[first.end + 1] if first.end + 1 < len(self._norms) else ""
        joined = self._reading.norm(first.end) == ";" and self._reading.glued(first.end)
        written = self._norms[first.start].isdecimal() and months.isdecimal() and self._reading.glued(first.end + 1)
        if not (joined and written) or int(months) >= _MONTHS_A_YEAR or first.amount > _LAST_OF_TEST:
            return None
        several = ";" in {self._reading.norm(first.end + 2), self._reading.norm(first.start - 1)}
        if several or any(word in self._plurals for word in self._before(first)):
            return None
        exact = Value(first.amount * _MONTHS_A_YEAR + int(months), "months", first.start, first.end + 2)
        return Measure("#x" if counts_something(self._reading, [exact]) else "#y", (exact,))

    # --- lists ---

    def _list(self, first: Value) -> list[Value]:
        """Numbers joined by commas and "und"; a range ("2-3", "zwei bis drei") becomes its middle."""
        values = [first]
        while True:
            joint, start = self._joint(values[-1].end)
            following = number(self._reading, start) if joint else self._run_on(values[-1])
            if following is None or following.amount > _MOST_YEARS or self._norms[following.start] in ARTICLES:
                return self._between(values)
            if self._is_ordinal(following):
                return self._between(values)
            if self._announces(values, following) or self._have_own_units(values, following):
                return values
            if joint == "range":
                values[-1] = _middle(values[-1], following)
            else:
                values.append(following)

    def _joint(self, at: int) -> tuple[str, int]:
        norm, following = self._reading.norm(at), self._reading.norm(at + 1)
        if norm in {"-", "–", "bis"} and following in {"und", "u", "&", "bis"}:
            return ("range" if following == "bis" else "list"), at + 2
        if norm in _RANGES:
            return "range", at + 1
        if (norm == "," and following in {"und", "u"}) or (norm == "u" and following == "."):
            return "list", at + 2
        return ("list", at + 1) if norm in _JOINTS else ("", at)

    def _run_on(self, value: Value) -> Value | None:
        """Dictated lists have no commas: "drei kinder elf sieben und zwei"."""
        before = self._reading.norm(value.start - 1)
        spoken = before in NUMBERS or before in self._plurals or before in {"sind", "alter"}
        following = plain_number(self._reading, value.end) if spoken else None
        return following if following and following.amount >= 0 else None

    def _between(self, values: list[Value]) -> list[Value]:
        """ "zwischen 2 und 3" is one age."""
        between = self._reading.norm(values[0].start - 1) == "zwischen" and len(values) == 2
        return [_middle(*values)] if between else values

    def _is_ordinal(self, value: Value) -> bool:
        """True for the "3" of "bin 17, 3. Monat"."""
        return expecting.ordinal(self._reading, value.start, self._expecting, self._unborn) is not None

    def _announces(self, values: list[Value], following: Value) -> bool:
        """True for the "zwei" of "meine zwei, 3 und 8"."""
        comma = self._norms[following.start - 1] == ","
        word_then_digits = self._norms[values[0].start].isalpha() and self._norms[following.start].isdecimal()
        return comma and word_then_digits and len(values) == 1

    def _have_own_units(self, values: list[Value], following: Value) -> bool:
        units = (unit_behind(self._reading, value) for value in (values[-1], following))
        return len(values) == 1 and all(units)

    def _without_false_half(self, values: list[Value]) -> list[Value]:
        """In "3 kinder, 2,5 und 9" the comma parts two ages; the count before the list says so."""
        split = list(_split_decimals(self._reading, values))
        announced = len(split) in {_count(word) for word in self._before(values[0])}
        odd = any(value.amount % 0.5 for value in values)
        return split if len(split) > len(values) > 1 and (announced or odd) else values

    def _before(self, value: Value) -> list[str]:
        return self._norms[max(0, value.start - _LOOK_BACK) : value.start]

    # --- units ---

    def _with_unit(self, values: list[Value]) -> Measure | None:
        last = values[-1]
        hyphen = last.end + (self._reading.norm(last.end) in {"-", "–"})
        amount, adjective = age_adjective(self._reading.norm(hyphen)) or (None, "")
        if adjective and amount is None:
            return Measure("#a", _spread(values, adjective, hyphen + 1))
        unit = unit_behind(self._reading, last)
        if unit is None:
            return self._bare(values)
        if len(values) == 1:
            return self._composite(values[0], *unit)
        return Measure(_KIND[unit[0]], _spread(values, *unit))

    def _composite(self, first: Value, unit: str, end: int) -> Measure:
        """2 Jahre und 3 Monate · 1 Jahr 2 Monate · 2 Jahre und ein halbes."""
        joint = end + (self._reading.norm(end) in {"und", "u", ",", "+"})
        joint += joint > end and self._reading.norm(joint) == "."
        more = number(self._reading, joint) if unit in {"years", "months"} else None
        finer = finer_unit(self._reading, more) if more else None
        one = joint == end or not any(word in self._plurals for word in self._before(first))
        if more and finer and more.amount < _MOST_OF_FINER.get((unit, finer[0]), 0) and first.amount % 1 == 0 and one:
            months = replace(first, unit=unit).months + replace(more, unit=finer[0]).months
            return _single("#m" if unit == "months" else "#y", months, "months", first.start, finer[1])
        if joint > end and self._reading.norm(joint) in HALVES:
            return _single(_KIND[unit], first.amount + 0.5, unit, first.start, joint + 1)
        if more and more.amount == 0.5 and not finer:
            return _single(_KIND[unit], first.amount + 0.5, unit, first.start, more.end)
        return _single(_KIND[unit], first.amount, unit, first.start, end)

    def _bare(self, values: list[Value]) -> Measure | None:
        if self._norms[values[0].start] in ARTICLES and len(values) == 1 and values[0].amount <= 1:
            return None
        if len(values) > 1 and counts_something(self._reading, values):
            about = values[-1].amount - values[-2].amount == 1 and self._norms[values[-1].start - 1] not in _AND
            values = (
                [replace(values[0], amount=0)] if about else values[:-1]
            )  # "drei, vier Mal", "Sohn 4 und 2 Töchter"
        too_old = any(not 0 < value.amount <= _MOST_YEARS for value in values)
        return Measure("#x" if too_old or counts_something(self._reading, values) else "#n", tuple(values))


def _measure_of(found: expecting.Found) -> Measure:
    kind, amount, start, end = found
    return _single(kind, amount, _UNIT_OF_KIND.get(kind, None if kind in {"#on", "#x"} else "months"), start, end)


def _single(kind: str, amount: float, unit: str | None, start: int, end: int) -> Measure:
    return Measure(kind, (Value(amount, unit, start, end),))


def _middle(first: Value, last: Value) -> Value:
    """One age for a range; "acht bis fünf" is none but a working day."""
    rising = first.amount <= last.amount
    return Value((first.amount + last.amount) / 2 if rising else 0, None, first.start, last.end)


def _spread(values: list[Value], unit: str, end: int) -> tuple[Value, ...]:
    whole = [replace(value, unit=unit) for value in values]
    return (*whole[:-1], replace(whole[-1], end=end))


def _count(word: str) -> float:
    return float(word) if word.isdecimal() else NUMBERS.get(word, 0)


def _split_decimals(reading: Reading, values: list[Value]) -> Iterator[Value]:
    for value in values:
        whole, comma, rest = reading.norms[value.start].partition(",")
        if comma and value.end == value.start + 1 and rest.isdecimal():
            yield from (replace(value, amount=float(part)) for part in (whole, rest))
        else:
            yield value
