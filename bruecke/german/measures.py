"""Numbers with their units in a message: the raw material of ages, durations and weeks of pregnancy.

What a number *is* decides `ages.py` from its surroundings. Here it only gets a kind:

    #y #m #w #d   years, months, weeks, days             #a   "dreijährige": years, months … as an adjective
    #n            a bare number                          #om #ow  "im 5. Monat", "in der 20. Woche"
    #ssw          "SSW 32", "20+3"                       #on  "zum 6. Geburtstag"
    #z            "nächste Woche", with a due date       #b   "gestern geboren", "mein Neugeborenes"
    #x            neither age nor time: counts, grades, money, addresses
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bruecke.german.nlp import Reading, data
from bruecke.german.numbers import ARTICLES, NUMBERS, ORDINALS
from bruecke.german.rules import WordClass
from bruecke.german.typos import is_common_word, near

DAYS_PER_MONTH = 30.4
WEEKS_PER_MONTH = 4.345
_MOST_YEARS = 27  # of a bare number: the catalogue helps young people to 27

_DATA = data("ages")
_UNIT = {word: unit for unit, line in _DATA["units"].items() if unit != "short" for word in line.split()}
_SHORT: dict[str, str] = _DATA["units"]["short"]
_UNITWORDS = ("monate", "monaten", "monat", "jahre", "jahren", "wochen", "woche")
WORDS = {name: WordClass(line) for name, line in _DATA["word_lists"].items()}
_ADJECTIVE = re.compile(
    r"^(?P<number>[a-z]*?)(?P<unit>j(?:ae|a|e|aeh|eh)?h?r?(?:ig|ich|ing)|monatig|monatlich|woechig|wochig|taegig|tagig)"
    r"(?:e|er|es|en|em|ern|ens)?$"
)
_PER_MONTH = {"years": 1 / 12, "months": 1.0, "weeks": WEEKS_PER_MONTH, "days": DAYS_PER_MONTH}
_KIND = {"years": "#y", "months": "#m", "weeks": "#w", "days": "#d"}
_CLOCK = frozenset({"um", "gegen", "halb", "viertel", "am"})  # "um drei", "am 12."
_HALVES = frozenset({"halb", "halbe", "halbes", "einhalb", "einhalbe", "halben"})
_FRACTIONS = {("1", "2"): 0.5, ("1", "4"): 0.25, ("3", "4"): 0.75}


@dataclass(frozen=True)
class Value:
    """One number: `amount` in `unit` (None: not said), and the tokens [start, end) it stands in."""

    amount: float
    unit: str | None
    start: int
    end: int

    @property
    def months(self) -> float:
        """The span in months; a number without a unit means years."""
        return self.amount / _PER_MONTH[self.unit or "years"]


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


def _holds(name: str, norm: str) -> bool:
    return norm in WORDS[name]


class _Reader:
    """Reads one message. Each method takes a token position and answers with what begins there, or None."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._norm = reading.norm
        self._norms = reading.norms
        self._expecting = any(_holds("pregnancy_words", norm) for norm in reading.norms)
        self._due = any(_holds("due_words", norm) for norm in reading.norms)

    def measure(self, at: int) -> Measure | None:
        return (
            self._birth(at)
            or self._week_of_pregnancy(at)
            or self._ordinal(at)
            or self._adjective(at)
            or self._numbers(at)
            or (self._time_to_come(at) if self._due else None)
        )

    # --- birth and pregnancy ---

    def _birth(self, at: int) -> Measure | None:
        norm = self._norm(at)
        if norm.startswith("neugebor"):
            return _single("#b", 0, "months", at, at + 1)
        if not _holds("birth_verbs", norm):
            return None
        around = [*self._before(at, 7), *self._after(at, 3)]
        recent = any(_holds("recent", word) for word in around) and not any(word in NUMBERS for word in around)
        return _single("#b", 0, "months", at, at + 1) if recent else None

    def _before(self, at: int, count: int) -> list[str]:
        return _until_stop(reversed(self._norms[max(0, at - count) : at]))

    def _after(self, at: int, count: int) -> list[str]:
        return _until_stop(iter(self._norms[at + 1 : at + 1 + count]))

    def _week_of_pregnancy(self, at: int) -> Measure | None:
        """20+3 · SSW 32 · 32. SSW · 20 SSW · Schwangerschaftswoche 20."""
        start = at + 1 if _holds("week_names", self._norm(at)) else at
        start += start > at and self._norm(start) in {":", ".", "=", "in", "nr"}
        number = self._plain_number(start)
        if number is None or not 1 <= number.amount <= 43:
            return None
        end = number.end
        days = self._plain_number(end + 1) if self._norm(end) in {"+", "plus"} else None
        end = days.end if days else end
        after = end + (self._norm(end) in {".", "te", "ten", "ter"})
        named = _holds("week_names", self._norm(after))
        if start > at or named or (days and number.amount > 3 and days.amount < 7):
            return _single("#ssw", number.amount, "weeks", at, after + 1 if named else end)
        return None

    def _time_to_come(self, at: int) -> Measure | None:
        norm, following = self._norm(at), self._norm(at + 1)
        if norm in {"heute", "morgen", "uebermorgen", "gestern", "jederzeit"}:
            return _single("#z", 0, "months", at, at + 1)
        if norm.startswith(("naechste", "kommende", "diese")) and following in _UNIT:
            months = 1 if _UNIT[following] == "months" and not norm.startswith("diese") else 0
            return _single("#z", months, "months", at, at + 2)
        return None

    # --- ordinals ---

    def _ordinal(self, at: int) -> Measure | None:
        """Im 5. Monat · in der zwanzigsten Woche · zum 6. Geburtstag · die 3. Klasse."""
        read = self._ordinal_number(at)
        if read is None:
            return None
        amount, end = read
        noun = self._norm(end)
        unit = _UNIT.get(noun)
        if noun.startswith("leben") and unit:
            return _single(_KIND[unit], max(amount - 1, 0), unit, at, end + 1)
        if unit == "months" or noun in {"schwangerschaftsmonat", "ssm"}:
            return _single("#om", amount, "months", at, end + 1)
        if unit == "weeks":
            return _single("#ow", amount, "weeks", at, end + 1)
        if noun.startswith("geburtstag"):
            return _single("#on", amount, None, at, end)
        return self._ordinal_alone(amount, at, end)

    def _ordinal_alone(self, amount: float, at: int, end: int) -> Measure | None:
        if self._expecting and self._norm(at - 1) in {"im", "in", "der", "den"} and amount <= 42:
            month = amount <= 10 and self._norm(at - 1) in {"im", "den"}
            return _single("#om" if month else "#ow", amount, None, at, end)
        return _single("#x", amount, None, at, end) if self._norms[at][0].isdigit() else None

    def _ordinal_number(self, at: int) -> tuple[float, int] | None:
        norm, following = self._norm(at), self._norm(at + 1)
        if norm in ORDINALS:
            return ORDINALS[norm], at + 1
        if not norm.isdigit() or len(norm) > 2:
            return None
        if following in {"te", "ten", "ter", "tes"} and self._reading.glued(at + 1):
            return float(norm), at + 2
        noun = self._norm(at + 2)
        named = noun in _UNIT or noun.startswith("geburtstag") or _holds("grades", noun) or noun.startswith("kind")
        if following == "." and (named or self._expecting_ordinal(at)):
            return float(norm), at + 2
        singular = following in {"monat", "woche", "monad"} and float(norm) > 1
        if singular and self._norm(at - 1) in {"im", "der", "in", "dem"}:
            return float(norm), at + 1
        return None

    def _expecting_ordinal(self, at: int) -> bool:
        return self._expecting and self._norm(at - 1) in {"im", "der"} and self._norm(at - 2) != "seit"

    # --- adjectives ---

    def _adjective(self, at: int) -> Measure | None:
        """Dreijähriger · anderthalbjährige (digits before it are read as a number first)."""
        split = self._split_adjective(at)
        if split is None or split[0] not in _NUMBER_OR_ONE:
            return None
        return Measure("#a", (Value(_NUMBER_OR_ONE[split[0]], split[1], at, at + 1),))

    def _split_adjective(self, at: int) -> tuple[str, str] | None:
        match = _ADJECTIVE.match(self._norm(at)) if len(self._norm(at)) > 4 else None
        if match is None:
            return None
        unit = {"j": "years", "m": "months", "w": "weeks", "t": "days"}[match["unit"][0]]
        return match["number"], unit

    # --- numbers ---

    def _numbers(self, at: int) -> Measure | None:
        first = self._number(at)
        if first is None:
            return None
        if self._is_dead(first):
            return Measure("#x", (replace(first, unit=None),))
        return self._with_unit(self._without_false_half(self._list(first)))

    def _is_dead(self, value: Value) -> bool:
        before = self._norm(value.start - 1)
        glued_to_word = self._reading.glued(value.start) and before.isalpha() and not _holds("children", before)
        return (
            value.amount < 0
            or glued_to_word
            or (_holds("counted_before", before) and self._unit(value.end, value) is None)
            or before in _CLOCK
            or self._is_numbering(value)
            or self._is_height(value)
            or (before == "." and _holds("counted_before", self._norm(value.start - 2)) and self._norms[value.start].isdigit())
        )

    def _is_height(self, value: Value) -> bool:
        """1,85 · eins neunzig."""
        whole, _, rest = self._norms[value.start].replace(",", ".").partition(".")
        spoken = self._norm(value.end) in NUMBERS and value.amount <= 2 and NUMBERS[self._norm(value.end)] > 27
        return (len(rest) == 2 and whole in {"1", "2"}) or spoken

    def _is_numbering(self, value: Value) -> bool:
        """Kind 1 … Kind 2 …: which child, not how old."""
        if self._norm(value.start - 1) != "kind" or value.amount > 4:
            return False
        return sum(first == "kind" and second.isdigit() for first, second in pairwise(self._norms)) > 1

    def _list(self, first: Value) -> list[Value]:
        """Numbers joined by commas and "und"; a range ("2-3", "zwei bis drei") becomes its middle."""
        values = [first]
        while True:
            joint, start = self._joint(values[-1].end)
            following = self._number(start) if joint else self._run_on(values[-1])
            joint = joint or "list"
            if following is None or following.amount > _MOST_YEARS or self._norms[following.start] in ARTICLES:
                return self._between(values)
            if self._norms[start - 1] == "," and self._counts_children(values, following):
                return values
            if joint == "range":
                middle = (values[-1].amount + following.amount) / 2
                values[-1] = Value(middle, None, values[-1].start, following.end)
            elif self._own_unit(following) and len(values) == 1 and self._own_unit(values[-1]):
                return values
            else:
                values.append(following)

    def _run_on(self, value: Value) -> Value | None:
        """Dictated lists have no commas: "drei kinder elf sieben und zwei"."""
        before = self._norm(value.start - 1)
        spoken = before in NUMBERS or _holds("plural_children", before) or before in {"sind", "alter"}
        following = self._plain_number(value.end) if spoken else None
        return following if following and following.amount >= 0 else None

    def _between(self, values: list[Value]) -> list[Value]:
        """"zwischen 2 und 3" is one age."""
        if self._norm(values[0].start - 1) != "zwischen" or len(values) != 2:
            return values
        first, last = values
        return [Value((first.amount + last.amount) / 2, None, first.start, last.end)]

    def _counts_children(self, values: list[Value], following: Value) -> bool:
        """True for the "zwei" of "meine zwei, 3 und 8"."""
        return len(values) == 1 and self._norms[values[0].start].isalpha() and self._norms[following.start].isdigit()

    def _own_unit(self, value: Value) -> bool:
        return self._unit(value.end, value) is not None

    def _joint(self, at: int) -> tuple[str | None, int]:
        norm = self._norm(at)
        if norm in {"-", "–", "bis"} and self._norm(at + 1) in {"und", "u", "&", "bis"}:
            return ("range" if self._norm(at + 1) == "bis" else "list"), at + 2
        if norm in {"-", "–", "bis", "oder", "od"}:
            return "range", at + 1
        if norm == "," and self._norm(at + 1) in {"und", "u"}:
            return "list", at + 2
        return ("list", at + 1) if norm in {",", "und", "u", "&", "+", "/", "sowie", "n", "plus"} else (None, at)

    def _with_unit(self, values: list[Value]) -> Measure | None:
        last = values[-1]
        hyphen = last.end + (self._norm(last.end) in {"-", "–"})
        adjective = self._split_adjective(hyphen)
        if adjective and adjective[0] == "":
            return Measure("#a", _spread(values, adjective[1], hyphen + 1))
        unit = self._unit(last.end, last)
        if unit is None:
            return self._bare(values)
        if len(values) == 1:
            return self._composite(values[0], *unit)
        return Measure(_KIND[unit[0]], _spread(values, *unit))

    def _unit(self, at: int, value: Value) -> tuple[str, int] | None:
        norm = self._norm(at)
        if norm in _SHORT:
            return (_SHORT[norm], self._past_dot(at)) if self._is_short_unit(at, value) else None
        if norm in _UNIT:
            return _UNIT[norm], self._past_dot(at)
        if len(norm) > 3 and not is_common_word(norm):
            close = next((word for word in _UNITWORDS if near(norm, word)), None)
            return (_UNIT[close], at + 1) if close else None
        return None

    def _is_short_unit(self, at: int, value: Value) -> bool:
        """"8m", "(8 m)", "8 Mo. alt": elsewhere a single letter or "wo" is a word of its own."""
        following = self._norm(at + 1)
        bracket = self._norm(value.start - 1) == "(" and following == ")"
        dotted = len(self._norm(at)) == 2 and following in {".", "alt", "alte", "altes", ")", ","}
        shown = self._reading.glued(at) or bracket or dotted
        return shown and self._norms[value.start][0].isdigit() and not following.isdigit()

    def _past_dot(self, at: int) -> int:
        abbreviated = len(self._norm(at)) <= 3 and self._norm(at + 1) == "." and self._norm(at + 2) not in {"", "¶"}
        return at + 2 if abbreviated else at + 1

    def _composite(self, first: Value, unit: str, end: int) -> Measure:
        """2 Jahre und 3 Monate · 1 Jahr 2 Monate · 2 Jahre und ein halbes."""
        joint = end + (self._norm(end) in {"und", "u", ",", "+"})
        more = self._number(joint) if unit in {"years", "months"} else None
        finer = self._unit(more.end, more) if more else None
        several = any(_holds("plural_children", word) for word in self._before_list(first.start)) and joint > end
        if more and finer and finer[0] != unit and _fits(more.amount, finer[0]) and not several:
            months = Value(first.amount, unit, 0, 0).months + Value(more.amount, finer[0], 0, 0).months
            return _single("#m" if unit == "months" else "#y", months, "months", first.start, finer[1])
        if joint > end and self._norm(joint) in _HALVES:
            return _single(_KIND[unit], first.amount + 0.5, unit, first.start, joint + 1)
        if more and more.amount == 0.5 and not finer:
            return _single(_KIND[unit], first.amount + 0.5, unit, first.start, more.end)
        return _single(_KIND[unit], first.amount, unit, first.start, end)

    def _bare(self, values: list[Value]) -> Measure | None:
        if self._norms[values[0].start] in ARTICLES and len(values) == 1:
            return None
        if len(values) > 1 and self._is_count(values):
            values = values[:-1]  # "Sohn 4 und 2 Töchter"
        too_old = any(value.amount > _MOST_YEARS for value in values)
        kind = "#x" if too_old or self._is_count(values) else "#n"
        return Measure(kind, tuple(values))

    def _is_count(self, values: list[Value]) -> bool:
        last, before = values[-1], self._norm(values[0].start - 1)
        following = self._norm(last.end)
        if following == "." and (self._reading.glued(last.end) and _holds("grades", self._norm(last.end + 1))):
            return True
        after_child = _holds("children", before) or before in {"ist", "sind", "wird", "werden", "("}
        if _holds("counted_softly", following):
            return not after_child or (last.amount == 1 and len(values) == 1)
        single = _holds("counted_if_one", following)
        return _holds("counted", following) or (single and last.amount == 1) or self._glued_tail(last)

    def _glued_tail(self, value: Value) -> bool:
        """True for 3x, 2fach, 24h: letters right behind digits that are no unit."""
        return self._reading.glued(value.end) if self._norm(value.end).isalpha() else False

    def _without_false_half(self, values: list[Value]) -> list[Value]:
        """In "3 kinder, 2,5 und 9" the comma parts two ages; the count before the list says so."""
        counts = [
            NUMBERS.get(word, float(word) if word.isdigit() else 0) for word in self._before_list(values[0].start)
        ]
        split = list(_split_decimals(self._reading, values))
        wanted = len(split) in counts or any(value.amount % 0.5 for value in values)
        return split if len(split) > len(values) > 1 and wanted else values

    def _before_list(self, at: int) -> list[str]:
        return self._norms[max(0, at - 6) : at]

    def _number(self, at: int) -> Value | None:
        """A number with its halves; amount −1 marks what only looks like one (dates, times, years, phone numbers)."""
        plain = self._plain_number(at)
        if plain is not None:
            return self._with_half(plain) if plain.amount >= 0 else plain
        norm = self._norm(at)
        if norm in ARTICLES:
            return self._after_article(at)
        if norm in {"halbes", "halben", "halbe", "halb", "dreiviertel"} and self._norm(at + 1) in _UNIT:
            return Value(0.75 if norm == "dreiviertel" else 0.5, None, at, at + 1)
        return None

    def _plain_number(self, at: int) -> Value | None:
        norm = self._norm(at)
        if norm in NUMBERS and norm not in ARTICLES:
            return Value(NUMBERS[norm], None, at, at + 1)
        if not norm or not norm[0].isdigit():
            return None
        dead = (
            ":" in norm
            or norm.count(".") > 1
            or norm.endswith(".")
            or (len(norm) > 1 and norm[0] == "0" and norm[1].isdigit())
        )
        dead = (
            dead
            or len(norm.replace(",", ".").partition(".")[0]) > 2
            or len(norm.replace(",", ".").partition(".")[2]) > 2
        )
        return Value(-1 if dead else float(norm.replace(",", ".")), None, at, at + 1)

    def _after_article(self, at: int) -> Value | None:
        following = self._norm(at + 1)
        if following in {"halbes", "halbe", "halben", "halb", "dreiviertel"}:
            return Value(0.75 if following == "dreiviertel" else 0.5, None, at, at + 2)
        if following == "einhalb":
            return Value(1.5, None, at, at + 2)
        if following == "und" and self._norm(at + 2) in {"halb", "einhalb"}:
            return Value(1.5, None, at, at + 3)
        return Value(1, None, at, at + 1)

    def _with_half(self, value: Value) -> Value:
        at, amount = value.end, value.amount
        norm, following = self._norm(at), self._norm(at + 1)
        if norm == "½" or norm in _HALVES:
            return Value(amount + 0.5, None, value.start, at + 1)
        if norm == "und" and following in {"halb", "einhalb", "halbes"}:
            return Value(amount + 0.5, None, value.start, at + 2)
        joined = at + (norm == "und")
        if self._norm(joined) in {"ein", "einen"} and self._norm(joined + 1) in _HALVES:
            return Value(amount + 0.5, None, value.start, joined + 2)
        if norm == "komma" and (tenths := self._plain_number(at + 1)):
            return Value(amount + tenths.amount / 10, None, value.start, tenths.end)
        fraction = _FRACTIONS.get((norm, self._norm(at + 2))) if following == "/" else None
        if fraction:
            return Value(amount + fraction, None, value.start, at + 3)
        if (f"{amount:g}", following) in _FRACTIONS and norm == "/" and self._norm(at + 2) in _UNIT:
            return Value(_FRACTIONS[f"{amount:g}", following], None, value.start, at + 2)
        return value


_NUMBER_OR_ONE = NUMBERS | {"ein": 1, "halb": 0.5, "dreiviertel": 0.75}


def _single(kind: str, amount: float, unit: str | None, start: int, end: int) -> Measure:
    return Measure(kind, (Value(amount, unit, start, end),))


def _spread(values: list[Value], unit: str, end: int) -> tuple[Value, ...]:
    whole = [replace(value, unit=unit) for value in values]
    return (*whole[:-1], replace(whole[-1], end=end))


def _fits(amount: float, unit: str) -> bool:
    return amount < {"months": 12, "weeks": 5, "days": 32}.get(unit, 0)


def _until_stop(words: Iterator[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if word in {".", ",", ";", "!", "?", "¶"}:
            break
        kept.append(word)
    return kept


def _split_decimals(reading: Reading, values: list[Value]) -> Iterator[Value]:
    for value in values:
        whole, comma, rest = reading.norms[value.start].partition(",")
        if comma and value.end == value.start + 1 and rest.isdigit():
            yield replace(value, amount=float(whole))
            yield replace(value, amount=float(rest))
        else:
            yield value
