"""An editor adds an offer and a place while everything runs: no training, no restart of the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.dialogues.parent import Answer, Parent

NEW_PLACE = """
  neustadt:
    name: Neustadt-Testhausen
    postal_codes: ["00000"]
    latitude: 51.6
    longitude: 7.6
    youth_office: Kreis Unna
    youth_office_offer: kreisjugendamt-unna
    districts:
      - {name: Testhausener Feld}
    in_pilot: true
"""
NEW_OFFER = """
  schuldenberatung-testhausen:
    name: Schuldenberatung Testhausen
    provider: kreis-unna
    summary: Hier bekommen Sie Rat bei Schulden.
    topics: [debt]
    places: [neustadt]
    any_age: true
    phones: ["0800 0000000"]
    confidence: high
    source: {type: official, date: "2026", urls: ["https://www.example.org"]}
    checked_on: 2026-11-22
"""


@pytest.fixture
def edited(installation: Any) -> Iterator[None]:
    """The catalogue with one more place and one more offer; as before afterwards."""
    before = installation.catalogue.read_text(encoding="utf-8")
    after = before.replace("\nplaces:\n", f"\nplaces:{NEW_PLACE}", 1).replace("\noffers:\n", f"\noffers:{NEW_OFFER}", 1)
    after = after.replace(
        "places: [froendenberg, boenen, holzwickede]", "places: [froendenberg, boenen, holzwickede, neustadt]"
    )
    installation.catalogue.write_text(after, encoding="utf-8")
    yield
    installation.catalogue.write_text(before, encoding="utf-8")


async def ask(url: str) -> Answer:
    async with Parent(url) as parent:
        return await parent.say("wir haben schulden und wohnen in Testhausener Feld")


async def test_new_place_and_offer_are_found_without_training_or_restart(installation: Any, edited: None) -> None:
    answer = await ask(installation.url)
    for _ in range(60):
        if answer.understood["place"] == "neustadt" and "schuldenberatung-testhausen" in answer.offers:
            break
        await asyncio.sleep(0.5)
        answer = await ask(installation.url)
    assert answer.understood["place"] == "neustadt"
    assert "schuldenberatung-testhausen" in answer.offers
