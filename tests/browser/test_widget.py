# SPDX-License-Identifier: EUPL-1.2
"""The launcher on a municipal page: one line, nothing before the click, the focus goes in and comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.conftest import PHONE, OpenPage, Watched
from tests.browser.script import Script
from tests.browser.test_accessibility import OPTIONS
from tests.browser.test_exit import NEUTRAL, press_shift, serve_neutral_page

if TYPE_CHECKING:
    from tests.conftest import Installation

DESK = {"width": 1280, "height": 800}


async def open_widget(page: Page) -> FrameLocator:
    await page.get_by_role("button", name="Fragen? Brücke").press("Enter")
    frame = page.frame_locator("iframe")
    await expect(frame.get_by_role("heading", name="Guten Tag.")).to_be_focused()
    return frame


async def test_launcher_says_whether_it_is_open(open_scripted: OpenPage) -> None:  # A1: aria-expanded
    page = await open_scripted("/demo")
    launcher = page.get_by_role("button", name="Fragen? Brücke")
    await expect(launcher).to_have_attribute("aria-expanded", "false")
    await open_widget(page)
    await expect(page.get_by_role("button", name="Brücke schließen")).to_have_attribute("aria-expanded", "true")
    await expect(page.locator("iframe")).to_have_attribute("title", "Brücke, der Chat für Eltern")  # A16


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("way", ["Escape", "button"])
async def test_closing_gives_the_focus_back(way: str, screen: dict[str, int], open_scripted: OpenPage) -> None:  # A8
    page = await open_scripted("/demo", viewport=screen)
    frame = await open_widget(page)
    if way == "Escape":
        await page.keyboard.press("Escape")
    else:
        await frame.get_by_role("button", name="Schließen", exact=True).click()
    await expect(page.locator("iframe")).to_be_hidden()
    await expect(page.get_by_role("button", name="Fragen? Brücke")).to_be_focused()


async def test_conversation_stays_while_the_widget_is_closed(open_scripted: OpenPage) -> None:
    page = await open_scripted("/demo")
    frame = await open_widget(page)
    await frame.get_by_label("Ihre Nachricht").fill("hallo")
    await page.keyboard.press("Enter")
    await expect(frame.locator("#log .is-parent")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Fragen? Brücke").press("Enter")
    await expect(frame.locator("#log .is-parent")).to_be_visible()
    await expect(frame.locator("#conversation")).to_be_focused()


async def test_sheet_fills_the_phone(open_scripted: OpenPage) -> None:
    page = await open_scripted("/demo")
    await open_widget(page)
    assert await page.locator("iframe").bounding_box() == {"x": 0, "y": 0, **PHONE}


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing_on_the_municipal_page(screen: dict[str, int], open_scripted: OpenPage) -> None:  # A1
    page = await open_scripted("/demo", viewport=screen)
    options = {**OPTIONS, "rules": {"frame-tested": {"enabled": False}}}  # the chat has its own tests
    for is_open in (False, True):
        if is_open:
            await open_widget(page)
        results = (await Axe().run(page, options=options)).response
        assert [rule["id"] for kind in ("violations", "incomplete") for rule in results[kind]] == []


async def test_place_of_the_page_goes_along(open_scripted: OpenPage, script: Script) -> None:
    page = await open_scripted("/demo")
    await open_widget(page)
    assert "place=kamen" in page.frames[1].url


async def test_strangers_are_not_listened_to(open_scripted: OpenPage) -> None:  # S15
    page = await open_scripted("/demo")
    frame = await open_widget(page)
    await page.evaluate("window.postMessage({type: 'bruecke:close'}, '*')")
    await page.evaluate(f"window.postMessage({{type: 'bruecke:exit', address: '{NEUTRAL}'}}, '*')")
    await page.frames[1].evaluate("window.postMessage({type: 'bruecke:exit'}, '*')")
    await page.frames[1].evaluate("window.parent.postMessage({type: 'bruecke:unknown'}, '*')")
    await page.frames[1].evaluate("window.parent.postMessage(null, '*')")
    await expect(frame.get_by_role("heading", name="Guten Tag.")).to_be_visible()
    await expect(page.get_by_role("heading", name="Familie und Kinder")).to_be_visible()


@pytest.mark.parametrize("way", ["button", "Shift inside", "Shift outside"])
async def test_leaving_takes_the_whole_page_away(way: str, open_scripted: OpenPage) -> None:  # C16
    page = await open_scripted("/demo", viewport=DESK)
    await serve_neutral_page(page.context)
    frame = await open_widget(page)
    if way == "button":
        await frame.get_by_role("link", name="Schnell weg").click()
    else:
        if way == "Shift outside":
            await page.get_by_role("button", name="Brücke schließen").focus()
        await press_shift(page, 3)
    await page.wait_for_url(NEUTRAL)
    await page.go_back()
    assert page.url == "about:blank"


@asynccontextmanager
async def municipal_page(context: BrowserContext, installation: Installation, policy: str) -> AsyncIterator[Page]:
    """A page of another origin that embeds Brücke with the one line, and allows no more than `policy`."""
    line = f'<script src="{installation.url}/static/widget.js" defer></script>'

    async def serve(_request: web.Request) -> web.Response:
        body = f"<!doctype html><html lang=de><title>Stadt</title>{line}<h1>Stadt</h1>"
        return web.Response(text=body, content_type="text/html", headers={"content-security-policy": policy})

    application = web.Application()
    application.router.add_get("/", serve)
    async with TestServer(application) as server:
        page = await context.new_page()
        await page.goto(str(server.make_url("/")))
        yield page


async def test_launcher_is_dressed_under_a_strict_policy(context: BrowserContext, installation: Installation) -> None:
    policy = f"default-src 'none'; script-src {installation.url}; frame-src {installation.url}"
    async with municipal_page(context, installation, policy) as page:
        launcher = page.get_by_role("button", name="Fragen? Brücke")
        await expect(launcher).to_have_css("position", "fixed")
        await expect(launcher).to_have_css("background-color", "rgb(11, 90, 102)")


async def test_refused_frame_leaves_a_way_on(
    context: BrowserContext, installation: Installation, watched: Watched
) -> None:
    policy = f"default-src 'none'; script-src {installation.url}; frame-src 'none'"
    async with municipal_page(context, installation, policy) as page:
        await page.get_by_role("button", name="Fragen? Brücke").click()
        link = page.get_by_role("link", name="In neuem Fenster öffnen")
        await expect(link).to_be_visible()
        await expect(link).to_have_attribute("href", f"{installation.url}/chat")
        await page.get_by_role("button", name="Schließen", exact=True).click()
        await expect(page.get_by_role("button", name="Fragen? Brücke")).to_be_focused()
    watched.complaints.clear()  # the policy's own messages
