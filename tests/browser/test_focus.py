# SPDX-License-Identifier: EUPL-1.2
"""The focus: never lost, never covered, never moved by what arrives (A7, A8, A9)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.script import Script, converse, fail, offer

PLACES = [{"label": "Kamen", "value": "place:kamen"}, {"label": "Unna", "value": "place:unna"}]
HOLDER = "() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
COVERED = """() => {
  const held = document.activeElement, box = held.getBoundingClientRect();
  const inView = (x, y) => x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
  const x = (box.left + box.right) / 2;
  const isFree = (y) => inView(x, y) && held.contains(document.elementFromPoint(x, y));
  return [box.top + 3, box.bottom - 3].every(isFree) ? null : held.outerHTML.slice(0, 200);
}"""


async def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Reaches `target` with the keyboard alone; a trap or a missing stop fails."""
    for _ in range(60):
        await page.keyboard.press(key)
        if await target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{target} was not reached with {key}")


async def test_chosen_button_keeps_the_focus(scripted: Page, script: Script) -> None:  # A8
    await converse(scripted)
    await script.say("In welchem Ort wohnen Sie?", choices=PLACES)
    chosen = scripted.get_by_role("button", name="Kamen")
    await tab_to(scripted, chosen, "Shift+Tab")
    await scripted.keyboard.press("Enter")
    await expect(scripted.locator("#log .is-parent")).to_have_count(2)
    await expect(chosen).to_be_focused()
    await expect(chosen).to_have_attribute("aria-disabled", "true")
    await expect(chosen).to_have_attribute("tabindex", "-1")
    await expect(scripted.get_by_role("button", name="Unna")).to_have_count(0)


async def test_arriving_message_moves_no_focus(scripted: Page, script: Script) -> None:  # A8
    await converse(scripted)
    await scripted.get_by_label("Ihre Nachricht").fill("Ich schreibe gerade")
    await script.say("Das hilft:", offers=[offer()], choices=PLACES)
    await expect(scripted.get_by_role("button", name="Kamen")).to_be_visible()
    await expect(scripted.get_by_label("Ihre Nachricht")).to_be_focused()


Action = Callable[[Page, Script], Awaitable[None]]


async def tap_tile(page: Page, script: Script) -> None:
    await page.get_by_role("button", name="Kita und Betreuung").press("Enter")
    await expect(page.locator("#log .is-parent")).to_be_visible()


async def remove_chip(page: Page, script: Script) -> None:
    await converse(page)
    await script.change(understood={"topics": [], "place": "kamen", "age_months": 3})
    await page.get_by_role("button", name="Kamen entfernen").press("Enter")
    await script.change(understood={"topics": [], "place": None, "age_months": 3})
    await expect(page.get_by_role("button", name="3 Monate entfernen")).to_be_focused()


async def remove_last_chip(page: Page, script: Script) -> None:
    await converse(page)
    await script.change(understood={"topics": [], "place": "kamen", "age_months": None})
    await page.get_by_role("button", name="Kamen entfernen").press("Enter")
    await script.change(understood={"topics": [], "place": None, "age_months": None})
    await expect(page.get_by_role("button", name="Kamen entfernen")).to_have_count(0)


async def send_again(page: Page, script: Script) -> None:
    script.refuse = fail
    await page.get_by_label("Ihre Nachricht").fill("hallo")
    await page.get_by_role("button", name="Senden").press("Enter")
    again = page.get_by_role("button", name="Erneut senden")
    await again.focus()
    script.refuse = None
    await page.keyboard.press("Enter")
    await expect(page.locator("#log .is-parent")).to_be_visible()


async def rate(page: Page, script: Script) -> None:
    await converse(page)
    await script.say("Das hilft:", offers=[offer()])
    await converse(page, "danke")
    await script.say("Gern.")
    await page.get_by_role("button", name="Ja", exact=True).press("Enter")
    await expect(page.locator("#rating")).to_contain_text("Danke.")


async def ask_person(page: Page, script: Script) -> None:
    await page.get_by_role("button", name="Mensch").press("Enter")
    await page.get_by_label("Ich bin einverstanden").press("Space")
    await page.get_by_role("button", name="Beraterin fragen").press("Enter")
    await expect(page.get_by_text("Sie warten auf eine Beraterin.")).to_be_visible()


async def withdraw(page: Page, script: Script) -> None:
    await ask_person(page, script)
    await page.get_by_role("button", name="Nicht mehr warten").press("Enter")
    await expect(page.get_by_text("Sie warten auf eine Beraterin.")).to_be_hidden()


async def open_and_close_panel(page: Page, script: Script) -> None:
    await page.get_by_role("button", name="Notruf").press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Notruf")).to_be_focused()


async def erase(page: Page, script: Script) -> None:
    await converse(page)
    await page.get_by_role("button", name="Menü").press("Enter")
    await page.get_by_role("button", name="Gespräch löschen").press("Enter")
    await page.get_by_role("button", name="Ja, alles löschen").press("Enter")
    await expect(page.get_by_text("Alles ist gelöscht.")).to_be_visible()


async def begin_again(page: Page, script: Script) -> None:
    await erase(page, script)
    await page.get_by_role("button", name="Neues Gespräch").press("Enter")
    await expect(page.get_by_role("heading", name="Guten Tag.")).to_be_visible()


ACTIONS: list[Action] = [
    tap_tile,
    remove_chip,
    remove_last_chip,
    send_again,
    rate,
    ask_person,
    withdraw,
    open_and_close_panel,
    erase,
    begin_again,
]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
async def test_focus_is_never_lost(action: Action, scripted: Page, script: Script) -> None:  # A8
    await action(scripted, script)
    assert await scripted.evaluate(HOLDER) != "BODY"


async def test_focus_is_never_covered(scripted: Page, script: Script) -> None:  # A9
    await converse(scripted)
    await script.change(understood={"topics": [], "place": "kamen", "age_months": 3})
    await script.say("Das hilft:", offers=[offer(), offer("Zweites", id="b")], choices=PLACES)
    await expect(scripted.get_by_role("button", name="Unna")).to_be_visible()
    stops = set()
    for key in ["Tab"] * 25 + ["Shift+Tab"] * 25:
        await scripted.keyboard.press(key)
        assert await scripted.evaluate(COVERED) is None
        stops.add(await scripted.evaluate(HOLDER))
    assert {"exit", "conversation", "input", "send"} <= stops


async def test_panel_closes_when_the_parent_moves_on(scripted: Page) -> None:  # A7: no trap
    await scripted.get_by_role("button", name="Mensch").press("Enter")
    await tab_to(scripted, scripted.get_by_label("Ihre Nachricht"))
    await expect(scripted.get_by_role("heading", name="Einen Menschen fragen")).to_be_hidden()
