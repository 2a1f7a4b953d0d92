# SPDX-License-Identifier: EUPL-1.2
"""Reading chat German: one folding of spelling, tokens that know where they stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bruecke.german.nlp import Reading, fold, german, spellings


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("LÜNEN", "luenen"),
        ("Straße", "strasse"),
        ("Lu\u0308nen", "luenen"),
        ("Café", "cafe"),
        ("fünf", "fuenf"),
        ("kızım", "kizim"),
        ("😀", "☺"),
        ("°", "°"),
        ("\n", "¶"),
    ],
)
def test_spelling_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_name_is_spelt_with_and_without_dots() -> None:
    assert spellings("Bönen") == {"boenen", "bonen"}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("4-jährige", ["4", "-", "jährige"]),
        ("Kamen-Methler", ["Kamen", "-", "Methler"]),
        ("8j, 2,5 Jahre", ["8", "j", ",", "2,5", "Jahre"]),
        ("am 12.03.2021 um 18:30", ["am", "12.03.2021", "um", "18:30"]),
        ("59174kamen", ["59174", "kamen"]),
        ("a  b\nc", ["a", "b", "\n", "c"]),
    ],
)
def test_letters_digits_and_signs_are_parted(text: str, tokens: list[str]) -> None:
    assert Reading(text).words == tokens


@given(st.text())
def test_every_token_stands_where_the_reading_says(text: str) -> None:
    reading = Reading(text)
    for word, start, end in zip(reading.words, reading.starts, reading.ends, strict=True):
        assert text[start:end] == word


def test_glued_tokens_are_told_from_parted_ones() -> None:
    reading = Reading("4jährige 4 jährige")
    assert [reading.glued(index) for index in range(4)] == [False, True, False, False]


def test_pipeline_is_built_once() -> None:
    assert german() is german()
    assert [token.norm_ for token in german().make_doc("Grüße aus LÜNEN")] == ["gruesse", "aus", "luenen"]
