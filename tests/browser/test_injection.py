# SPDX-License-Identifier: EUPL-1.2
"""S14: whatever a person, the catalogue or the bot writes, it stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import ready
from tests.browser.script import Script, converse, offer, write

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text("utf-8").splitlines()
# What a script would have left behind, and what a payload would have had to become.
TRACES = """() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const handles = (one) => [...one.attributes].some(({name}) => name.startsWith("on"));
  return {
    pwned: window.pwned ?? null,
    elements: all("#app :is(script, img, iframe, object, embed, video, audio, style, base, form form)").length,
    handlers: all("#app *").filter(handles).length,
    addresses: all("#app [href]").map((one) => one.getAttribute("href"))
      .filter((href) => !/^(#|https?:|tel:|mailto:)/.test(href)),
    doubled: ["exit", "app", "log"].filter((id) => all(`[id="${id}"]`).length !== 1),
  };
}"""
CLEAN = {"pwned": None, "elements": 0, "handlers": 0, "addresses": [], "doubled": []}


def poisoned(payload: str) -> dict[str, object]:
    """A message that says the payload in every field a page shows."""
    fields = ("name", "summary", "why", "phone", "email", "url", "address", "cost", "provider")
    bad = offer(**dict.fromkeys(fields, payload), id=payload, languages=[payload])
    bad["opening"] = {"text": payload, "open_now": True, "next": None}
    contact = {"name": payload, "tel": payload, "hours": payload}
    return {
        "offers": [bad],
        "choices": [{"label": payload, "value": payload}],
        "crisis": {"kind": payload, "contacts": [contact]},
        "name": payload,
    }


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 200


@pytest.mark.parametrize("part", range(4))
async def test_payloads_stay_text(part: int, scripted: Page, script: Script) -> None:
    await converse(scripted)
    payloads = PAYLOADS[part::4]
    for payload in payloads:
        more = poisoned(payload)
        script.store(payload, "counsellor", **{**more, "crisis": None})
        script.store(payload, **more)
    await script.say("Das war das letzte.")
    await expect(scripted.get_by_role("log")).to_contain_text("Das war das letzte.")
    shown = await scripted.locator(".is-counsellor .bubble").all_text_contents()
    assert shown == payloads
    assert await scripted.evaluate(TRACES) == CLEAN


async def test_payloads_in_labels_stay_text(scripted: Page, script: Script) -> None:
    payload = "<img src=x onerror=window.pwned=1>"
    await converse(scripted)
    await script.tell({"type": "typing", "author": "counsellor", "name": payload})
    await expect(scripted.get_by_text(f"{payload} schreibt …")).to_be_visible()
    assert await scripted.evaluate(TRACES) == CLEAN


@pytest.mark.parametrize("payload", PAYLOADS[::40])
async def test_typed_payload_comes_back_as_text(payload: str, chat: Page) -> None:
    """Through the real server, and once more after a reload."""
    await write(chat, payload)
    own = chat.locator(":is(#log, #history) .is-parent .bubble")
    await expect(own).to_have_text(payload)
    await chat.reload()
    await ready(chat)
    await expect(own).to_have_text(payload)
    assert await chat.evaluate(TRACES) == CLEAN
