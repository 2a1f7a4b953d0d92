"""services.yml says only what the research found: no invented number, no name, nothing uncertain passed off as sure."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
import yaml

from bruecke.catalogue import Catalogue, Offer
from bruecke.catalogue.data import read
from tests.catalogue.conftest import SERVICES

FROZEN: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "facts_numbers.yml").read_text(encoding="utf-8")
)
RAW: dict[str, Any] = yaml.load(SERVICES.read_bytes(), Loader=yaml.CSafeLoader)
RAW_OFFERS: dict[str, dict[str, Any]] = RAW["offers"] | RAW["hotlines"]
# how the research named a field, and how the catalogue does
FIELDS = {
    "address": "address", "opening_hours": "opening", "phone": "phones", "municipalities": "places", "parts": "sites",
    "contact": "how_to_reach", "url": "url", "cost": "cost", "email": "emails", "provider": "provider",
}  # fmt: skip
NUMBER = re.compile(r"(?<![\d/.=-])(?:\+49|0\d)[\d /()-]{4,}\d|(?<!\d)11[025](?!\d)|(?<!\d)116 ?\d{3}(?!\d)")


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def texts_of(value: Any) -> list[str]:
    """Every text in an entry but those of its source."""
    if isinstance(value, dict):
        return [text for key, item in value.items() if key != "source" for text in texts_of(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item)]
    return [value] if isinstance(value, str) else []


def test_whole_research_is_in_the_catalogue(real: Catalogue) -> None:
    kinds = [offer.kind for offer in real.offers.values()]
    assert len(real.places) == 10
    assert kinds.count("offer") == 129
    assert kinds.count("hotline") == 20
    assert set(real.offers) == set(FROZEN)


@pytest.mark.parametrize("offer_id", RAW_OFFERS)
def test_every_number_comes_from_the_research(offer_id: str) -> None:
    entry, facts = RAW_OFFERS[offer_id], FROZEN[offer_id]
    known = {digits(number) for number in facts.get("phones", [])}
    assert {digits(number) for number in entry.get("phones", [])} <= known
    assert set(entry.get("emails", [])) <= set(facts.get("emails", []))
    assert {entry["url"]} <= set(facts.get("urls", [])) if "url" in entry else True


@pytest.mark.parametrize("offer_id", RAW_OFFERS)
def test_no_text_hides_another_number_or_address(offer_id: str) -> None:
    facts = FROZEN[offer_id]
    known = {digits(number) for number in facts.get("phones", [])} | set(read("numbers")["short"])
    for text in texts_of(RAW_OFFERS[offer_id]):
        if not text.startswith("http"):
            assert {digits(number) for number in NUMBER.findall(text)} <= known, text
        assert set(re.findall(r"[\w.+-]+@[\w.-]+\.[a-z]+", text)) <= set(facts.get("emails", [])), text


@pytest.mark.parametrize("offer_id", RAW_OFFERS)
def test_uncertain_fields_stay_unconfirmed_until_somebody_called(offer_id: str) -> None:
    entry = RAW_OFFERS[offer_id]
    uncertain = {FIELDS[name] for name in FROZEN[offer_id].get("unconfirmed", [])}
    assert uncertain <= set(entry.get("unconfirmed", [])) or entry.get("checked_how") == "called"


def test_every_entry_names_its_source_and_when_it_was_read(real: Catalogue) -> None:
    for offer in real.offers.values():
        assert offer.source.urls
        assert offer.checked_on >= date(2026, 11, 22)


def test_no_mobile_number_stands_in_the_catalogue(real: Catalogue) -> None:
    for offer in real.offers.values():
        for number in offer.phones:
            parsed = phonenumbers.parse(number, "DE")
            assert phonenumbers.number_type(parsed) != phonenumbers.PhoneNumberType.MOBILE, offer.id


@pytest.mark.parametrize("number", read("numbers")["rejected"])
def test_old_numbers_are_no_contact_c9(number: str, real: Catalogue) -> None:
    assert all(digits(phone) != number for offer in real.offers.values() for phone in offer.phones)


def test_old_helpline_number_is_nowhere_in_the_file_c9() -> None:
    lines = SERVICES.read_text(encoding="utf-8").splitlines()
    assert not any("08000116016" in digits(line) for line in lines)


def test_shelter_has_no_address_and_says_so(real: Catalogue) -> None:
    shelter = real.offers["frauenhaus-kreis-unna"]
    assert shelter.secret_address
    assert shelter.address is None
    assert shelter.sites == ()
    assert not re.search(
        r"straße|weg \d|platz \d|\b59\d{3}\b", " ".join(texts_of(RAW_OFFERS[shelter.id])), re.IGNORECASE
    )


def test_no_employee_is_named() -> None:
    for offer_id, entry in RAW_OFFERS.items():
        assert not re.search(r"\b(Frau|Herr|Dr\.) [A-ZÄÖÜ]\w+", " ".join(texts_of(entry)).replace("Dr.-", "")), offer_id


def test_unknown_languages_stay_unknown(real: Catalogue) -> None:
    named = {offer.id for offer in real.offers.values() if offer.languages}
    assert named == {"hilfetelefon-frauen", "schwangere-in-not", "hilfetelefon-missbrauch", "krisenchat"}


@pytest.mark.parametrize(
    ("place", "office"),
    [
        ("bergkamen", "jugendamt-bergkamen"),
        ("kamen", "jugendamt-kamen"),
        ("luenen", "jugendamt-luenen"),
        ("selm", "jugendamt-selm"),
        ("unna", "jugendamt-unna"),
        ("werne", "jugendamt-werne"),
        ("froendenberg", "kreisjugendamt-unna"),
        ("boenen", "kreisjugendamt-unna"),
        ("holzwickede", "kreisjugendamt-unna"),
        ("schwerte", "jugendamt-schwerte"),
    ],
)
def test_each_place_has_its_youth_office(place: str, office: str, real: Catalogue) -> None:
    assert real.responsible_office(place).id == office


def test_place_finder_gets_all_names_of_all_places(real: Catalogue) -> None:
    assert list(real.raw_places) == list(real.places)
    kamen = real.raw_places["kamen"]
    assert kamen["postal_codes"] == ["59174"]
    assert {"name": "Methler", "also": ["Kaiserau", "Wasserkurl", "Westick", "Altenmethler"]} in kamen["districts"]


def test_county_wide_offers_serve_every_place(real: Catalogue) -> None:
    county = [offer for offer in real.offers.values() if offer.area == "county"]
    assert len(county) > 20
    assert all(offer.places == tuple(real.places) for offer in county)


def is_reachable(offer: Offer) -> bool:
    return bool(offer.phones or offer.emails or offer.url or offer.address or offer.how_to_reach)


def test_most_offers_can_be_reached_with_what_is_confirmed(real: Catalogue) -> None:
    unreachable = [offer.id for offer in real.offers.values() if not is_reachable(offer.shown)]
    assert len(unreachable) <= 20
