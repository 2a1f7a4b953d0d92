# SPDX-License-Identifier: EUPL-1.2
"""Text hygiene: safe to store and show, and still what the parent wrote."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bruecke.conversation.clean import MAX_TEXT, clean, message_text
from bruecke.conversation.errors import Reason, Refusal

KEPT = ["Hallo", "Größe", "👨‍👩‍👧 ❤️ 👍🏽", "مرحبا", "Привет", "a\nb", "a\tb", "1 < 2 & <b>", "می‌خواهم"]
CHANGED = {
    "u\u0308ber": "über",
    "a\r\nb\rc\u2028d": "a\nb\nc\nd",
    "a\x00b\x1b[31mc\x9b": "ab[31mc",
    "abc\u202edef\u2066": "abcdef",
    "\ufeffa\u200bb": "ab",
    "a\ud800b": "ab",
    "  innen bleibt  so  ": "innen bleibt  so",
}
EMPTY = ["", " ", "\n\t", "\u200b\u200d", "\u00a0", "\ufe0f", "\x00\x01", "\u202e"]


@pytest.mark.parametrize("text", KEPT)
def test_what_people_write_is_kept(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(("text", "expected"), CHANGED.items())
def test_what_harms_is_taken_out(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", EMPTY)
def test_invisible_text_counts_as_empty(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        message_text(text)
    assert refusal.value.reason is Reason.EMPTY_TEXT


def test_the_longest_text_is_2000_characters() -> None:
    assert message_text("ä" * MAX_TEXT) == "ä" * MAX_TEXT
    with pytest.raises(Refusal) as refusal:
        message_text("ä" * (MAX_TEXT + 1))
    assert refusal.value.reason is Reason.TEXT_TOO_LONG


@given(st.text(st.characters(), max_size=60))
def test_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()
