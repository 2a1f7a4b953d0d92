# SPDX-License-Identifier: EUPL-1.2
"""A7: the whole way with the keyboard alone, on the real installation; and P5: without a name, without a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import BrowserContext, Page, expect

from tests.browser.test_exit import NEUTRAL, serve_neutral_page
from tests.browser.test_focus import tab_to
from tests.browser.test_widget import open_widget

if TYPE_CHECKING:
    from tests.conftest import Installation


async def test_keyboard_reaches_help_a_person_and_the_way_out(chat: Page) -> None:  # A7, P5, P6
    await serve_neutral_page(chat.context)
    await tab_to(chat, chat.get_by_label("Ihre Nachricht"))
    await chat.keyboard.type("wir suchen einen kita-platz")
    await chat.keyboard.press("Enter")
    kamen = chat.get_by_role("button", name="Kamen", exact=True)
    await expect(kamen).to_be_visible()
    await tab_to(chat, kamen, "Shift+Tab")
    await chat.keyboard.press("Enter")
    await expect(chat.get_by_role("button", name="Kamen entfernen")).to_be_visible()
    await expect(chat.locator("#log .is-bot .offer").last).to_be_visible()

    await tab_to(chat, chat.get_by_role("button", name="Mensch", exact=True).first, "Shift+Tab")
    await chat.keyboard.press("Enter")
    agree, share = chat.get_by_label("Ich bin einverstanden"), chat.get_by_label("Verlauf mitgeben")
    await expect(agree).not_to_be_checked()
    await expect(share).not_to_be_checked()
    await tab_to(chat, agree)
    await chat.keyboard.press("Space")
    await tab_to(chat, chat.get_by_role("button", name="Beraterin fragen"))
    await chat.keyboard.press("Enter")
    await expect(chat.get_by_text("Sie warten auf eine Beraterin.")).to_be_visible()

    await tab_to(chat, chat.get_by_role("button", name="Nicht mehr warten"), "Shift+Tab")
    await chat.keyboard.press("Enter")
    await expect(chat.get_by_text("Sie warten auf eine Beraterin.")).to_be_hidden()
    await tab_to(chat, chat.get_by_role("link", name="Schnell weg"), "Shift+Tab")
    await chat.keyboard.press("Enter")
    await chat.wait_for_url(NEUTRAL)


async def test_widget_helps_on_the_municipal_page(context: BrowserContext, installation: Installation) -> None:
    page = await context.new_page()
    await page.goto(f"{installation.url}/demo")
    frame = await open_widget(page)
    await frame.get_by_label("Ihre Nachricht").fill("wir suchen einen kita-platz")
    await page.keyboard.press("Enter")
    await expect(frame.locator(".offer").first).to_be_visible()


async def test_danger_is_answered_with_numbers(chat: Page) -> None:  # C7
    await chat.get_by_label("Ihre Nachricht").fill("ich will nicht mehr leben")
    await chat.keyboard.press("Enter")
    box = chat.get_by_role("alert").filter(has=chat.get_by_role("link"))
    await expect(box).to_have_count(1)
    numbers = await box.get_by_role("link").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert "tel:112" in numbers
    sizes = await box.get_by_role("link").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert min(sizes) >= 44
