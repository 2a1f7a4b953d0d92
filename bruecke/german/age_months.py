# SPDX-License-Identifier: EUPL-1.2
"""From a number that is a child's age to months, and to the word for that child."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from bruecke.german.age_message import OLDEST, WEAK, AgeMessage, means_child
from bruecke.german.numerals import WEEKS_PER_MONTH, Value
from bruecke.german.whose import Child
from bruecke.german.words import word_lists

_PREGNANCY_MONTHS, _PREGNANCY_WEEKS = 10, 40  # the month M is M − 10 months from birth, the week W is W − 40 weeks
_LAST_MONTH, _LAST_WEEK = 10, 44
_BABY_MONTHS = (3, 18)  # "mein Baby (5)" counts months
_NO_SPAN = frozenset({"#x", "#z", "#om", "#ow"})


def children_of(message: AgeMessage) -> Iterator[Child]:
    """The children's ages; without any, those of the writer's young siblings. Never the writer's own."""
    siblings = [number for number, verdict in enumerate(message.verdicts) if verdict == "sibling"]
    others = [number for number in range(len(message.measures)) if number not in siblings]
    found = list(_of_measures(message, others)) or list(_of_measures(message, siblings))
    yield from _without_outgrown(found)


def _of_measures(message: AgeMessage, numbers: Iterable[int]) -> Iterator[Child]:
    for number in numbers:
        yield from _of_measure(message, number)


def _of_measure(message: AgeMessage, number: int) -> Iterator[Child]:
    at = _subject_at(message, number)
    subject = message.norms[at] if at is not None else ""
    weak = message.verdicts[number] in WEAK or message.measures[number].kind == "#b"
    for value in message.measures[number].values:
        months = _months(message, number, value)
        if months is not None:
            yield Child(months, value.start, value.end, subject, at, 0 if weak else 1, number)


def _months(message: AgeMessage, number: int, value: Value) -> int | None:
    verdict, kind = message.verdicts[number], message.measures[number].kind
    if verdict in {"pregnant", "pregnant_since"}:
        return _until_birth(kind, value)
    if verdict in {"due", "due_termin", "due_hint"}:
        return -round(value.months)
    if verdict == "born_ago":
        return round(value.months)
    if verdict == "turning":
        return round(value.months - _wait(message, number))
    if verdict not in OLDEST or kind in _NO_SPAN or value.months / 12 > OLDEST[verdict]:
        return None
    if kind == "#n" and _BABY_MONTHS[0] <= value.amount <= _BABY_MONTHS[1] and _is_infant(message, number):
        return round(value.amount)
    return round(value.months + _shift(message, number, value))


def _until_birth(kind: str, value: Value) -> int | None:
    if kind in {"#ow", "#ssw", "#w"}:
        known = value.amount <= _LAST_WEEK
        return round((value.amount - _PREGNANCY_WEEKS) / WEEKS_PER_MONTH) if known else None
    return min(round(value.amount) - _PREGNANCY_MONTHS, 0) if value.amount <= _LAST_MONTH else None


def _wait(message: AgeMessage, number: int) -> float:
    """Months until the birthday in "wird in 3 Monaten 6"."""
    near = [other for other in (number - 1, number + 1) if 0 <= other < len(message.measures)]
    spans = [message.measures[other] for other in near if message.measures[other].kind in {"#m", "#w", "#d"}]
    return spans[0].values[0].months if spans else 1


def _shift(message: AgeMessage, number: int, value: Value) -> int:
    """−1 for "fast 2", "wird 6", "noch keine 3"; +1 for "gut 2"; else 0. Only years are told so roughly."""
    lists = word_lists("ages")
    if (value.unit or "years") != "years":
        return 0
    place = message.places[number]
    before, after = message.view[max(0, place - 6) : place], message.view[place + 1 : place + 4]
    if before and before[-1] in lists["lengthen"]:
        return 1
    becoming = any(norm in lists["becomes"] for norm in _clause(before)) and "geworden" not in after
    later = after[:1] == ["wird"] and after[1:2] in (["er"], ["sie"], ["es"])
    soon = message.measures[number].kind == "#on" or any(norm in lists["shorten"] for norm in before[-2:])
    return -1 if soon or becoming or later or _not_yet(before) else 0


def _not_yet(before: Sequence[str]) -> bool:
    near = before[-4:]
    return "noch" in near and any(norm in {"nicht", "keine", "keinen", "kein", "net"} for norm in near)


def _clause(before: Sequence[str]) -> Iterator[str]:
    for norm in reversed(before):
        if norm in {".", ",", ";", "!", "?", "¶", "und", "aber", "("} or norm[0] == "#":
            return
        yield norm


def _without_outgrown(children: list[Child]) -> Iterator[Child]:
    """Of "6, bald 7" only the second, more exact age stays."""
    for child, following in zip_longest(children, children[1:]):
        if following is None or following.start - child.end > 5 or following.months - child.months != 11:
            yield child


# --- whose age ---


def _subject_at(message: AgeMessage, number: int) -> int | None:
    """The token of the word for the child that an age belongs to."""
    start, end = message.measures[number].start, message.measures[number].end
    if message.measures[number].kind == "#a" and means_child(message.reading.norm(end)):
        return end  # "einjährige Tochter"
    first = message.measures[number - 1].end if number else 0
    for position in range(start - 1, max(first, start - 6) - 1, -1):
        if message.norms[position] in {".", "!", "?", "¶"}:
            break
        if means_child(message.norms[position]):
            return position
    last = message.measures[number + 1].start if number + 1 < len(message.measures) else len(message.norms)
    behind = range(end, min(end + 3, last))
    return next((position for position in behind if means_child(message.norms[position])), None)


def _is_infant(message: AgeMessage, number: int) -> bool:
    """True when "Baby" stands close before the number."""
    at, start = _subject_at(message, number), message.measures[number].start
    return at is not None and start - 4 < at < start and message.norms[at] in word_lists("ages")["infant"]
