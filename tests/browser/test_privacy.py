# SPDX-License-Identifier: EUPL-1.2
"""What leaves the device and what stays on it (P1–P4), on the real installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import BrowserContext, Page, expect

from tests.browser.conftest import Watched
from tests.browser.script import converse

if TYPE_CHECKING:
    from tests.conftest import Installation

STORED = """async () => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}


async def test_municipal_page_stores_and_loads_nothing_before_the_click(
    context: BrowserContext, installation: Installation, watched: Watched
) -> None:  # P2
    page = await context.new_page()
    await page.goto(f"{installation.url}/demo")
    await expect(page.get_by_role("button", name="Fragen? Brücke")).to_be_visible()
    assert await page.evaluate(STORED) == NOTHING
    assert await context.cookies() == []
    files = {address.removeprefix(installation.url) for address in watched.requests}
    assert files <= {"/demo", "/static/widget.js", "/static/demo.css", "/static/icon.svg"}


async def test_chat_stores_nothing_before_the_first_word(chat: Page) -> None:  # P2
    await expect(chat.get_by_role("heading", name="Guten Tag.")).to_be_visible()
    assert await chat.evaluate(STORED) == NOTHING


async def test_chat_stores_only_in_this_tab(chat: Page) -> None:  # P2
    await converse(chat, "Wir suchen einen Kita-Platz in Kamen.")
    assert await chat.evaluate(STORED) == {**NOTHING, "session": 1}
    assert await chat.context.cookies() == []


async def test_erased_conversation_leaves_nothing(chat: Page) -> None:  # P2, P9
    await converse(chat, "Wir suchen einen Kita-Platz in Kamen.")
    await chat.get_by_role("button", name="Menü").click()
    await chat.get_by_role("button", name="Gespräch löschen").click()
    await chat.get_by_role("button", name="Ja, alles löschen").click()
    await expect(chat.get_by_text("Beleg: ")).to_be_visible()
    assert await chat.evaluate(STORED) == NOTHING


async def test_nobody_else_is_asked(chat: Page, installation: Installation, watched: Watched) -> None:  # P1
    await converse(chat, "Wir suchen einen Kita-Platz in Kamen.")
    await expect(chat.locator(".offer").first).to_be_visible()
    for panel in ("Mensch", "Notruf", "Menü"):
        await chat.get_by_role("button", name=panel, exact=True).click()
    assert [address for address in watched.requests if not address.startswith(installation.url)] == []


async def test_notice_is_one_click_from_the_first_screen(chat: Page) -> None:  # P3
    await chat.get_by_role("button", name="So schützen wir Sie").click()
    notice = chat.locator("#panel-privacy")
    for told in ("verantwortlich", "Was speichern wir?", "Wofür?", "Tagen", "Wer liest mit?", "IP-Adresse", "Rechte"):
        await expect(notice).to_contain_text(told)


async def test_program_says_that_it_is_one(chat: Page) -> None:  # P4
    await expect(chat.get_by_role("banner")).to_contain_text("Computer-Programm, kein Mensch")
    await converse(chat, "hallo")
    await expect(chat.locator(".is-bot").first).to_contain_text("Computer-Programm")
