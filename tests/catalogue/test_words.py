"""Search by a parent's own words, for the minutes in which the language model does not answer."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bruecke.catalogue import Catalogue, taxonomy
from bruecke.catalogue.data import read

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def first(real: Catalogue, words: str, place: str | None = "kamen") -> str | None:
    hits = real.search(words=words, place=place, now=NOW)
    return hits[0].offer.id if hits else None


@pytest.mark.parametrize(
    ("words", "offer"),
    [
        ("Mein Baby schreit die ganze Nacht", "villa-fib-kamen"),
        ("mein baby schreit seid tagen", "villa-fib-kamen"),
        ("ich brauch nen kitaplatz", "kita-kamen"),
        ("suche KITA PLATZ", "kita-kamen"),
        ("Hausschulden und Inkasso", "verbraucherzentrale-kamen"),
        ("mein mann schlaegt mich", "frauenberatungsstelle-kreis-unna"),
        ("Mein Mann schlägt mich", "frauenberatungsstelle-kreis-unna"),
        ("er zahlt keinen unterhalt", "unterhaltsvorschuss-kamen"),
        ("Kinderzuschlag beantragen", "elterngeldstelle-kreis-unna"),
        ("unsere Tochter spricht noch nicht", "beratungsstelle-bergkamen-kamen"),
        ("meine Oma ist gestorben", "telefonseelsorge"),
        ("mein sohn zockt nur noch", "elterntelefon"),
        ("Ich suche eine Krabbelgruppe", "familienbande-kamen"),
        ("er ist betrunken, jeden tag alkohol", "suchtberatung-kreis-unna"),
    ],
)
def test_plain_words_find_the_topic(words: str, offer: str, real: Catalogue) -> None:
    assert first(real, words) == offer


@pytest.mark.parametrize(
    ("words", "offer"),
    [
        ("Was ist die Villa FiB?", "villa-fib-kamen"),
        ("cafe knirps", "cafe-knirps-kamen"),
        ("Jugendamt", "jugendamt-kamen"),
        ("116117", "arzt-116117"),
        ("116 117", "arzt-116117"),
        ("Telefonseelsorge", "telefonseelsorge"),
        ("Wir wollen ein Pflegekind aufnehmen", "pflegekinderdienst"),
    ],
)
def test_offers_are_found_by_name(words: str, offer: str, real: Catalogue) -> None:
    assert first(real, words) == offer


def test_name_that_several_towns_share_needs_a_place(real: Catalogue) -> None:
    assert first(real, "Nummer vom Jugendamt", place=None) is None
    assert first(real, "Nummer vom Jugendamt", place="boenen") == "kreisjugendamt-unna"


def test_name_of_one_town_is_found_without_a_place(real: Catalogue) -> None:
    assert first(real, "Villa FiB", place=None) == "villa-fib-kamen"


@pytest.mark.parametrize("words", ["", "   ", "hallo", "asdf qwertz", "!?", "🙂"])
def test_words_without_meaning_find_nothing(words: str, real: Catalogue) -> None:
    hits = real.search(words=words, place="kamen", now=NOW)
    assert hits == [] or not words.strip(" !?🙂")


@pytest.mark.parametrize(("words", "topic"), [("Ich suche Hilfe", "addiction"), ("ich brauche einen Rat", "teenager")])
def test_lookalikes_are_told_apart(words: str, topic: str, real: Catalogue) -> None:
    assert all(topic not in hit.offer.topics for hit in real.search(words=words, place="kamen", now=NOW))


def test_two_needs_in_one_sentence_are_both_served(real: Catalogue) -> None:
    hits = real.search(words="Ich habe Schulden und suche eine Hebamme", place="kamen", now=NOW)
    served = {topic for hit in hits for topic in hit.offer.topics}
    assert {"debt", "pregnancy"} <= served


def test_every_topic_is_found_by_each_of_its_words(real: Catalogue) -> None:
    for topic, keywords in read("keywords").items():
        assert topic in taxonomy.topics()
        assert len(keywords) >= 14
        for word in keywords:
            assert real.search(words=word.removeprefix("="), place="kamen", now=NOW), (topic, word)


def test_topics_decide_when_they_are_given(real: Catalogue) -> None:
    hits = real.search(topics=["debt"], words="Danke, und wie teuer ist das?", place="kamen", now=NOW)
    assert hits[0].offer.id == "verbraucherzentrale-kamen"


def test_long_text_is_searched_as_well(real: Catalogue) -> None:
    assert first(real, "Mein Baby schreit. " * 500) == "villa-fib-kamen"
