# SPDX-License-Identifier: EUPL-1.2
"""A1: axe finds nothing, in every state of the page, on a phone and on a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.script import CRISIS, Script, converse, fail, offer, too_many, write

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
# With forced colours the system paints, and axe still computes with ours.
FORCED = {**OPTIONS, "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}

State = Callable[[Page, Script], Awaitable[None]]
STATES: dict[str, State] = {}


def state(function: State) -> State:
    STATES[function.__name__] = function
    return function


@state
async def welcome(page: Page, script: Script) -> None:
    await expect(page.get_by_role("heading", name="Guten Tag.")).to_be_visible()


@state
async def buttons(page: Page, script: Script) -> None:
    await converse(page)
    await script.say("In welchem Ort wohnen Sie?", choices=[{"label": "Kamen", "value": "place:kamen"}])
    await expect(page.get_by_role("button", name="Kamen")).to_be_visible()


@state
async def chosen(page: Page, script: Script) -> None:
    await buttons(page, script)
    await page.get_by_role("button", name="Kamen").press("Enter")
    await expect(page.locator(".choices.is-done")).to_be_visible()


@state
async def offers(page: Page, script: Script) -> None:
    await converse(page)
    closed = {"text": None, "open_now": False, "next": "2026-11-24T09:00:00+01:00"}
    await script.say("Das hilft:", offers=[offer(), offer("Ohne Telefon", id="b", phone=None, opening=closed)])
    understood = {"topics": ["childcare"], "place": "kamen", "age_months": 3}
    await script.change(understood=understood)
    await page.get_by_text("Mehr dazu").first.click()
    await expect(page.get_by_text("Musterstraße 1").first).to_be_visible()
    await expect(page.get_by_role("button", name="Kamen entfernen")).to_be_visible()


@state
async def crisis(page: Page, script: Script) -> None:
    await converse(page)
    await script.say("Rufen Sie jetzt 112 an. Ich bleibe hier.", crisis=CRISIS)
    await expect(page.get_by_role("alert").filter(has_text="112")).to_be_visible()


@state
async def typing(page: Page, script: Script) -> None:
    await converse(page)
    await expect(page.get_by_text("Brücke schreibt …")).to_be_visible()


@state
async def slow(page: Page, script: Script) -> None:
    await converse(page)
    await expect(page.get_by_text("Das dauert etwas länger …")).to_be_visible()


@state
async def not_sent(page: Page, script: Script) -> None:
    script.refuse = fail
    await write(page, "hallo")
    await expect(page.get_by_role("button", name="Erneut senden")).to_be_visible()


@state
async def too_fast(page: Page, script: Script) -> None:
    script.refuse = too_many
    await write(page, "hallo")
    await expect(page.get_by_text("Das waren viele Nachrichten.")).to_be_visible()


@state
async def empty_input(page: Page, script: Script) -> None:
    await page.get_by_role("button", name="Senden").click()
    await expect(page.get_by_text("Schreiben Sie zuerst etwas.")).to_be_visible()


@state
async def too_long(page: Page, script: Script) -> None:
    await page.get_by_label("Ihre Nachricht").fill("lang " * 401)
    await expect(page.get_by_text("5 Zeichen zu viel")).to_be_visible()


@state
async def reconnecting(page: Page, script: Script) -> None:
    await buttons(page, script)
    await script.go_down()
    await expect(page.get_by_text("Keine Verbindung.")).to_be_visible()


@state
async def emergency(page: Page, script: Script) -> None:
    await page.get_by_role("button", name="Notruf").click()
    await expect(page.get_by_role("link", name="Beispiel-Telefon")).to_be_visible()


@state
async def consent(page: Page, script: Script) -> None:
    await page.get_by_role("button", name="Mensch").click()
    await page.get_by_role("button", name="Beraterin fragen").click()
    await expect(page.get_by_text("Setzen Sie zuerst dieses Häkchen.")).to_be_visible()


@state
async def queue(page: Page, script: Script) -> None:
    await converse(page)
    await script.change(handover={"status": "requested", "position": 2, "expected": "2026-11-22T12:00:00+01:00"})
    await expect(page.get_by_text("Sie warten auf eine Beraterin.")).to_be_visible()


@state
async def live(page: Page, script: Script) -> None:
    await converse(page)
    await script.change(mode="human", handover={"status": "accepted", "position": None, "expected": None})
    await script.say("Frau Beispiel ist da.", "system")
    await script.say("Guten Tag.", "counsellor")
    await script.tell({"type": "typing", "author": "counsellor", "name": "Frau Beispiel"})
    await expect(page.get_by_text("Frau Beispiel schreibt …")).to_be_visible()


@state
async def rating(page: Page, script: Script) -> None:
    await converse(page)
    await script.say("Das hilft:", offers=[offer()])
    await converse(page, "danke")
    await script.say("Gern.")
    await page.get_by_role("button", name="Nein").click()
    await expect(page.locator("#rating", has_text="Möchten Sie mit einem Menschen schreiben?")).to_be_visible()


@state
async def ended(page: Page, script: Script) -> None:
    await converse(page)
    await script.change(mode="ended")
    await expect(page.get_by_text("Das Gespräch ist zu Ende.")).to_be_visible()


@state
async def menu(page: Page, script: Script) -> None:
    await page.get_by_role("button", name="Menü").click()
    await expect(page.get_by_role("heading", name="Menü")).to_be_visible()


def from_menu(entry: str) -> State:
    async def open_entry(page: Page, script: Script) -> None:
        await menu(page, script)
        await page.get_by_role("button", name=entry).click()
        await expect(page.get_by_role("heading", name=entry)).to_be_visible()

    return open_entry


STATES["privacy"] = from_menu("Datenschutz in einfacher Sprache")
STATES["access"] = from_menu("Barrierefreiheit")
STATES["leave"] = from_menu("So geht „Schnell weg“")
STATES["erase"] = from_menu("Gespräch löschen")


@state
async def erased(page: Page, script: Script) -> None:
    await converse(page)
    await STATES["erase"](page, script)
    await page.get_by_role("button", name="Ja, alles löschen").click()
    await expect(page.get_by_text("Beleg: 0a1b2c3d")).to_be_visible()


async def findings(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """Violations and everything axe could not decide (trap 0.2), one line each."""
    results = (await Axe().run(page, options=options)).response
    return [line for kind in ("violations", "incomplete") for rule in results[kind] for line in lines(kind, rule)]


def lines(kind: str, rule: dict[str, Any]) -> list[str]:
    return [f"{kind}: {rule['id']}: {node['html'][:120]} {node.get('failureSummary', '')}" for node in rule["nodes"]]


# High enough that nothing is cut by the edge of what scrolls: axe cannot judge the contrast of a line cut in half.
PHONE = {"width": 360, "height": 2400}
DESK = {"width": 1280, "height": 1600}


@pytest.mark.parametrize("name", STATES)
async def test_axe_finds_nothing(name: str, open_scripted: OpenPage, script: Script) -> None:
    page = await open_scripted(viewport=PHONE, color_scheme="light", reduced_motion="reduce")
    await STATES[name](page, script)
    assert await findings(page) == []
    await page.set_viewport_size(DESK)
    await page.emulate_media(color_scheme="dark")
    assert await findings(page) == []


async def test_axe_finds_nothing_with_forced_colors(open_scripted: OpenPage, script: Script) -> None:
    page = await open_scripted(forced_colors="active", reduced_motion="reduce")
    await offers(page, script)
    assert await findings(page, FORCED) == []
