# SPDX-License-Identifier: EUPL-1.2
"""From a number that is a child's age to months, and to the word for that child."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from bruecke.german.age_message import OLDEST, WEAK, AgeMessage, means_child
from bruecke.german.numerals import WEEKS_PER_MONTH, Value
from bruecke.german.turned import since_birthday
from bruecke.german.whose import Child
from bruecke.german.words import word_lists

_PREGNANCY_MONTHS, _PREGNANCY_WEEKS = 10, 40  # the month M is M − 10 months from birth, the week W is W − 40 weeks
_LAST_MONTH, _LAST_WEEK = 10, 44
_BABY_MONTHS = (3, 18)  # "mein Baby (5)" counts months
_BETWEEN = 4  # words in "vor 2 Monaten ist er endlich 3 geworden"
_NO_SPAN = frozenset({"#x", "#z", "#om", "#ow"})


def children_of(message: AgeMessage, today: date | None = None) -> Iterator[Child]:
    """The children's ages; without any, those of the writer's young siblings. Never the writer's own.

    "volljährig" counts when no other age is told.
    """
    siblings = [number for number, verdict in enumerate(message.verdicts) if verdict == "sibling"]
    others = [number for number in range(len(message.measures)) if number not in siblings]
    exact = [number for number in others if message.measures[number].kind != "#v"]
    tries = (_of_measures(message, numbers, today) for numbers in (exact, others, siblings))
    found = next(filter(None, map(list, tries)), [])
    yield from _without_outgrown(found)


def _of_measures(message: AgeMessage, numbers: Iterable[int], today: date | None) -> Iterator[Child]:
    for number in numbers:
        yield from _of_measure(message, number, today)


def _of_measure(message: AgeMessage, number: int, today: date | None) -> Iterator[Child]:
    at = _subject_at(message, number)
    subject = message.norms[at] if at is not None else ""
    weak = message.verdicts[number] in WEAK or message.measures[number].kind == "#b"
    for value in message.measures[number].values:
        months = _months(message, number, value, today)
        if months is not None:
            yield Child(months, value.start, value.end, subject, at, 0 if weak else 1, number)


def _months(message: AgeMessage, number: int, value: Value, today: date | None) -> int | None:
    verdict, kind = message.verdicts[number], message.measures[number].kind
    if verdict in {"pregnant", "pregnant_since", "mother_to_be"}:
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
    return round(value.months + _shift(message, number, value, today))


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


def _shift(message: AgeMessage, number: int, value: Value, today: date | None) -> float:
    """−1 for "fast 2", "wird 6", "noch keine 3"; +1 for "gut 2"; the birthday's distance, when told; else 0.

    Only years are told so roughly.
    """
    lists = word_lists("ages")
    if (value.unit or "years") != "years":
        return 0
    place = message.places[number]
    before, after = message.view[max(0, place - 6) : place], message.view[place + 1 : place + 4]
    told = list(_clause(reversed(before))), list(_clause(message.view[place + 1 :]))
    if passed := _passed(message, number, told[1]):
        return passed
    if today and before[-1:] != ["mit"] and (turned := since_birthday(*told, today)) is not None:
        return turned
    if before and before[-1] in lists["lengthen"]:
        return 1
    becoming = any(norm in lists["becomes"] for norm in told[0]) and "geworden" not in after
    later = after[:1] == ["wird"] and after[1:2] in ([], ["er"], ["sie"], ["es"], [","], ["."], ["?"])
    soon = message.measures[number].kind == "#on" or any(norm in lists["shorten"] for norm in before[-2:])
    return -1 if soon or becoming or later or _not_yet(before) else 0


def _passed(message: AgeMessage, number: int, after: Sequence[str]) -> float:
    """Months since the birthday in "vor 2 Monaten 3 geworden"."""
    if number == 0 or message.measures[number - 1].kind not in {"#m", "#w", "#d"}:
        return 0
    between = message.view[message.places[number - 1] + 1 : message.places[number]]
    ago = message.norm_before(number - 1) == "vor" and len(list(_clause(between))) == len(between) <= _BETWEEN
    turned = "geworden" in after[:2] or not {"wurde", "wurden"}.isdisjoint(between)
    return message.measures[number - 1].values[0].months if ago and turned else 0


def _not_yet(before: Sequence[str]) -> bool:
    near = before[-4:]
    return "noch" in near and any(norm in {"nicht", "keine", "keinen", "kein", "net"} for norm in near)


def _clause(norms: Iterable[str]) -> Iterator[str]:
    """The words up to a sign, "und", "aber" or another number."""
    for norm in norms:
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
    several = len(message.measures[number].values) > 1  # "4 und 7, der Große …": one of them
    behind = range(end, end if several and message.norm_after(number) in {",", ":", "."} else min(end + 3, last))
    return next((position for position in behind if means_child(message.norms[position])), None)


def _is_infant(message: AgeMessage, number: int) -> bool:
    """True when "Baby" stands close before the number."""
    at, start = _subject_at(message, number), message.measures[number].start
    return at is not None and start - 4 < at < start and message.norms[at] in word_lists("ages")["infant"]
