# SPDX-License-Identifier: EUPL-1.2
"""What a screen reader hears: each message once, in order, with its sender; nothing twice, nothing from before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import ready
from tests.browser.script import CRISIS, Script, converse, fail, too_many, write

LISTEN = """() => {
  window.heard = [];
  const note = (records) => records.forEach(({addedNodes}) => addedNodes.forEach((node) => {
    if (node.dataset?.seq) window.heard.push([Number(node.dataset.seq), node.textContent]);
  }));
  new MutationObserver(note).observe(document.querySelector("[role=log]"), {childList: true, subtree: true});
}"""


async def heard(page: Page) -> list[int]:
    """The numbers of the messages that entered the live region, in the order they came."""
    return [seq for seq, _ in await page.evaluate("window.heard")]


async def test_log_is_there_and_empty_before_the_first_message(scripted: Page) -> None:  # A3
    log = scripted.get_by_role("log")
    await expect(log).to_be_empty()
    assert await log.get_attribute("aria-relevant") is None


async def test_each_message_enters_the_log_once(scripted: Page, script: Script) -> None:  # A4
    await scripted.evaluate(LISTEN)
    await converse(scripted)
    repeated = await script.say("Gern.")
    await script.tell({"type": "message", "message": repeated})
    await script.say("Noch etwas.")
    await expect(scripted.get_by_role("log")).to_contain_text("Noch etwas.")
    assert await heard(scripted) == [2, 3, 4]


async def test_senders_are_said_in_words(scripted: Page, script: Script) -> None:  # A4
    await scripted.evaluate(LISTEN)
    await converse(scripted)
    await script.say("Gern.")
    await script.say("Hallo.", "counsellor")
    await expect(scripted.get_by_role("log")).to_contain_text("Hallo.")
    texts = [text for _, text in await scripted.evaluate("window.heard")]
    assert [text.split(":")[0] for text in texts] == ["Sie", "BrückeProgramm", "Frau BeispielBeraterin"]


async def test_reconnecting_repeats_nothing(scripted: Page, script: Script) -> None:  # A4, R4
    await converse(scripted)
    await script.say("Gern.")
    await expect(scripted.get_by_role("log")).to_contain_text("Gern.")
    await scripted.evaluate(LISTEN)
    await script.drop()
    script.store("Während der Pause.")
    await expect(scripted.get_by_role("log")).to_contain_text("Während der Pause.")
    assert await heard(scripted) == [4]


async def test_history_is_not_read_out_again(scripted: Page, script: Script) -> None:  # A4
    await converse(scripted)
    await script.say("Rufen Sie jetzt 112 an.", crisis=CRISIS)
    await scripted.reload()
    await ready(scripted)
    await expect(scripted.get_by_text("Rufen Sie jetzt 112 an.")).to_be_visible()
    await expect(scripted.get_by_role("log")).to_be_empty()
    await expect(scripted.get_by_role("alert").filter(has_text="112")).to_have_count(0)


async def test_messages_out_of_order_are_shown_in_order(scripted: Page, script: Script) -> None:  # A5
    await scripted.evaluate(LISTEN)
    await converse(scripted)
    late, early = script.store("Erstens."), script.store("Zweitens.")
    await script.tell({"type": "message", "message": early})
    await script.tell({"type": "message", "message": late})
    await expect(scripted.get_by_role("log")).to_contain_text("Zweitens.")
    assert await heard(scripted) == [2, 3, 4]


async def test_danger_is_an_alert_once_and_leaves_the_focus(scripted: Page, script: Script) -> None:  # C7
    await converse(scripted)
    await script.say("Rufen Sie jetzt 112 an.", crisis=CRISIS)
    await expect(scripted.get_by_role("alert").filter(has_text="112")).to_have_count(1)
    await expect(scripted.get_by_role("link", name="112 Rettungs-Dienst")).to_have_attribute("href", "tel:112")
    await expect(scripted.get_by_label("Ihre Nachricht")).to_be_focused()


Cause = Callable[[Page, Script], Awaitable[Any]]


async def lose_message(page: Page, script: Script) -> None:
    script.refuse = fail
    await write(page, "hallo")


async def be_too_fast(page: Page, script: Script) -> None:
    script.refuse = too_many
    await write(page, "hallo")


async def lose_connection(page: Page, script: Script) -> None:
    await converse(page)
    await script.go_down()


async def be_slow(page: Page, script: Script) -> None:
    await write(page, "hallo")


async def ask_person(page: Page, script: Script) -> None:
    await converse(page)
    await script.change(handover={"status": "requested", "position": 1, "expected": None})


async def meet_person(page: Page, script: Script) -> None:
    await converse(page)
    await script.change(mode="human", handover={"status": "accepted", "position": None, "expected": None})


async def see_typing(page: Page, script: Script) -> None:
    await meet_person(page, script)
    await script.tell({"type": "typing", "author": "counsellor", "name": "Frau Beispiel"})


STATUSES: dict[str, Cause] = {
    "Ihre Nachricht ist noch nicht gesendet.": lose_message,
    "Das waren viele Nachrichten.": be_too_fast,
    "Keine Verbindung.": lose_connection,
    "Brücke schreibt …": be_slow,
    "Das dauert etwas länger …": be_slow,
    "Sie sind als Nächste dran.": ask_person,
    "Sie schreiben mit einer Beraterin.": meet_person,
    "Frau Beispiel schreibt …": see_typing,
}


@pytest.mark.parametrize("text", STATUSES)
async def test_status_is_announced_and_the_focus_stays(text: str, scripted: Page, script: Script) -> None:  # A6
    await STATUSES[text](scripted, script)
    await expect(scripted.get_by_role("status").filter(has_text=text)).to_be_visible()
    await expect(scripted.get_by_label("Ihre Nachricht")).to_be_focused()


async def test_danger_answered_is_not_waited_for(scripted: Page, script: Script) -> None:  # C7
    await converse(scripted)
    await expect(scripted.get_by_text("Brücke schreibt …")).to_be_visible()
    await script.say("Rufen Sie jetzt 112 an.", crisis=CRISIS)
    await script.tell({"type": "typing", "author": "bot", "name": "Brücke (Programm)"})
    await script.change(understood={"topics": ["debt"], "place": None, "age_months": None})
    await expect(scripted.get_by_role("button", name="Schulden entfernen")).to_be_visible()
    await expect(scripted.get_by_text("Brücke schreibt …")).to_have_count(0)


async def test_input_error_is_an_alert_and_keeps_the_draft(scripted: Page) -> None:  # A6, A15
    await write(scripted, "lang " * 401)
    await expect(scripted.get_by_role("alert").filter(has_text="5 Zeichen zu viel")).to_be_visible()
    field = scripted.get_by_label("Ihre Nachricht")
    await expect(field).to_have_attribute("aria-describedby", "input-error")
    await expect(field).to_have_value("lang " * 401)
