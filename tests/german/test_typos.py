# SPDX-License-Identifier: EUPL-1.2
"""Slips of the finger in names, and the everyday words that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bruecke.german.typos import TypoIndex, distance, is_common_word, near

LETTERS = st.text(alphabet="abcdeu", max_size=9)


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [
        ("", "", 0),
        ("unna", "una", 1),
        ("unna", "nuna", 1),
        ("kamen", "kamne", 1),
        ("bergkamen", "bergkmne", 2),
        ("a", "bcd", 3),
    ],
)
def test_slips_are_counted(left: str, right: str, slips: int) -> None:
    assert distance(left, right) == slips


@given(LETTERS, LETTERS)
def test_way_there_is_as_long_as_the_way_back(left: str, right: str) -> None:
    assert distance(left, right) == distance(right, left)
    assert abs(len(left) - len(right)) <= distance(left, right) <= max(len(left), len(right))
    assert near(left, right) == (distance(left, right) <= 1)


def test_misspelt_name_is_found_by_its_slips() -> None:
    names = TypoIndex(["schwerte", "holzwickede", "unna", "selm"])
    assert names.nearest("schwrete") == ["schwerte"]
    assert names.nearest("holzwikde") == ["holzwickede"]
    assert names.nearest("umna") == ["unna"]
    assert names.nearest("amna") == []
    assert names.nearest("schwerst", most=1) == []


@given(st.sampled_from(["holzwickede", "froendenberg", "bergkamen"]), st.integers(1, 8))
def test_any_missing_letter_but_the_first_is_forgiven(name: str, gap: int) -> None:
    assert TypoIndex([name]).nearest(name[:gap] + name[gap + 1 :]) == [name]


@pytest.mark.parametrize("word", ["gerne", "werden", "bohnen", "fahren", "selbst"])
def test_everyday_word_is_no_slip(word: str) -> None:
    assert is_common_word(word)


@pytest.mark.parametrize("word", ["bergkamne", "holzwikede", "mnoate"])
def test_slip_is_no_everyday_word(word: str) -> None:
    assert not is_common_word(word)
