# SPDX-License-Identifier: EUPL-1.2
"""„Schnell weg“: at once, for good, and without a trace on the device (C15, C16, C17)."""

from __future__ import annotations

import pytest_asyncio
from playwright.async_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import OpenPage, ready
from tests.browser.script import Script, converse, write

NEUTRAL = "https://www.dwd.de/"
STORED = "() => [sessionStorage.length, localStorage.length, document.cookie]"


async def serve_neutral_page(context: BrowserContext) -> None:
    async def weather(route: Route) -> None:
        await route.fulfill(content_type="text/html", body="<title>Wetter</title>Sonnig")

    await context.route(f"{NEUTRAL}**", weather)


@pytest_asyncio.fixture(loop_scope="session")
async def page(scripted: Page) -> Page:
    await serve_neutral_page(scripted.context)
    return scripted


async def test_back_does_not_return(page: Page) -> None:  # C16
    await converse(page)
    await page.get_by_role("link", name="Zum Gespräch").press("Enter")
    await page.get_by_role("link", name="Schnell weg").click()
    await page.wait_for_url(NEUTRAL)
    await page.go_back()
    assert page.url == "about:blank"


async def test_nothing_is_to_be_seen_at_once(page: Page) -> None:  # C16
    await converse(page)
    await page.context.route(f"{NEUTRAL}**", lambda _: None)  # the neutral page never arrives
    press = "document.getElementById('exit').click()"
    left = "[document.body.childElementCount, document.title]"
    assert await page.evaluate(f"() => {{ {press}; return {left}; }}") == [0, "Wetter"]


async def test_nothing_stays_on_the_device(page: Page, script: Script) -> None:  # C16, P2
    await converse(page)
    await page.get_by_label("Ihre Nachricht").fill("Entwurf")
    address = page.url
    await page.get_by_role("link", name="Schnell weg").click()
    await page.wait_for_url(NEUTRAL)
    assert script.sockets == []
    await page.goto(address)
    await ready(page)
    assert await page.evaluate(STORED) == [0, 0, ""]
    await expect(page.get_by_label("Ihre Nachricht")).to_have_value("")
    await expect(page.get_by_role("heading", name="Guten Tag.")).to_be_visible()


async def test_leaving_works_without_a_network(page: Page, script: Script) -> None:  # C16
    await converse(page)
    await script.go_down()
    await write(page, "Das geht nicht hinaus.")
    await expect(page.get_by_role("button", name="Erneut senden")).to_be_visible()
    await page.get_by_role("link", name="Schnell weg").click()
    await page.wait_for_url(NEUTRAL)


async def test_leaving_works_before_the_page_is_ready(open_scripted: OpenPage, script: Script) -> None:  # C16: busy
    page = await open_scripted("/demo")
    await serve_neutral_page(page.context)
    await page.context.route("**/texts.de.json", lambda _: None)  # the sentences never arrive
    await page.goto(page.url.replace("/demo", "/chat"))
    await page.get_by_role("link", name="Schnell weg").click()
    await page.wait_for_url(NEUTRAL)


async def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        await page.keyboard.press("Shift")


async def test_shift_three_times_leaves(page: Page) -> None:  # C15
    await page.get_by_label("Ihre Nachricht").click()
    await press_shift(page, 2)
    await expect(page.get_by_role("status").filter(has_text="Noch einmal die Umschalt-Taste.")).to_be_attached()
    await press_shift(page, 1)
    await page.wait_for_url(NEUTRAL)


async def test_capitals_do_not_leave(page: Page) -> None:  # C16
    field = page.get_by_label("Ihre Nachricht")
    await field.click()
    for letter in "HILFE":
        await page.keyboard.press(f"Shift+{letter}")
    await expect(field).to_have_value("HILFE")
    await press_shift(page, 2)
    await page.keyboard.press("a")
    await press_shift(page, 1)
    await expect(field).to_have_value("HILFEa")


async def test_slow_presses_do_not_leave(page: Page) -> None:  # C15: within five seconds
    await page.clock.install()
    await page.get_by_label("Ihre Nachricht").click()
    await press_shift(page, 2)
    await page.clock.fast_forward(5001)
    await press_shift(page, 2)
    await expect(page.get_by_role("heading", name="Guten Tag.")).to_be_visible()


async def test_way_out_comes_first_for_the_keyboard(page: Page) -> None:  # C15
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Seite schnell verlassen")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.wait_for_url(NEUTRAL)


async def test_explanation_says_that_the_history_stays(page: Page) -> None:  # C15
    await page.get_by_role("button", name="Menü").click()
    await page.get_by_role("button", name="So geht „Schnell weg“").click()
    await expect(page.get_by_text("Ihr Browser merkt sich besuchte Seiten.")).to_be_visible()


async def test_title_says_nothing_of_the_conversation(page: Page, script: Script) -> None:  # C16, C17
    await converse(page)
    await script.say("Gern.")
    await expect(page.get_by_role("log")).to_contain_text("Gern.")
    await expect(page).to_have_title("Brücke")
