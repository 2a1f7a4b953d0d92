# SPDX-License-Identifier: EUPL-1.2
"""How old the child is, in the words of parents; months may differ by one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bruecke.german.ages import find_age, find_all_ages
from tests.german.tables import Case, table

WORDS = {2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht", 11: "elf", 14: "vierzehn"}
NUMBERS = [*((value, word) for value, word in WORDS.items()), *((value, str(value)) for value in range(2, 18))]
OF_YEARS = [
    "mein sohn ist {} jahre alt und haut",
    "Meine Tochter ({} Jahre) will nicht in die Schule.",
    "tochter {} jahre, schläft schlecht",
    "unser {}-jähriger klaut",
    "meine {}jährige weint nur",
    "kind {} j. nässt ein",
    "der kleine ist gerade {} geworden",
    "sie ist jetzt {} und hat angst",
    "mit {} jahren noch windeln",
    "mein mann ist 45 und unser sohn ist {} jahre",
    "seit 3 monaten haut er, er ist {}",
]
OF_MONTHS = ["mein baby ist {} monate alt", "baby {} mon", "{} Monate altes Baby schreit", "unser kleiner, {} monate"]
NOT_AGES = [
    "seit {} monaten schreit er nur",
    "wir sind seit {} jahren getrennt",
    "vor {} wochen ist er ausgezogen",
    "in {} monaten muss ich wieder arbeiten",
    "ich habe {} kinder",
    "sie geht in die {}. klasse",
    "um {} uhr ist er wach",
    "er wacht {} mal in der nacht auf",
    "wir warten {} monate auf einen platz",
]


def near(months: int, want: int) -> bool:
    return abs(months - want) <= 1


@pytest.mark.parametrize("case", table("ages"), ids=str)
def test_age_is_found_as_parents_write_it(case: Case) -> None:
    mention = find_age(case.text, asked=case.asked)
    if case.want == "none":
        assert mention is None
    else:
        assert mention is not None
        assert near(mention.months, int(case.want))


def test_table_covers_many_voices() -> None:
    assert len(table("ages")) >= 300


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(NUMBERS), st.sampled_from(OF_YEARS))
def test_years_are_read_in_every_frame(number: tuple[int, str], frame: str) -> None:
    value, written = number
    mention = find_age(frame.format(written))
    assert mention is not None
    assert near(mention.months, value * 12)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(NUMBERS), st.sampled_from(OF_MONTHS))
def test_months_are_read_in_every_frame(number: tuple[int, str], frame: str) -> None:
    value, written = number
    mention = find_age(frame.format(written))
    assert mention is not None
    assert near(mention.months, value)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(NUMBERS), st.sampled_from(NOT_AGES))
def test_durations_and_counts_are_no_age(number: tuple[int, str], frame: str) -> None:
    assert find_age(frame.format(number[1])) is None


@given(st.integers(1, 9))
def test_month_of_pregnancy_counts_down_to_birth(month: int) -> None:
    assert find_age(f"bin im {month}. Monat schwanger").months == month - 10  # type: ignore[union-attr]


@given(st.integers(4, 42))
def test_week_of_pregnancy_counts_down_to_birth(week: int) -> None:
    want = round((week - 40) / 4.345)
    for text in (f"bin in der {week}. Woche schwanger", f"SSW {week}", f"{week}. SSW", f"in der {week}+2"):
        assert near(find_age(text).months, want)  # type: ignore[union-attr]


@settings(deadline=None, max_examples=200)
@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(["3", "jahre", "sohn", "und", "bin", "schwanger", ",", "im", "5."])).map(" ".join)
)
def test_any_text_is_read_and_shown_where_it_stands(text: str) -> None:
    for mention in find_all_ages(text, asked=True):
        assert text[mention.start : mention.end] == mention.text
        assert -10 <= mention.months <= 324


def test_all_children_of_a_message_are_listed() -> None:
    ages = find_all_ages("habe 3 kinder, 2, 5 und 9 jahre, und bin im 6. monat schwanger")
    assert [mention.months for mention in ages] == [24, 60, 108, -4]


def test_mention_shows_the_words_it_came_from() -> None:
    mention = find_age("Hallo, meine Tochter ist zweieinhalb Jahre alt.")
    assert mention is not None
    assert (mention.months, mention.text) == (30, "zweieinhalb Jahre")


@pytest.mark.parametrize("answer", ["4", "vier", "4 jahre", "er ist 4", "vier ist er"])
def test_bare_number_counts_after_the_question(answer: str) -> None:
    mention = find_age(answer, asked=True)
    assert mention is not None
    assert mention.months == 48


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("mein sohn ist 2019 geboren", 89),
        ("geb. 12.03.2021", 68),
        ("Jahrgang 2012", 173),
        ("geboren am 1.11.2026", 1),
        ("ET 15.03.", -4),
        ("Entbindungstermin ist der 20.12.2026", -1),
    ],
)
def test_dates_are_read_when_today_is_known(text: str, months: int) -> None:
    mention = find_age(text, today=date(2026, 11, 22))
    assert mention is not None
    assert near(mention.months, months)


NO_BIRTHDAYS = ["wir leben seit 2015 hier", "termin am 12.03. beim arzt", "1985 geboren bin ich", "31.02.2020 geboren"]


@pytest.mark.parametrize("text", NO_BIRTHDAYS)
def test_other_dates_are_no_birthdays(text: str) -> None:
    assert find_age(text, today=date(2026, 11, 22)) is None


def test_without_today_no_date_is_read() -> None:
    assert find_age("mein sohn ist 2019 geboren") is None
