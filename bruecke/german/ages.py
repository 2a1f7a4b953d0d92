"""How old the child is that a message is about.

Numbers come from `measures.py`; the rules of `ages.yml` say whether one is a child's age, a duration, the writer's own
age or a stage of pregnancy; `whose.py` picks the child meant among several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bruecke.german.birthdays import dated_ages
from bruecke.german.measures import Measure, read_measures
from bruecke.german.nlp import Reading, data, fold
from bruecke.german.numerals import WEEKS_PER_MONTH, Value
from bruecke.german.rules import RuleSet, collapse
from bruecke.german.whose import Child, child_meant
from bruecke.german.words import WordClass, word_classes, word_lists

_PREGNANCY_MONTHS, _PREGNANCY_WEEKS = 10, 40  # the month M is M − 10 months from birth, the week W is W − 40 weeks
_RARELY_COUNTED = 10  # things in "mit 10 …"
_SHORT_ANSWER = 8  # tokens; so short a reply to "Wie alt?" is the age and nothing else
_TEEN_WRITER = (8, 17)  # years of a writer who is the child in question
_OLDEST = {"child_direct": 27, "child": 21, "child_weak": 18, "child_weak_too": 18, "fragment": 18, "at_age": 18, "it": 18}  # years; the looser the link to a child, the fewer
_CHILD_VERDICTS = frozenset(_OLDEST)
_UNSURE = frozenset({"", "child_weak", "fragment"})
_WEAK = frozenset({"child_weak", "child_weak_too", "fragment", "at_age"})
_STRAIGHT_TO_CHILD = {"#a": "child_direct", "#b": "child", "#y": "child_weak", "#m": "child_weak", "#on": "child_weak"}


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
    today: allows dates and years of birth ("geboren 2019") and due dates; without it they are not read.
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
    children = list(_Message(reading, measures, asked).children()) if measures else []
    if today:
        children += dated_ages(reading, today)
        children.sort(key=lambda child: child.start)
    return reading, children


def _mention(reading: Reading, child: Child) -> AgeMention:
    start, end = reading.starts[child.start], reading.ends[child.end - 1]
    return AgeMention(child.months, reading.text[start:end], start, end)


@lru_cache(maxsize=1)
def _rules() -> RuleSet:
    known = data("ages")
    return RuleSet(word_classes(known["classes"]), known["rules"])


class _Message:
    """One message with its measures put in as markers, and what the rules say about each."""

    def __init__(self, reading: Reading, measures: Sequence[Measure], asked: bool) -> None:
        self._reading = reading
        self._norms = reading.norms
        self._measures = measures
        self._asked = asked and len(reading.norms) <= _SHORT_ANSWER
        spans = [(measure.start, measure.end) for measure in measures]
        self._view, self._places = collapse(reading.norms, spans, [measure.kind for measure in measures])
        verdicts = _rules().verdicts(self._view)
        self._verdicts = [verdicts.get(place, "") for place in self._places]

    def children(self) -> Iterator[Child]:
        """The children's ages; without any, that of a young writer who speaks about themselves."""
        self._settle()
        found = [child for number in range(len(self._measures)) for child in self._of_measure(number)]
        yield from _without_outgrown(found) if found else self._young_writer()

    def _settle(self) -> None:
        """Gives a verdict to what no rule claims: the neighbour's in a list, or what its kind suggests."""
        for number, measure in enumerate(self._measures):
            if self._verdicts[number] in _UNSURE and self._continues_list(number):
                self._verdicts[number] = self._verdicts[number - 1]
            if not self._verdicts[number]:
                self._verdicts[number] = self._by_kind(measure)
            if not self._believable(number):
                self._verdicts[number] = self._by_kind(measure) if self._verdicts[number] == "fragment" else ""
            if self._asked and self._verdicts[number] in {"", "duration_weak", "child_weak"}:
                self._verdicts[number] = self._when_asked(measure)

    def _continues_list(self, number: int) -> bool:
        if number == 0 or self._measures[number].kind not in {"#n", "#y", "#m", "#w"}:
            return False
        between = self._view[self._places[number - 1] + 1 : self._places[number]]
        joined = len(between) == 1 and between[0] in {",", "und", "u", "&", "+", "/"}
        return joined and self._verdicts[number - 1] in _CHILD_VERDICTS

    def _by_kind(self, measure: Measure) -> str:
        if measure.kind in {"#om", "#ow"}:
            mine = "bin" in self._norms and self._norms[measure.start - 1 : measure.start] in (["im"], ["der"])
            return "pregnant" if mine or self._has("pregnancy_words") else ""
        if measure.kind == "#n" and self._is_half(measure):
            return "child_weak"  # "anderthalb": nobody counts so
        return _STRAIGHT_TO_CHILD.get(measure.kind, "")

    def _is_half(self, measure: Measure) -> bool:
        value = measure.values[0]
        words = self._norms[value.start : value.end]
        return value.amount % 1 == 0.5 and not {"bis", "-", "–", "oder"} & {*words, *self._norms[value.start - 1 : value.start]}

    def _believable(self, number: int) -> bool:
        """False for "in der 20. Woche" of a child's life, and for an appointment that is no birth."""
        verdict, measure = self._verdicts[number], self._measures[number]
        if verdict == "due_termin":
            return self._has("pregnancy_words") or (len(self._norms) <= _SHORT_ANSWER and not self._has("appointments"))
        if verdict == "fragment":
            bare = sum(other.kind == "#n" for other in self._measures)
            return bare == 1 and measure.values[0].amount > 1 and self._has("child_spoken_of")
        if measure.kind == "#n" and verdict in _CHILD_VERDICTS and self._counts_things(measure):
            return False
        if verdict == "it":
            return self._has("it_child")
        if verdict == "at_age":
            return self._is_age_after_with(measure)
        unborn = verdict == "pregnant" and measure.kind in {"#om", "#ow"}
        return not unborn or (not self._has("lost") and (self._has("pregnancy_words") or not self._has("own_child")))

    def _is_age_after_with(self, measure: Measure) -> bool:
        """"mit 3 liest er" and "mit 13 rauchen", but not "mit 3 Kisten": small numbers count, and so do plurals."""
        following = self._norms[measure.end] if measure.end < len(self._norms) else "."
        if following in word_lists("ages")["after_age"] or following.endswith("t") or following[0].isdigit():
            return True
        return measure.values[0].amount >= _RARELY_COUNTED and not following.endswith(("ern", "er", "e", "el", "s"))

    def _counts_things(self, measure: Measure) -> bool:
        """True for "baby, 4 Ratenkäufe": a noun behind the number, and no word for a child right before it."""
        following = self._reading.words[measure.end] if measure.end < len(self._norms) else ""
        noun = following[:1].isupper() and not following.isupper() and not self._reading.text.isupper()
        before = self._norms[measure.start - 1] if measure.start else ""
        return noun and before != "(" and not _is_child(before) and not _is_child(fold(following))

    def _has(self, words: str) -> bool:
        return any(norm in word_lists("ages")[words] for norm in self._norms)

    def _when_asked(self, measure: Measure) -> str:
        return "pregnant" if measure.kind in {"#om", "#ow"} else "child_direct" if measure.kind != "#x" else ""

    # --- from verdict to months ---

    def _of_measure(self, number: int) -> Iterator[Child]:
        measure, verdict = self._measures[number], self._verdicts[number]
        for value in measure.values:
            months = self._months(number, value)
            if months is not None:
                subject = self._subject(number)
                strength = 0 if verdict in _WEAK or measure.kind == "#b" else 1
                yield Child(months, value.start, value.end, subject, self._subject_at(number), strength, number)

    def _months(self, number: int, value: Value) -> int | None:
        verdict, kind = self._verdicts[number], self._measures[number].kind
        if verdict in {"pregnant", "pregnant_since"}:
            return _until_birth(kind, value)
        if verdict in {"due", "due_termin"}:
            return -round(value.months)
        if verdict == "born_ago":
            return round(value.months)
        if verdict == "turning":
            return round(value.months - self._wait(number))
        if verdict not in _CHILD_VERDICTS or kind in {"#x", "#z", "#om", "#ow"}:
            return None
        years = value.months / 12
        return self._child_months(number, value) if years <= _OLDEST[verdict] else None

    def _child_months(self, number: int, value: Value) -> int:
        kind = self._measures[number].kind
        if kind == "#n" and 3 <= value.amount <= 18 and self._is_infant(number):
            return round(value.amount)  # "mein Baby (5)" counts months
        months = value.months
        shift = -1 if kind == "#on" else self._shift(number)
        return round(months + shift) if (value.unit or "years") == "years" else round(months)

    def _is_infant(self, number: int) -> bool:
        """True when "Baby" stands close before the number."""
        position = self._subject_at(number)
        start = self._measures[number].start
        return position is not None and start - 4 < position < start and self._norms[position] in word_lists("ages")["infant"]

    def _shift(self, number: int) -> int:
        """−1 for "fast 2", "wird 6", "noch keine 3"; +1 for "gut 2"; else 0."""
        place = self._places[number]
        before = self._view[max(0, place - 6) : place]
        if before[-1:] and before[-1] in word_lists("ages")["lengthen"]:
            return 1
        if any(norm in word_lists("ages")["shorten"] for norm in before[-2:]) or _not_yet(before):
            return -1
        becoming = any(norm in word_lists("ages")["becomes"] for norm in _clause(before)) or self._view[place + 1 : place + 2] == [
            "wird"
        ]
        return -1 if becoming and "geworden" not in self._view[place + 1 : place + 4] else 0

    def _wait(self, number: int) -> float:
        """Months until the birthday in "wird in 3 Monaten 6"."""
        near = [other for other in (number - 1, number + 1) if 0 <= other < len(self._measures)]
        spans = [self._measures[other] for other in near if self._measures[other].kind in {"#m", "#w", "#d"}]
        return spans[0].values[0].months if spans else 1

    # --- whose age ---

    def _subject_at(self, number: int) -> int | None:
        """The token of the word for the child that an age belongs to."""
        start, end = self._measures[number].start, self._measures[number].end
        before = self._measures[number - 1].end if number else 0
        for position in range(start - 1, max(before, start - 6) - 1, -1):
            if self._norms[position] in {".", "!", "?", "¶"}:
                break
            if _is_child(self._norms[position]):
                return position
        following = range(end, min(end + 3, len(self._norms)))
        return next((position for position in following if _is_child(self._norms[position])), None)

    def _subject(self, number: int) -> str:
        position = self._subject_at(number)
        return self._norms[position] if position is not None else ""

    def _young_writer(self) -> Iterator[Child]:
        unborn = any(measure.kind in {"#om", "#ow", "#ssw"} for measure in self._measures)
        if unborn or self._has("pregnancy_words") or self._has("own_child_of_writer"):
            return
        for measure, verdict in zip(self._measures, self._verdicts, strict=True):
            value = measure.values[0]
            if verdict == "writer" and _TEEN_WRITER[0] <= value.months / 12 <= _TEEN_WRITER[1]:
                yield Child(round(value.months), value.start, value.end)
                return


def _until_birth(kind: str, value: Value) -> int | None:
    weeks = kind in {"#ow", "#ssw", "#w"}
    if weeks:
        return round((value.amount - _PREGNANCY_WEEKS) / WEEKS_PER_MONTH) if value.amount <= 44 else None
    return min(round(value.amount) - _PREGNANCY_MONTHS, 0) if value.amount <= 10 else None


def _is_child(norm: str) -> bool:
    classes = data("ages")["classes"]
    return norm in _child_words(classes["CHILD"]) or norm in _child_words(classes["SIBLING"])


@lru_cache(maxsize=2)
def _child_words(line: str) -> WordClass:
    return WordClass(line)


def _not_yet(before: Sequence[str]) -> bool:
    near = before[-4:]
    return "noch" in near and any(norm in {"nicht", "keine", "keinen", "kein", "net"} for norm in near)


def _clause(before: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for norm in reversed(before):
        if norm in {".", ",", ";", "!", "?", "¶", "und", "aber", "("} or norm[0] == "#":
            break
        kept.append(norm)
    return kept


def _without_outgrown(children: list[Child]) -> Iterator[Child]:
    """Of "6, bald 7" only the second, more exact age stays."""
    for child, following in zip(children, [*children[1:], None], strict=True):
        close = following is not None and following.start - child.end <= 3
        if not (close and following is not None and following.months - child.months == 11):
            yield child
