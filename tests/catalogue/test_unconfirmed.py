"""What nobody has confirmed is never shown to a parent: not by present, not in a hit, not as a reason."""

import json
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from bruecke.catalogue import Catalogue, Offer, load_catalogue, taxonomy
from bruecke.catalogue.fields import is_short
from bruecke.catalogue.model import Confirmable
from tests.catalogue.conftest import SERVICES

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))
FIELDS: tuple[str, ...] = get_args(Confirmable)
# where a field shows in the public shape, and what stands there when it is unconfirmed
SHAPE: dict[str, tuple[str, Any]] = {
    "provider": ("provider", None), "places": ("places", []), "phones": ("phone", None), "emails": ("email", None),
    "url": ("url", None), "address": ("address", None), "cost": ("cost", None),
    "opening": ("opening", {"text": None, "open_now": None, "next": None}),
}  # fmt: skip
PLAIN = {"kostenlos", "rund um die Uhr"}  # words that say nothing about one offer
IDS = list(load_catalogue(SERVICES).offers)


def secrets_of(offer: Offer, field: str) -> list[str]:
    """The texts that must not appear anywhere while `field` is unconfirmed."""
    match field:
        case "phones" | "emails":
            return list(getattr(offer, field))
        case "url" | "how_to_reach" | "cost":
            return [value for value in [getattr(offer, field)] if value]
        case "opening":
            return [value for value in (offer.opening, offer.opening_text) if value]
        case "address":
            address = offer.address
            return [part for part in (address.street, address.text) if part] if address else []
        case "sites":
            return [str(site.address) for site in offer.sites if site.address] + [
                value for site in offer.sites for value in (*site.phones, *site.emails)
            ]
    return []


def with_unconfirmed(real: Catalogue, field: str) -> Catalogue:
    """The catalogue as it would be if `field` were unconfirmed everywhere."""
    offers = {
        key: offer.model_copy(update={"unconfirmed": tuple({*offer.unconfirmed, field})})
        for key, offer in real.offers.items()
    }
    return Catalogue(real.places, real.providers, offers, real.raw_places)


@pytest.mark.parametrize("offer_id", IDS)
def test_unconfirmed_fields_are_not_presented(offer_id: str, real: Catalogue) -> None:
    offer = real.offers[offer_id]
    shown = real.present(offer_id, "", NOW)
    for field in offer.unconfirmed:
        if field in SHAPE and not (field == "address" and offer.shown.sites):
            key, blank = SHAPE[field]
            assert shown[key] == blank
        for secret in set(secrets_of(offer, field)) - PLAIN:
            assert secret not in json.dumps(shown, ensure_ascii=False), field


@pytest.mark.parametrize("field", FIELDS)
def test_any_field_of_any_offer_can_be_held_back(field: str, real: Catalogue) -> None:
    catalogue = with_unconfirmed(real, field)
    for offer in catalogue.offers.values():
        shown = catalogue.present(offer.id, "", NOW)
        if field in SHAPE:
            key, blank = SHAPE[field]
            sites_remain = field in {"address", "phones", "emails"} and offer.shown.sites
            assert shown[key] == blank or sites_remain, offer.id
        for secret in set(secrets_of(offer, field)) - PLAIN:
            known = secret in offer.name or is_short(secret)  # 116 117 may be named by anybody
            assert known or secret not in json.dumps(shown, ensure_ascii=False), offer.id


@pytest.mark.parametrize("field", FIELDS)
def test_hits_carry_nothing_unconfirmed(field: str, real: Catalogue) -> None:
    catalogue = with_unconfirmed(real, field)
    for topic in taxonomy.topics():
        for place in (None, "kamen", "boenen"):
            for hit in catalogue.search(topics=[topic], place=place, now=NOW, limit=50):
                value = getattr(hit.offer, field)
                assert not value
                assert not (field == "opening" and (hit.offer.opening_text or "jetzt" in hit.why.lower()))


def test_unconfirmed_places_are_a_question_not_a_reason(real: Catalogue) -> None:
    for topic in taxonomy.topics():
        for place in (None, *real.places):
            for hit in real.search(topics=[topic], place=place, now=NOW, limit=50):
                if "places" in real.offers[hit.offer.id].unconfirmed:
                    assert hit.why.startswith("Fragen Sie zuerst: Gilt das für")
                    assert hit.offer.places == ()


def test_unconfirmed_number_is_no_crisis_contact(real: Catalogue) -> None:
    offers = {
        key: offer.model_copy(update={"unconfirmed": ("phones",)}) if key == "hilfetelefon-frauen" else offer
        for key, offer in real.offers.items()
    }
    catalogue = Catalogue(real.places, real.providers, offers, real.raw_places)
    assert "116 016" not in [contact["tel"] for contact in catalogue.crisis_contacts("violence")]


def test_what_is_for_editors_is_never_presented(real: Catalogue) -> None:
    marks = {"note": "REDAKTION", "tags": ("REDAKTION",), "also": ("REDAKTION",), "audience": "REDAKTION"}
    offers = {key: offer.model_copy(update=marks) for key, offer in real.offers.items()}
    catalogue = Catalogue(real.places, real.providers, offers, real.raw_places)
    for offer in real.offers.values():
        shown = json.dumps(catalogue.present(offer.id, "", NOW), ensure_ascii=False)
        assert "REDAKTION" not in shown
        assert not any(url in shown for url in offer.source.urls if url != offer.url)
