# SPDX-License-Identifier: EUPL-1.2
"""Where a family lives, in the words of parents (the catalogue's places; another county's work the same)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bruecke.german.nlp import fold
from bruecke.german.places import PlaceFinder, PlaceMention
from tests.german.tables import Case, catalogue_places, place_named, table

GENERIC = {"mitte", "sued", "innenstadt", "altstadt", "zentrum"}
FRAMES = [
    "wir wohnen in {}",
    "Ich wohne mit meinen zwei Kindern in {} und brauche Hilfe.",
    "ich leb in {}",
    "komme aus {}",
    "bin aus {}",
    "hallo, wir sind letztes jahr nach {} gezogen",
    "gibt es für uns was, wir wohnen in {}?",
    "mein sohn schreit nur, wohnen tun wir in {}",
    "arbeite in Köln, wohne in {}",
    "früher Berlin, jetzt wohnen wir in {}",
]


def written(name: str) -> list[str]:
    """A name as people write it: properly, small, shouted, with ae for ä, with the dots forgotten."""
    spelled_out = name.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}))
    undotted = name.translate(str.maketrans("äöüÄÖÜ", "aouAOU"))
    return [name, name.lower(), name.upper(), spelled_out, spelled_out.lower(), undotted, undotted.lower()]


def names_of(place: dict[str, Any]) -> list[str]:
    districts = [name for district in place["districts"] for name in (district["name"], *district.get("also", []))]
    names = [place["name"], *place["nicknames"], *place["misspellings"], *place["postal_codes"], *districts]
    return [name for name in names if fold(name) not in GENERIC]


NAMES = [(place_id, name) for place_id, place in catalogue_places().items() for name in names_of(place)]


@pytest.mark.parametrize("case", table("places"), ids=str)
def test_home_is_found_as_parents_write_it(case: Case, finder: PlaceFinder) -> None:
    assert place_named(finder.find(case.text, asked=case.asked)) == case.want


def test_table_covers_many_voices() -> None:
    assert len(table("places")) >= 250


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(NAMES), st.sampled_from(FRAMES), st.integers(0, 6))
def test_every_name_is_found_however_it_is_spelt(name: tuple[str, str], frame: str, spelling: int) -> None:
    place_id, known = name
    spelt = written(known)[spelling]
    assume(spelt.lower() != "bohnen")  # "Böhnen" without its dots is beans
    mention = FINDER.find(frame.format(spelt))
    assert mention is not None
    assert mention.place == place_id or place_id in mention.candidates


FINDER = PlaceFinder(catalogue_places())


SHARED = {"Stockum": {"unna", "werne"}, "Westick": {"froendenberg", "kamen"}, "Lippestadt": {"luenen", "werne"}}
SHARED |= {"Derne": {"kamen"}, "Horstmar": {"luenen"}, "Uelzen": {"unna"}}  # also outside the county
OF_HOME = [
    "wir wohnen in {}",
    "Ich lebe mit zwei Kindern in {}.",
    "komme aus {}",
    "wohne in {}",
    "bin aus {}, wer hilft?",
]


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(SHARED)), st.sampled_from(OF_HOME), st.integers(0, 6))
def test_shared_name_is_asked_back(name: str, frame: str, spelling: int) -> None:
    mention = FINDER.find(frame.format(written(name)[spelling]))
    assert mention is not None
    assert mention.place is None
    assert set(mention.candidates) == SHARED[name]


TOWNS = [place["name"].partition("/")[0] for place in catalogue_places().values()]
NOT_HOME = [
    "meine mutter wohnt in {}",
    "meine Schwester in {} hat auch so ein Kind",
    "mein ex wohnt in {}",
    "der Vater lebt in {} und zahlt nicht",
    "ich arbeite in {} bis 17 uhr",
    "mein mann arbeitet in {}",
    "der Kinderarzt in {} sagt, das ist normal",
    "ich wohne nicht mehr in {}",
]


@settings(deadline=None, max_examples=200)
@given(st.sampled_from([*TOWNS, "Dortmund", "Hamm", "Münster"]), st.sampled_from(NOT_HOME), st.booleans())
def test_where_others_live_or_work_is_not_home(town: str, frame: str, small: bool) -> None:
    text = frame.format(town)
    assert FINDER.find(text.lower() if small else text) is None
    home = FINDER.find(f"{text}, wir wohnen in Bönen")
    assert home is not None
    assert home.place == "boenen"


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from([*(name for _, name in NAMES), "und", "nicht", ",", "wohne in", "\n", "3", "ü", "Oma"]))
)
def test_mention_shows_where_it_stands(words: list[str]) -> None:
    text = "  ".join(words)
    for mention in [*FINDER.find_all(text), *FINDER.find_all(text, asked=True)]:
        assert text[mention.start : mention.end] == mention.text
        assert sum(map(bool, (mention.place, mention.place_text, mention.candidates))) == 1


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    mention = FINDER.find(text)
    assert mention is None or text[mention.start : mention.end] == mention.text


def test_all_places_of_a_message_are_listed(finder: PlaceFinder) -> None:
    found = finder.find_all("Bin von Dortmund nach Kamen gezogen, die Oma wohnt in Unna.")
    assert [place_named(mention) for mention in found] == ["Dortmund", "kamen", "unna"]


def test_town_and_district_are_one_mention(finder: PlaceFinder) -> None:
    text = "wir wohnen in Unna-Massen, 59427 Unna"
    assert [mention.text for mention in finder.find_all(text)] == ["Unna-Massen, 59427 Unna"]


def test_decomposed_umlauts_of_a_phone_are_read(finder: PlaceFinder) -> None:
    mention = finder.find("wohne in Lu\u0308nen")
    assert mention == PlaceMention("luenen", None, (), "Lu\u0308nen", 9, 15)


@pytest.mark.parametrize(
    "case", [case for case in table("ages") if "amen" not in case.text and "59174" not in case.text], ids=str
)
def test_messages_about_age_name_no_place(case: Case, finder: PlaceFinder) -> None:
    """Test for stealing: sentences full of numbers and everyday words hold no place."""
    assert finder.find(case.text) is None


ELSEWHERE = {
    "singen": {"name": "Singen (Hohentwiel)", "postal_codes": ["78224"], "districts": [{"name": "Friedingen"}]},
    "radolfzell": {
        "name": "Radolfzell am Bodensee",
        "postal_codes": ["78315"],
        "districts": [{"name": "Böhringen", "also": ["Boehringen"]}, {"name": "Mitte"}],
        "nicknames": ["Radolfzell", "Zell"],
        "misspellings": ["Radolfzel"],
    },
    "engen": {"name": "Engen", "districts": [{"name": "Welschingen"}]},
}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("wir wohnen in singen", "singen"),
        ("ich will mit meinem kind singen", "none"),
        ("Wohne in Singen-Friedingen", "singen"),
        ("aus 78315", "radolfzell"),
        ("wir leben in boehringen", "radolfzell"),
        ("radolfzell mitte", "radolfzell"),
        ("wohne in radolfzel", "radolfzell"),
        ("Singener Jugendamt", "singen"),
        ("wir wohnen in kamen", "none"),
        ("arbeite in Köln, wohne in Engen", "engen"),
        ("wohne in dortmund", "Dortmund"),
    ],
)
def test_another_county_works_the_same(text: str, want: str) -> None:
    assert place_named(PlaceFinder(ELSEWHERE).find(text)) == want


def test_finder_without_places_knows_only_towns_outside() -> None:
    assert place_named(PlaceFinder({}).find("wir wohnen in Dortmund")) == "Dortmund"
