# SPDX-License-Identifier: EUPL-1.2
"""What the parent decides: erase, rate, ask for a person."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.script import Script, converse, offer


async def open_entry(page: Page, entry: str) -> None:
    await page.get_by_role("button", name="Menü").click()
    await page.get_by_role("button", name=entry).click()


async def test_erasing_can_be_called_off(scripted: Page, script: Script) -> None:
    await converse(scripted)
    await open_entry(scripted, "Gespräch löschen")
    await scripted.get_by_role("button", name="Nein, behalten").click()
    await expect(scripted.locator("#log .is-parent")).to_be_visible()
    assert not [call for call in script.asked if call.startswith("DELETE")]


async def test_rating_is_sent_with_one_tap(scripted: Page, script: Script) -> None:
    await converse(scripted)
    await script.say("Das hilft:", offers=[offer()])
    await expect(scripted.locator(".offer")).to_be_visible()
    await scripted.get_by_role("button", name="Menü").click()
    await scripted.get_by_role("button", name="Ja", exact=True).click()
    await expect(scripted.locator("#menu-rating")).to_contain_text("Danke.")
    assert script.sent[-1] == {"helpful": True}


async def test_nobody_is_asked_without_consent(scripted: Page, script: Script) -> None:  # P6
    await scripted.get_by_role("button", name="Mensch").click()
    await scripted.get_by_label("Verlauf mitgeben").check()
    await scripted.get_by_role("button", name="Beraterin fragen").click()
    await expect(scripted.get_by_role("alert").filter(has_text="Häkchen")).to_be_visible()
    assert script.sent == []
    await expect(scripted.locator("#human-call-list").get_by_role("link")).to_have_count(
        1
    )  # refusal still shows numbers


async def test_consent_says_what_goes_along(scripted: Page, script: Script) -> None:  # P6, C14
    await scripted.get_by_role("button", name="Mensch").click()
    await expect(scripted.locator("#panel-human")).to_contain_text(
        "Ist ein Mensch in großer Gefahr? Dann darf sie Hilfe holen."
    )
    await scripted.get_by_label("Ich bin einverstanden").check()
    await scripted.get_by_role("button", name="Beraterin fragen").click()
    await expect(scripted.get_by_text("Sie warten auf eine Beraterin. Vor Ihnen: 1.")).to_be_visible()
    assert script.sent == [{"consent": True, "share_history": False}]


async def test_human_button_asks_for_consent_first(scripted: Page, script: Script) -> None:  # P6
    await converse(scripted)
    await script.say("Gern.", choices=[{"label": "Mensch fragen", "value": "human"}])
    await scripted.get_by_role("button", name="Mensch fragen").click()
    await expect(scripted.get_by_role("heading", name="Einen Menschen fragen")).to_be_visible()
    assert len(script.sent) == 1
    await scripted.keyboard.press("Escape")
    await expect(scripted.get_by_role("button", name="Mensch fragen")).to_be_focused()
