"""The fixed words in danger: short, calm, without method or blame (C7, C10)."""

from __future__ import annotations

import re

import pytest

from bruecke import safety
from bruecke.german.plain import check_text, scores

KINDS = ("suicide", "violence", "child_danger", "medical")
NEVER = re.compile(r"selbstmord|suizid|leider|schuld|versagt|müssen sich|!|\bdu\b|\bdich\b|\bdein", re.IGNORECASE)


@pytest.mark.parametrize("kind", KINDS)
def test_reply_is_short_plain_and_names_the_number_to_call(kind: str) -> None:
    text = safety.reply(kind).text
    assert re.search(r"\b11[02]\b", text)
    assert len(re.findall(r"[.?]", text)) <= 5
    assert not NEVER.search(text)
    assert [found for found in check_text(text, core=True) if found.rule != "L3"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_reply_says_that_it_is_a_program_and_stays(kind: str) -> None:
    text = safety.reply(kind).text
    assert "Programm" in text
    assert "bleibe hier" in text


def test_replies_together_are_very_easy_to_read() -> None:
    """L8: Amstad at least 80."""
    assert scores("\n".join(safety.reply(kind).text for kind in KINDS)).amstad >= 80
