# SPDX-License-Identifier: EUPL-1.2
"""Numbers that are no age: counts, grades, clocks, addresses, heights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bruecke.german.nlp import Reading
from bruecke.german.numbers import NUMBERS
from bruecke.german.numerals import Value
from bruecke.german.units import unit_behind
from bruecke.german.words import word_lists

_CLOCK = frozenset({"um", "gegen", "halb", "viertel", "am"})  # "um drei", "am 12."
_GENDERS = frozenset({"w", "m"})  # "w16"
_LINKS_CHILD = frozenset({"ist", "sind", "wird", "werden", "("})
_SHORT = 4  # letters of what a dot shortens: "Str. 5"
_MOST_NUMBERED = 4  # children of "Kind 1 … Kind 2"
_TALLEST = 2.0  # metres


def is_no_age(reading: Reading, value: Value) -> bool:
    """True when what stands before a number makes it a date, an address, a clock time or a height."""
    lists = word_lists("ages")
    before = reading.norm(value.start - 1)
    shown = before in lists["children"] or before in _GENDERS
    in_word = reading.glued(value.start) and before.isalpha() and not shown
    named = before in lists["counted_before"] and unit_behind(reading, value) is None
    graded = before == "grad" and reading.words[value.start - 1] == "Grad"  # "nur Grad 2", but "grad 2 geworden"
    short = reading.norm(value.start - 2)
    dotted = before == "." and len(short) <= _SHORT and short in lists["counted_before"]
    return (
        value.amount < 0
        or in_word
        or named
        or graded
        or before in _CLOCK
        or (dotted and reading.norms[value.start].isdecimal())
        or _numbers_children(reading, value)
        or _is_height(reading, value)
    )


def counts_something(reading: Reading, values: Sequence[Value]) -> bool:
    """True when what stands behind bare numbers says what they count ("3 Kinder", "3. Klasse", "3x")."""
    lists = word_lists("ages")
    last, before, following = values[-1], reading.norm(values[0].start - 1), reading.norm(values[-1].end)
    if following == "." and reading.glued(last.end) and reading.norm(last.end + 1) in lists["grades"]:
        return True
    if following in lists["counted_softly"]:
        linked = before in lists["children"] or before in _LINKS_CHILD
        return not linked or (last.amount == 1 and len(values) == 1)
    hyphened = following == "-" and reading.glued(last.end) and reading.norm(last.end + 1) != ""
    if hyphened and reading.glued(last.end + 1):
        compound = reading.words[last.end + 1]  # "6-fach", "4-Zimmer"
        return compound[0].isupper() or reading.norm(last.end + 1) in lists["counted"]
    one = last.amount == 1 and following in lists["counted_if_one"]
    return one or following in lists["counted"] or (following.isalpha() and reading.glued(last.end))


def _is_height(reading: Reading, value: Value) -> bool:
    """1,85 · eins neunzig."""
    whole, _, rest = reading.norms[value.start].replace(",", ".").partition(".")
    spoken = NUMBERS.get(reading.norm(value.end), 0) > 27 and value.amount <= _TALLEST
    return (len(rest) == 2 and whole in {"1", "2"}) or spoken


def _numbers_children(reading: Reading, value: Value) -> bool:
    """Kind 1 … Kind 2 …: which child, not how old."""
    if reading.norm(value.start - 1) != "kind" or value.amount > _MOST_NUMBERED or unit_behind(reading, value):
        return False
    return sum(first == "kind" and second.isdecimal() for first, second in pairwise(reading.norms)) > 1
