# SPDX-License-Identifier: EUPL-1.2
"""German number words: zero to ninety-nine, parts ("zweieinhalb", "zweidreiviertel") and ordinals ("zwanzigsten")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bruecke.german.nlp import spellings

_UNITS = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_TEENS = ["zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_ORDINAL_STEMS = {1: "ers", 3: "drit", 7: "sieb", 8: "ach"}
_ORDINAL_ENDINGS = ("te", "ten", "ter", "tes", "tem")
_ENDINGS_OF_HALF = ("", "e", "es")
_ONE_AND_A_HALF = ("anderthalb", "anderhalb", "andertalb", "annerthalb")
_AS_SPOKEN = {  # dialect, learners of German, slips, English
    **{"eins": 1, "zwo": 2, "zwee": 2, "zwai": 2, "drai": 3, "dre": 3, "viere": 4, "fia": 4},
    **{"fuenfe": 5, "fumf": 5, "fuemf": 5, "sex": 6, "sechse": 6, "siebene": 7, "achte": 8},
    **{
        "fier": 4,
        "siebn": 7,
        "siehm": 7,
        "siebm": 7,
        "sibn": 7,
        "neune": 9,
        "zehne": 10,
        "elfe": 11,
        "zwoelv": 12,
        "zwoelfe": 12,
        "dreizen": 13,
    },
    **{
        "sechzen": 16,
        "sechszehn": 16,
        "siebenzehn": 17,
        "zweiundhalb": 2.5,
        "fuffzehn": 15,
        "fuffzig": 50,
        "zwanzich": 20,
    },
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
}
_MONTH_NAMES = (
    *("januar jan jänner", "februar feb", "märz", "april apr", "mai", "juni juno", "juli julei"),
    *("august aug", "september sept sep", "oktober okt", "november nov", "dezember dez"),
)
_SPLIT_STEMS = {"sech": 6, "sieb": 7, "zwo": 2}


def _cardinals() -> Iterator[tuple[str, int]]:
    yield "null", 0
    yield from ((word, value) for value, word in enumerate(_UNITS, start=1))
    yield from ((word, value) for value, word in enumerate(_TEENS, start=10))
    for ten, word in enumerate(_TENS, start=2):
        yield word, ten * 10
        yield from ((f"{unit}und{word}", ten * 10 + value) for value, unit in enumerate(_UNITS, start=1))


def _ordinals() -> Iterator[tuple[str, int]]:
    for word, value in _cardinals():
        stem = _ORDINAL_STEMS.get(value, word + ("s" if value > 19 else ""))
        yield from ((stem + ending, value) for ending in _ORDINAL_ENDINGS)


def _halves() -> Iterator[tuple[str, float]]:
    for value, word in enumerate([*_UNITS, *_TEENS], start=1):
        for joint in ("einhalb", "undeinhalb", "undhalb", "enhalb", "einenhalb"):
            yield from ((word + joint + ending, value + 0.5) for ending in _ENDINGS_OF_HALF)
    yield from ((word + ending, 1.5) for word in _ONE_AND_A_HALF for ending in _ENDINGS_OF_HALF)


def _quarters() -> Iterator[tuple[str, float]]:
    for value, word in enumerate(_UNITS, start=1):
        for part, share in (("dreiviertel", 0.75), ("einviertel", 0.25)):
            yield from ((word + joint + part, value + share) for joint in ("", "und"))


def _folded(*tables: Iterator[tuple[str, float]]) -> dict[str, float]:
    return {spelling: value for table in tables for word, value in table for spelling in spellings(word)}


ORDINALS: dict[str, float] = _folded(_ordinals())
"""Ordinal word, folded → value. Cardinals never look like these."""

NUMBERS: dict[str, float] = _folded(_cardinals(), _halves(), _quarters()) | _AS_SPOKEN
"""Cardinal, half or quarter, folded → value. "ein" is the article as well: see ARTICLES."""

_STRETCHED = re.compile(r"(.)\1{2,}")


def number_word(norm: str) -> float | None:
    """The value of a cardinal, half or quarter; letters held down too long are forgiven ("zeeehn")."""
    return NUMBERS.get(norm, NUMBERS.get(_STRETCHED.sub(r"\1", norm)))


SPOKEN_UNITS: dict[str, float] = _folded((word, value) for value, word in enumerate(_UNITS, start=1)) | _SPLIT_STEMS
"""The parts from which dictation makes "acht zehn" and "drei und zwanzig"."""

SPOKEN_TENS: dict[str, float] = _folded((word, ten * 10) for ten, word in enumerate(_TENS, start=2))
"""The tens of "drei und zwanzig"."""

MONTHS = {
    spelling: number
    for number, names in enumerate(_MONTH_NAMES, start=1)
    for name in names.split()
    for spelling in spellings(name)
}
"""Name of a month, folded → its number."""

ARTICLES = frozenset({"ein", "eine", "einen", "einem", "einer", "eines", "nen", "nem", "ner", "ne", "n"})
"""Words that are 1 only before a unit ("ein Jahr")."""
