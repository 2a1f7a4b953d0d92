# SPDX-License-Identifier: EUPL-1.2
"""Small screens, large text, wide spacing, little motion: nothing is cut, nothing is too small to press."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Playwright, expect

from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE, OpenPage
from tests.browser.script import Script, converse
from tests.browser.test_accessibility import STATES

if TYPE_CHECKING:
    from tests.conftest import Installation

VIEWS = ["welcome", "offers", "crisis", "consent", "menu", "privacy", "not_sent", "queue", "too_long", "erased"]
# What sticks out of the screen to the side, or is cut inside its own box.
CUT = """() => [...document.querySelectorAll("#app *")].filter((node) => {
  const box = node.getBoundingClientRect();
  if (!box.width || !box.height || node.closest(".unseen, svg")) return false;
  const overflows = node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
  const isCut = overflows && node.matches("button, a, summary");
  return box.left < -1 || box.right > innerWidth + 1 || (isCut && getComputedStyle(node).display !== "inline");
}).map((node) => node.outerHTML.slice(0, 160))"""
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
SMALL = """() => [...document.querySelectorAll("#app :is(button, a, summary, input, textarea)")].filter((node) => {
  const box = node.getBoundingClientRect();
  const isInText = getComputedStyle(node).display === "inline";
  const least = node.closest("dd, .tick") ? 24 : 44;
  return box.width && !isInText && !node.closest(".unseen") && Math.min(box.width, box.height) < least;
}).map((node) => node.outerHTML.slice(0, 160))"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def large_text(playwright: Playwright) -> AsyncIterator[Browser]:
    """A browser whose owner has set the text to twice its size."""
    arguments = [*ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield chromium
    await chromium.close()


@pytest.mark.parametrize("view", VIEWS)
async def test_nothing_is_cut_at_320_pixels(view: str, open_scripted: OpenPage, script: Script) -> None:  # A12, 1.4.10
    page = await open_scripted(viewport={"width": 320, "height": 256})
    await STATES[view](page, script)
    assert await page.evaluate(CUT) == []
    assert await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("view", VIEWS)
async def test_nothing_is_cut_with_double_text(
    view: str, large_text: Browser, script: Script, installation: Installation
) -> None:  # A12, 1.4.4
    page = await large_text.new_page(viewport=PHONE)
    await script.install(page.context)
    await page.goto(f"{installation.url}/chat")
    await STATES[view](page, script)
    assert await page.evaluate(CUT) == []
    await page.close()


@pytest.mark.parametrize("view", VIEWS)
async def test_nothing_is_cut_with_wide_spacing(view: str, scripted: Page, script: Script) -> None:  # A12, 1.4.12
    await STATES[view](scripted, script)
    await scripted.evaluate(SPACING)
    assert await scripted.evaluate(CUT) == []


@pytest.mark.parametrize("view", VIEWS)
async def test_everything_is_large_enough_to_press(view: str, scripted: Page, script: Script) -> None:  # A10
    await STATES[view](scripted, script)
    assert await scripted.evaluate(SMALL) == []


async def test_nothing_moves_when_the_parent_wants_no_motion(open_scripted: OpenPage, script: Script) -> None:  # A13
    page = await open_scripted(reduced_motion="reduce")
    await converse(page)
    await expect(page.get_by_text("Brücke schreibt …")).to_be_visible()
    assert await page.evaluate("document.getAnimations().length") == 0


async def test_nothing_moves_longer_than_five_seconds(scripted: Page, script: Script) -> None:  # A13
    await converse(scripted)
    await expect(scripted.get_by_text("Brücke schreibt …")).to_be_visible()
    longest = "Math.max(...document.getAnimations().map((one) => one.effect.getComputedTiming().endTime))"
    assert 0 < await scripted.evaluate(longest) <= 5000


async def test_newest_stays_in_sight(scripted: Page, script: Script) -> None:
    await converse(scripted)
    for number in range(12):
        await script.say(f"Antwort {number}")
    await expect(scripted.get_by_text("Antwort 11")).to_be_in_viewport()


async def test_reader_further_up_is_not_pulled_down(scripted: Page, script: Script) -> None:
    await converse(scripted)
    for number in range(12):
        await script.say(f"Antwort {number}")
    await expect(scripted.get_by_text("Antwort 11")).to_be_in_viewport()
    await scripted.locator("#conversation").hover()
    await scripted.mouse.wheel(0, -2000)
    await expect(scripted.get_by_text("hallo")).to_be_in_viewport()
    await script.say("Ganz neu")
    newer = scripted.get_by_role("button", name="Neue Nachricht")
    await expect(newer).to_be_visible()
    await expect(scripted.get_by_text("hallo")).to_be_in_viewport()
    await newer.click()
    await expect(scripted.get_by_text("Ganz neu")).to_be_in_viewport()
