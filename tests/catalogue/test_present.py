"""One offer in the public shape."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bruecke.catalogue import Catalogue

TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def test_offer_has_exactly_the_public_shape(small: Catalogue) -> None:
    assert small.present("cafe-kamen", "In Kamen.", TUESDAY) == {
        "id": "cafe-kamen",
        "name": "Eltern-Café Kamen",
        "provider": "Stadt Kamen, Familienbüro",
        "summary": "Hier treffen Sie andere Eltern. Kommen Sie einfach vorbei.",
        "why": "In Kamen.",
        "topics": ["meeting_leisure", "parenting"],
        "places": ["kamen"],
        "phone": "0800 0000001",
        "email": "cafe@example.org",
        "url": "https://cafe.example.org",
        "address": "Beispielweg 1, 59174 Kamen",
        "opening": {"text": "jetzt offen bis 12 Uhr", "open_now": True, "next": "2026-11-24T12:00:00+01:00"},
        "cost": "kostenlos",
        "languages": ["Deutsch"],
        "anonymous": True,
        "checked_on": "2026-11-22",
    }


def test_what_is_not_known_is_null_or_empty(small: Catalogue) -> None:
    shown = small.present("amt-kamen", "", TUESDAY)
    assert shown["phone"] is shown["email"] is shown["address"] is shown["cost"] is shown["anonymous"] is None
    assert shown["languages"] == []
    assert shown["opening"] == {"text": None, "open_now": None, "next": None}


def test_every_offer_can_be_presented_at_any_hour(real: Catalogue) -> None:
    shapes = {tuple(real.present(offer, "", TUESDAY)) for offer in real.offers}
    assert len(shapes) == 1


def test_confirmed_sites_show_where_there_is_no_main_address(real: Catalogue) -> None:
    confirmed = {
        key: offer.model_copy(update={"unconfirmed": ()}) if key == "spdi-kreis-unna" else offer
        for key, offer in real.offers.items()
    }
    catalogue = Catalogue(real.places, real.providers, confirmed, real.raw_places)
    shown = catalogue.present("spdi-kreis-unna", "", TUESDAY)
    assert shown["address"] == (
        "Gesundheitshaus Unna: Massener Straße 35, Unna · Gesundheitshaus Lünen: Roggenmarkt 18–20, Lünen"
    )


def test_unknown_offer_is_a_key_error(small: Catalogue) -> None:
    with pytest.raises(KeyError):
        small.present("cafe-luenen", "", TUESDAY)
