"""In danger, the right numbers come first and answer now (C8)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bruecke.catalogue import Catalogue, taxonomy

NEW_YEAR = datetime(2026, 12, 31, 22, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def numbers(real: Catalogue, kind: str) -> list[str]:
    return [contact["tel"] for contact in real.crisis_contacts(kind)]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("suicide", ["112", "0800 111 0 111", "116 111"]),
        ("violence", ["110", "116 016", "116 006"]),
        ("child_danger", ["110", "112", "116 111"]),
        ("medical", ["112", "0228 19240", "116 117"]),
    ],
)
def test_most_urgent_number_comes_first(kind: str, first: list[str], real: Catalogue) -> None:
    assert numbers(real, kind)[:3] == first


@pytest.mark.parametrize("kind", taxonomy.crises())
def test_each_danger_has_a_number_at_every_hour_c8(kind: str, real: Catalogue) -> None:
    always = [contact["tel"] for contact in real.crisis_contacts(kind) if contact["hours"] == "rund um die Uhr"]
    assert always
    by_number = {number: offer for offer in real.offers.values() for number in offer.phones}
    for hour in range(48):
        now = NEW_YEAR + timedelta(hours=hour)
        assert all(real.present(by_number[tel].id, "", now)["opening"]["open_now"] for tel in always)


@pytest.mark.parametrize("kind", taxonomy.crises())
def test_contact_has_name_number_and_confirmed_hours_only(kind: str, real: Catalogue) -> None:
    for contact in real.crisis_contacts(kind):
        assert set(contact) == {"name", "tel", "hours"}
        offer = next(offer for offer in real.offers.values() if offer.name == contact["name"])
        assert contact["tel"] in offer.phones
        assert (contact["hours"] == "") == ("opening" in offer.unconfirmed)


def test_unconfirmed_hours_are_not_told(real: Catalogue) -> None:
    hours = {contact["tel"]: contact["hours"] for contact in real.crisis_contacts("child_danger")}
    assert hours["116 000"] == ""
    assert hours["116 111"] == ""


def test_confirmed_hours_are_told_in_words(real: Catalogue) -> None:
    hours = {contact["tel"]: contact["hours"] for contact in real.crisis_contacts("violence")}
    assert hours["116 006"] == "täglich 7 bis 22 Uhr"


def test_unknown_danger_is_a_key_error(real: Catalogue) -> None:
    with pytest.raises(KeyError):
        real.crisis_contacts("boredom")
