# SPDX-License-Identifier: EUPL-1.2
"""A real browser in front of the real installation: Debian's Chromium, an empty profile, no network but ours."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright, expect

from tests.browser.script import Script

if TYPE_CHECKING:
    from tests.conftest import Installation

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 360, "height": 740}
PATIENCE = 15_000  # ms; the machine may be busy

OpenPage = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all of them: the browser lives in it."""
    for item in items:
        if item.path.is_relative_to(HERE) and inspect.iscoroutinefunction(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser(playwright: Playwright) -> AsyncIterator[Browser]:
    chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield chromium
    await chromium.close()


class Watched:
    """What a context asked for and complained about."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def watch(self, page: Page) -> None:
        """Note addresses, script errors and messages of the content security policy."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._console(message.type, message.text))

    def _console(self, kind: str, text: str) -> None:
        expected = text.startswith(("Failed to load resource", "WebSocket connection to"))
        if kind == "error" and not expected:
            self.complaints.append(text)


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest_asyncio.fixture(loop_scope="session")
async def open_context(browser: Browser, watched: Watched) -> AsyncIterator[Callable[..., Awaitable[BrowserContext]]]:
    """Opens an empty profile; keywords as in Playwright. Errors on its pages fail the test."""
    contexts: list[BrowserContext] = []

    async def start(**options: object) -> BrowserContext:
        context = await browser.new_context(**{"viewport": PHONE, "locale": "de-DE", **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("page", watched.watch)
        contexts.append(context)
        return context

    yield start
    for context in contexts:
        await context.close()
    assert watched.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def context(open_context: Callable[..., Awaitable[BrowserContext]]) -> BrowserContext:
    return await open_context()


async def ready(page: Page) -> None:
    """The page's script is at work."""
    await expect(page.locator("#app[data-ready], [data-bruecke]")).to_be_attached()


@pytest_asyncio.fixture(loop_scope="session")
async def chat(context: BrowserContext, installation: Installation) -> Page:
    """The parent's page of the real installation."""
    page = await context.new_page()
    await page.goto(f"{installation.url}/chat")
    await ready(page)
    return page


@pytest.fixture
def script() -> Script:
    """The server's part, written by the test."""
    return Script()


@pytest_asyncio.fixture(loop_scope="session")
async def open_scripted(
    open_context: Callable[..., Awaitable[BrowserContext]], script: Script, installation: Installation
) -> OpenPage:
    """Opens the real page with its real headers, while `script` answers its calls; keywords as in Playwright."""

    async def start(path: str = "/chat", **options: object) -> Page:
        context = await open_context(**options)
        await script.install(context)
        page = await context.new_page()
        await page.goto(f"{installation.url}{path}")
        await ready(page)
        return page

    return start


@pytest_asyncio.fixture(loop_scope="session")
async def scripted(open_scripted: OpenPage) -> Page:
    return await open_scripted()
