# SPDX-License-Identifier: EUPL-1.2
"""Weeks and months of pregnancy, days to the birth, and births of these days, where they stand in a message."""

from __future__ import annotations

from itertools import pairwise

from bruecke.german.nlp import Reading
from bruecke.german.numbers import MONTHS, NUMBERS, ORDINALS, SPOKEN_UNITS
from bruecke.german.numerals import Value, plain_number
from bruecke.german.units import unit_of
from bruecke.german.words import until_stop, word_lists

Found = tuple[str, float, int, int]
"""Kind (as in measures.py), amount in months or weeks, first token, token after the last."""

_LAST_WEEK, _LAST_MONTH = 43, 10
_TENS = frozenset({20, 30, 40})
_FIRST_PLUS = 4  # "20+3" is a week of pregnancy, "1+1" none
_CAME = frozenset({"gekommen", "kam", "kamen"})
_PARENTS = frozenset({"mama", "mami", "mutter", "papa", "papi", "vater", "eltern"})
_LAST_MONTHS = frozenset({("letzten", "monat"), ("vorigen", "monat"), ("vergangenen", "monat")})
_DAYS = frozenset({"heute", "morgen", "uebermorgen", "gestern", "jederzeit"})
_COMING = ("naechste", "kommende", "diese")


def birth(reading: Reading, at: int) -> Found | None:
    """ "gestern geboren", "frisch entbunden", "heute zur Welt gekommen", "mein Neugeborenes": no month old yet."""
    if reading.norm(at).startswith("neugebor"):
        return "#b", 0, at, at + 1
    if not _is_born(reading, at):
        return None
    before = list(until_stop(reversed(reading.norms[max(0, at - 7) : at])))
    around = [*before, *until_stop(reading.norms[at + 1 : at + 3])]
    last_month = any(pair in _LAST_MONTHS for pair in pairwise(reversed(before)))
    recent = last_month or any(word in word_lists("ages")["recent"] for word in around)
    told = recent and not any(word in NUMBERS for word in around)
    return ("#b", int(last_month), at, at + 1) if told else None


def _is_born(reading: Reading, at: int) -> bool:
    if reading.norm(at) == "welt":
        came = _CAME.intersection(reading.norms[max(0, at - 6) : at + 2])
        return reading.norm(at - 1) in {"zur", "die", "der"} and bool(came)
    if reading.norm(at) == "geworden":
        return reading.norm(at - 1) in _PARENTS
    if reading.norm(at) in {"kam", "kamen"}:
        return reading.norm(at - 1) in word_lists("ages")["infant"]
    return reading.norm(at) in word_lists("ages")["birth_verbs"] and reading.norm(at + 2) != "bis"


def week(reading: Reading, at: int) -> Found | None:
    """20+3 · SSW 32 · 32. SSW · 20 SSW · Schwangerschaftswoche 20."""
    names = word_lists("ages")["week_names"]
    start = at + 1 if reading.norm(at) in names else at
    start += start > at and reading.norm(start) in {":", ".", "=", "in", "nr"}
    number = plain_number(reading, start) or _ordinal_word(reading, start)
    if number is None or not 1 <= number.amount <= _LAST_WEEK:
        return None
    days = plain_number(reading, number.end + 1) if reading.norm(number.end) in {"+", "plus"} else None
    end = days.end if days else number.end
    after = end + (reading.norm(end) in {".", "te", "ten", "ter"})
    named = reading.norm(after) in names
    exact = days is not None and number.amount >= _FIRST_PLUS and days.amount < 7
    return ("#ssw", number.amount, at, after + 1 if named else end) if start > at or named or exact else None


def _ordinal_word(reading: Reading, at: int) -> Value | None:
    """ "elfte" ssw; other nouns are left to `ordinal`."""
    known = reading.norm(at) in ORDINALS and reading.norm(at + 1) in word_lists("ages")["week_names"]
    return Value(ORDINALS[reading.norm(at)], None, at, at + 1) if known else None


def week_behind(reading: Reading, at: int) -> Found | None:
    """In Woche 20."""
    numbered = reading.norm(at) == "woche" and reading.norm(at - 1) in {"", "in", "bin", "jetzt", "schon", "erst"}
    number = plain_number(reading, at + 1) if numbered else None
    counted = number is None or not 1 <= number.amount <= _LAST_WEEK or unit_of(reading.norm(number.end))
    return None if number is None or counted else ("#ow", number.amount, at, number.end)


def month_behind(reading: Reading, at: int) -> Found | None:
    """ "Monat 5", and "8 luna" in other languages, of a pregnancy that is told of."""
    foreign = reading.norm(at + 1) in word_lists("ages")["foreign_months"] and reading.words[at + 1].islower()
    number = plain_number(reading, at if foreign else at + 1) if foreign or reading.norm(at) == "monat" else None
    if number is None or not 1 <= number.amount <= _LAST_MONTH:
        return None
    if foreign:
        return "#om", number.amount, at, number.end + 1
    return None if unit_of(reading.norm(number.end)) else ("#om", number.amount, at, number.end)


def time_to_come(reading: Reading, at: int) -> Found | None:
    """ "nächste Woche", "morgen": months from now."""
    norm, unit = reading.norm(at), unit_of(reading.norm(at + 1))
    if norm in _DAYS:
        return "#z", 0, at, at + 1
    if norm.startswith(_COMING) and unit:
        return "#z", 1 if unit == "months" and not norm.startswith("diese") else 0, at, at + 2
    return None


def ordinal(reading: Reading, at: int, expecting: bool, unborn: bool) -> Found | None:
    """Im 5. Monat · in der zwanzigsten Woche · zum 6. Geburtstag · die 3. Klasse · der 3. Mai.

    expecting: the message speaks of a pregnancy; unborn: and of no child already born.
    """
    read = _ordinal_number(reading, at, expecting, unborn)
    if read is None:
        return None
    amount, end = read
    noun = reading.norm(end)
    unit = unit_of(noun)
    if noun.startswith("leben") and unit:
        return {"years": "#y", "months": "#m", "weeks": "#w"}.get(unit, "#d"), max(amount - 1, 0), at, end + 1
    if unit == "months" or noun in {"schwangerschaftsmonat", "ssm"}:
        return "#om", amount, at, end + 1
    if unit == "weeks":
        return "#ow", amount, at, end + 1
    if noun.startswith("geburtstag"):
        return "#on", amount, at, end
    return _without_noun(reading, amount, at, end, expecting)


def _without_noun(reading: Reading, amount: float, at: int, end: int, expecting: bool) -> Found | None:
    """ "Bin im siebten und rund": the noun is understood. Another noun, or a name of a month, makes it no week."""
    before, following = reading.norm(at - 1), reading.norm(end)
    week = before in {"in", "inner"} or (before == "der" and reading.norm(at - 2) == "in")
    alone = following in {"", "un"} or following in word_lists("ages")["after_age"]
    if expecting and alone and (before == "im" or week) and amount < _LAST_WEEK:
        return "#om" if amount <= _LAST_MONTH and not week else "#ow", amount, at, end
    if before == "im" and 1 < amount <= _LAST_MONTH and alone and _is_mother_told(reading, at, end):
        return "#om", amount, at, end
    counts = reading.norms[at][0].isdecimal() or _is_put_in_order(following)
    return ("#x", amount, at, end) if counts else None


def _is_mother_told(reading: Reading, at: int, end: int) -> bool:
    """True for "bin im siebten", "meine Frau ist im 6ten", and "im siebten, …" at the start of a message."""
    lists = word_lists("ages")
    if reading.norm(end + 1) in ORDINALS or reading.norm(end + 1).isdecimal():
        return False  # "im dritten oder vierten Stock"
    near = list(until_stop(reversed(reading.norms[max(0, at - 4) : at - 1])))
    told = any(norm in lists["mothers_to_be"] or norm in {"bin", "bi", "binn"} for norm in near)
    return told or (at == 1 and reading.norm(end) == ",")


def _ordinal_number(reading: Reading, at: int, expecting: bool, unborn: bool) -> tuple[float, int] | None:
    norm, following, before = reading.norm(at), reading.norm(at + 1), reading.norm(at - 1)
    norm = norm[:-1] + "en" if norm.endswith("tn") else norm  # "im achtn monat"
    if norm in ORDINALS:
        return ORDINALS[norm], at + 1
    if norm in SPOKEN_UNITS and following == "und" and ORDINALS.get(reading.norm(at + 2), 0) in _TENS:
        return SPOKEN_UNITS[norm] + ORDINALS[reading.norm(at + 2)], at + 3  # "ein und dreißigste woche"
    if not norm.isdecimal() or len(norm) > 2:
        return None
    if following in {"te", "ten", "ter", "tes"} and reading.glued(at + 1):
        return float(norm), at + 2
    awaited = expecting and before in {"im", "der"} and reading.norm(at - 2) != "seit"
    if following == "." and (awaited or _takes_ordinal(reading.norm(at + 2))):
        return float(norm), at + 2
    singular = following in {"monat", "woche", "monad"} and float(norm) > 1  # "in der 20 woche"
    placed = before in {"im", "der", "in", "dem", "inner"} or (unborn and following == "woche")
    return (float(norm), at + 1) if singular and placed and reading.norm(at + 2) != "alt" else None


def _takes_ordinal(noun: str) -> bool:
    return _is_put_in_order(noun) or unit_of(noun) is not None or noun.startswith(("geburtstag", "kind"))


def _is_put_in_order(noun: str) -> bool:
    lists = word_lists("ages")
    return noun in lists["grades"] or noun in lists["ordered"] or noun in MONTHS
