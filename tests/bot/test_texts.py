# SPDX-License-Identifier: EUPL-1.2
"""Every German text of the bot, held against the rules of plain language (L1–L5, L8, L12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from bruecke.catalogue import taxonomy
from bruecke.german.plain import check_text, scores

ROOT = Path(__file__).parents[2]
RESPONSES = ROOT / "bot" / "domain" / "responses"
RULES = ROOT / "bot" / "rules"
NEED = "utter_need_"
FILLED = {"place_name": "Kamen", "name": "Treff", "value": "kostenlos"}  # what actions put into the gaps
MOST_SENTENCES, MOST_CHARACTERS, MOST_ON_A_BUTTON = 4, 300, 28  # three sentences and the one that leads to the cards
ENOUGH_WORDS = 100  # below, the formulas say little (L8)
NUMBER_TO_NAME = {"child_health": "112", "domestic_violence": "110", "child_abuse": "110"}


class Text(NamedTuple):
    """One variant of a response."""

    response: str
    nth: int
    text: str
    buttons: tuple[str, ...]
    in_danger: bool

    @property
    def is_need(self) -> bool:
        return self.response.startswith(NEED)

    @property
    def topic(self) -> str:
        return self.response.removeprefix(NEED)

    def __str__(self) -> str:
        return f"{self.response}-{self.nth}"


def documents() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(RESPONSES.rglob("*.yml")):
        yield path, yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]


def all_texts() -> list[Text]:
    return [
        Text(
            response=name,
            nth=nth,
            text=variant["text"].format_map(FILLED),
            buttons=tuple(button["title"] for button in variant.get("buttons", [])),
            in_danger=any(condition["name"] == "danger" for condition in variant.get("condition", [])),
        )
        for _, responses in documents()
        for name, variants in responses.items()
        for nth, variant in enumerate(variants)
    ]


TEXTS = all_texts()
NEEDS = [text for text in TEXTS if text.is_need]
each_text = pytest.mark.parametrize("text", TEXTS, ids=str)
each_need = pytest.mark.parametrize("text", NEEDS, ids=str)


@lru_cache(maxsize=1)
def glossary() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("glossary.yml").read_text(encoding="utf-8"))
    return loaded


def found(entries: list[str], text: str) -> list[str]:
    """The glossary entries that occur in the text as whole words; hyphens and dots belong to a word."""
    return [entry for entry in entries if re.search(_pattern(entry), text, re.IGNORECASE)]


def _pattern(entry: str) -> str:
    ending = r"\w*" if entry.endswith("*") else ""
    return rf"(?<![\w-]){re.escape(entry.rstrip('*'))}{ending}(?![\w-])"


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?:])\s+", text.strip()) if part]


def spoken(text: Text) -> str:
    return "\n".join([text.text, *text.buttons])


def joined(texts: list[Text]) -> str:
    return "\n".join(text.text for text in texts)


def test_every_topic_has_its_own_text() -> None:
    assert {text.topic for text in NEEDS} == set(taxonomy.topics())


def test_no_response_is_written_in_two_files() -> None:
    names = [name for _, responses in documents() for name in responses]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("path", sorted((RESPONSES / "needs").glob("*.yml")), ids=lambda path: path.stem)
def test_a_file_holds_the_topic_in_its_name(path: Path) -> None:
    responses = yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]
    assert list(responses) == [f"{NEED}{path.stem}"]
    assert len({variant["text"] for variant in responses[f"{NEED}{path.stem}"]}) >= 2


@each_text
def test_text_is_plain_german(text: Text) -> None:
    """L1, L2, L3, L4, L12: the gate for core texts, at most ten words a sentence."""
    assert check_text(text.text, core=True) == []


@each_text
def test_text_is_short(text: Text) -> None:
    """L3."""
    assert len(sentences(text.text)) <= MOST_SENTENCES
    assert len(text.text) <= MOST_CHARACTERS
    assert all(len(title) <= MOST_ON_A_BUTTON for title in text.buttons)


@each_text
def test_one_word_names_one_thing(text: Text) -> None:
    """L5: no synonym of a word that the bot uses."""
    forbidden = [word for words in glossary()["one_word"].values() for word in words]
    assert found(forbidden, spoken(text)) == []


@each_text
def test_text_never_belittles_or_refuses(text: Text) -> None:
    assert found(glossary()["never"], spoken(text)) == []


@each_text
def test_everybody_is_addressed_as_sie(text: Text) -> None:
    """L5: one form of address."""
    assert found(glossary()["du"], spoken(text)) == []


@each_text
def test_no_abbreviation_and_no_sign(text: Text) -> None:
    """L4."""
    assert found(glossary()["abbreviations"], spoken(text)) == []
    assert [sign for sign in glossary()["signs"] if sign in spoken(text)] == []


@each_text
def test_only_emergency_numbers_stand_in_texts(text: Text) -> None:
    """Every other number belongs to the catalogue, where it has a source and a date."""
    numbers = [re.sub(r"\D", "", run) for run in re.findall(r"\d[\d ()/-]*\d", spoken(text))]
    assert [number for number in numbers if number not in glossary()["numbers"]] == []


@each_need
def test_need_text_leads_to_the_cards(text: Text) -> None:
    assert text.text.endswith(":")
    assert text.text.count(":") == 1


@each_need
def test_need_text_fits_one_card_or_three(text: Text) -> None:
    last = sentences(text.text)[-1]
    assert found(["Stellen", "Stelle", "beide", "drei", "diese", "dieses"], last) == []


@each_need
def test_need_text_names_no_diagnosis(text: Text) -> None:
    """Who described a scene is not told what it is called."""
    assert found(glossary()["diagnoses"], text.text) == []


@pytest.mark.parametrize(("topic", "number"), NUMBER_TO_NAME.items())
def test_every_variant_on_danger_names_the_number(topic: str, number: str) -> None:
    variants = [text.text for text in NEEDS if text.topic == topic]
    assert variants
    assert all(f" {number} an." in variant for variant in variants)


def test_text_said_without_cards_does_not_end_with_a_colon() -> None:
    """What a rule utters itself comes without offers; only actions bring them."""
    rules = "\n".join(path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*.yml")))
    uttered = set(re.findall(r"- action: (utter_\w+)", rules))
    assert uttered
    assert [str(text) for text in TEXTS if text.response in uttered and text.text.endswith(":")] == []


@pytest.mark.parametrize(
    ("room", "kindest"),
    [
        (NEEDS, 70),
        ([text for text in TEXTS if not text.is_need], 70),
        ([text for text in TEXTS if text.in_danger or text.topic in NUMBER_TO_NAME], 80),
    ],
    ids=["needs", "acts and questions", "danger"],
)
def test_joined_texts_are_very_easy_to_read(room: list[Text], kindest: int) -> None:
    """L8: core texts LIX < 30, Amstad ≥ 70 (danger ≥ 80), first Wiener Sachtextformel ≤ 5."""
    measured = scores(joined(room))
    assert measured.words >= ENOUGH_WORDS
    assert measured.lix < 30
    assert measured.amstad >= kindest
    assert measured.wstf1 <= 5
