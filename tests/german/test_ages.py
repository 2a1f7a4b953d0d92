# SPDX-License-Identifier: EUPL-1.2
"""How old the child is, in the words of parents; months may differ by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given, settings
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


SPELT_YEARS = ["{} jahre", "{} Jahre alt", "{}j", "{} J.", "{} jahr", "{}jahre", "{} jahte", "{} jharen"]
SPELT_MONTHS = ["{} monate", "{} Monate alt", "{}mon", "{} mon.", "{} monat alt", "{}monate", "{} monste"]
SPELT_WEEKS = ["{} wochen", "{} Wochen alt", "{} wochn alt", "{}wochen"]
OF_A_CHILD = [
    "mein sohn ist {} und schreit",
    "unsere Tochter ({}) isst nicht",
    "kind {}",
    "Baby, {}, weint viel",
    "sie ist {}",
]


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(NUMBERS),
    st.sampled_from(
        [*((12.0, s) for s in SPELT_YEARS), *((1.0, s) for s in SPELT_MONTHS), *((0.23, s) for s in SPELT_WEEKS)]
    ),
    st.sampled_from(OF_A_CHILD),
    st.sampled_from([str, str.lower, str.upper]),
)
def test_every_unit_is_read_however_it_is_spelt(
    number: tuple[int, str], unit: tuple[float, str], frame: str, case: Callable[[str], str]
) -> None:
    value, written = number
    months, spelling = unit
    assume(written.isdecimal() or " " in spelling)  # nobody writes "vierj"
    mention = find_age(case(frame.format(spelling.format(written))))
    assert mention is not None
    assert near(mention.months, round(value * months))


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from([pair for pair in WORDS.items() if pair[0] < 10]),
    st.sampled_from(["{}einhalb", "{} einhalb", "{} ein halb", "{}undeinhalb", "{0}einhalbjährig"]),
    st.sampled_from(["unser sohn ist {} und trotzt", "{}, noch mit windel", "er ist {} jahre alt"]),
)
def test_half_years_are_read(number: tuple[int, str], spelling: str, frame: str) -> None:
    value, word = number
    mention = find_age(frame.format(spelling.format(word)))
    assert mention is not None
    assert near(mention.months, value * 12 + 6)


TEENS = {
    13: "drei zehn",
    14: "vier zehn",
    15: "fünf zehn",
    16: "sech zehn",
    17: "sieb zehn",
    18: "acht zehn",
    19: "neun zehn",
}
TWENTIES = {21: "ein und zwanzig", 22: "zwei und zwanzig", 23: "drei und zwanzig"}


@pytest.mark.parametrize(("years", "dictated"), [*TEENS.items(), *TWENTIES.items()])
@pytest.mark.parametrize(
    "frame", ["mein sohn ist {} und zockt nur", "meine tochter {} zieht aus", "unser großer ist {} ähm ja"]
)
def test_number_words_that_dictation_parts_are_one(years: int, dictated: str, frame: str) -> None:
    mention = find_age(frame.format(dictated))
    assert mention is not None
    assert mention.months == years * 12


SLIPS = ["tohcter", "tocther", "tochtr", "töchter", "tochtter", "mädchn", "mädhcen", "zwillnge", "enkeliin"]


@pytest.mark.parametrize("misspelt", SLIPS)
@pytest.mark.parametrize("frame", ["meine {} 7 wird gehänselt", "{} 7 schläft nicht", "{}, 7, hat angst"])
def test_misspelt_words_for_a_child_are_known(misspelt: str, frame: str) -> None:
    mention = find_age(frame.format(misspelt))
    assert mention is not None
    assert mention.months == 84


OTHERS = [
    "mein mann",
    "meine frau",
    "mein ex",
    "meine mutter",
    "der opa",
    "meine freundin",
    "mein chef",
    "die lehrerin",
]
OF_OTHERS = ["{} ist {}", "{} ({}) hilft nicht", "{}, {}, trinkt", "{} wird {}"]


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(OTHERS),
    st.sampled_from(OF_OTHERS),
    st.integers(17, 90),
    st.sampled_from(["", " und meine tochter ist 9"]),
)
def test_age_of_others_is_not_the_child_s(other: str, frame: str, years: int, child: str) -> None:
    mention = find_age(frame.format(other, years) + child)
    assert (mention and mention.months) == (108 if child else None)


@given(st.integers(1, 9))
def test_month_of_pregnancy_counts_down_to_birth(month: int) -> None:
    assert find_age(f"bin im {month}. Monat schwanger").months == month - 10  # type: ignore[union-attr]


@given(st.integers(4, 42))
def test_week_of_pregnancy_counts_down_to_birth(week: int) -> None:
    want = round((week - 40) / 4.345)
    for text in (f"bin in der {week}. Woche schwanger", f"SSW {week}", f"{week}. SSW", f"in der {week}+2"):
        assert near(find_age(text).months, want)  # type: ignore[union-attr]


PIECES = ["3", "jahre", "sohn", "und", "bin", "schwanger", ",", "im", "5."]
PIECES += ["mai", "4;2", "6-", "kommt", "kind", "2", "geworden", "vor", "volljährig"]


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=120) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_is_read_and_shown_where_it_stands(text: str) -> None:
    for mention in find_all_ages(text, asked=True, today=date(2026, 11, 22)):
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
        ("geboren am 3. Mai 2021", 67),
        ("er ist im september 2021 geboren", 62),
        ("ET im märz, brauche eine hebamme", -4),
        ("mein entbindungstermin ist der vierzehnte januar", -2),
        ("unser sohn kam am 5. juni 2026 zur welt, elterngeld fehlt", 6),
        ("im märz 2025 auf die welt gekommen, mag nix essen", 20),
        ("Im März erwarten wir unser zweites Kind", -4),
        ("Unser Baby kommt im Dezember", -1),
        ("wir erwarten im Juni 2027 Nachwuchs", -7),
        ("Im August ist er vier geworden und haut", 51),
        ("an Pfingsten ist meine Große elf geworden", 138),
        ("seit Juli ist sie 3 und im Kindergarten", 40),
        ("am 3. Mai ist er zwei geworden, beißt", 30),
        ("wird im April 3, wann bekommt sie einen Platz?", 31),
        ("meine tochter wird 6 im februar", 69),
        ("er wird im Mai volljährig", 210),
        ("er ist 4 geworden und geht ab August in die Kita", 48),
        ("er ist 6 und wird im März eingeschult", 72),
        ("Unser Sohn kommt im August in die Schule, weil er 6 wird", 71),
        ("sie ist letzte Woche 5 geworden", 60),
    ],
)
def test_dates_are_read_when_today_is_known(text: str, months: int) -> None:
    mention = find_age(text, today=date(2026, 11, 22))
    assert mention is not None
    assert near(mention.months, months)


NO_BIRTHDAYS = [
    "wir leben seit 2015 hier",
    "termin am 12.03. beim arzt",
    "1985 geboren bin ich",
    "31.02.2020 geboren",
    "im september geboren",
    "Wir bekommen im Februar für unser Kind endlich einen Platz",
    "im august kommt unser kind in die schule",
    "Meine Freundin bekommt im Mai ein Kind",
    "die welt war im mai 2024 noch in ordnung",
    "Im Mai 2020 kamen wir nach Kamen",
    "meine mutter ist im Mai 60 geworden",
]


@pytest.mark.parametrize("text", NO_BIRTHDAYS)
def test_other_dates_are_no_birthdays(text: str) -> None:
    assert find_age(text, today=date(2026, 11, 22)) is None


def test_without_today_no_date_is_read() -> None:
    assert find_age("mein sohn ist 2019 geboren") is None
