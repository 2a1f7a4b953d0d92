"""German number words: zero to ninety-nine, halves ("anderthalb", "zweieinhalb") and ordinals ("zwanzigsten")."""

from __future__ import annotations

from collections.abc import Iterator

from bruecke.german.nlp import data, spellings

_UNITS = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_TEENS = ["zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_ORDINAL_STEMS = {1: "ers", 3: "drit", 7: "sieb", 8: "ach"}
_ORDINAL_ENDINGS = ("te", "ten", "ter", "tes", "tem")


def _cardinals() -> Iterator[tuple[str, int]]:
    yield "null", 0
    for value, word in enumerate(_UNITS, start=1):
        yield word, value
    for value, word in enumerate(_TEENS, start=10):
        yield word, value
    for ten, word in enumerate(_TENS, start=2):
        yield word, ten * 10
        for value, unit in enumerate(_UNITS, start=1):
            yield f"{unit}und{word}", ten * 10 + value


def _ordinals() -> Iterator[tuple[str, int]]:
    for word, value in _cardinals():
        stem = _ORDINAL_STEMS.get(value, word + ("s" if value > 19 else ""))
        for ending in _ORDINAL_ENDINGS:
            yield stem + ending, value


def _halves() -> Iterator[tuple[str, float]]:
    for value, word in enumerate(_UNITS, start=1):
        for joint in ("einhalb", "undeinhalb", "undhalb", "enhalb", "einenhalb"):
            for ending in ("", "e", "es"):
                yield word + joint + ending, value + 0.5
    for word in ("anderthalb", "anderthalbe", "anderhalb", "andertalb", "annerthalb"):
        yield word, 1.5


def _folded(*tables: Iterator[tuple[str, float]]) -> dict[str, float]:
    return {spelling: value for table in tables for word, value in table for spelling in spellings(word)}


ORDINALS: dict[str, float] = _folded(_ordinals())
"""Ordinal word, folded → value. Cardinals never look like these."""

NUMBERS: dict[str, float] = _folded(_cardinals(), _halves()) | data("ages")["number_words"]
"""Cardinal or half, folded → value. "ein" is the article as well: see ARTICLES."""

ARTICLES = frozenset({"ein", "eine", "einen", "einem", "einer", "eines", "nen", "nem", "ner", "ne", "n"})
"""Words that are 1 only before a unit ("ein Jahr")."""
