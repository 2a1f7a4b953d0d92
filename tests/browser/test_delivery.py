# SPDX-License-Identifier: EUPL-1.2
"""Nothing that was written is lost, doubled or silently stuck (R1, R4–R6, R9)."""

from __future__ import annotations

from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenPage, ready
from tests.browser.script import EMPTY_NUMBER, Script, converse, fail, too_many, write


def own(page: Page) -> Locator:
    return page.locator(":is(#log, #history) .is-parent .bubble")


async def stay_silent(_route: Route) -> None:
    """Never an answer."""


async def test_undelivered_is_visible_with_a_way_on(scripted: Page, script: Script) -> None:  # R9
    script.refuse = fail
    await write(scripted, "Ist da jemand?")
    await expect(scripted.locator("#outbox")).to_contain_text("Nicht gesendet.")
    await expect(scripted.get_by_role("button", name="Erneut senden")).to_be_visible()
    await expect(scripted.locator("#notice").get_by_role("link")).to_have_attribute("href", "tel:08000000000")
    await expect(scripted.locator("#notice")).to_contain_text(EMPTY_NUMBER)


async def test_silent_server_is_given_up_within_ten_seconds(open_scripted: OpenPage, script: Script) -> None:  # R9
    page = await open_scripted()
    await page.clock.install()
    script.refuse = stay_silent
    await write(page, "Ist da jemand?")
    await expect(page.locator("#outbox")).to_contain_text("Ihr Text ist unterwegs …")
    await page.clock.fast_forward(9000)
    await expect(page.get_by_role("button", name="Erneut senden")).to_be_visible()


async def test_sending_again_stores_it_once(scripted: Page, script: Script) -> None:  # R1, R9
    await converse(scripted)

    async def store_but_stay_silent(route: Route) -> None:
        body = route.request.post_data_json
        script.sent.append({**body, "message": script.store(body["text"], "parent")})
        await route.abort()

    script.refuse = store_but_stay_silent
    await write(scripted, "Nur einmal")
    await expect(scripted.get_by_role("button", name="Erneut senden")).to_be_visible()
    script.refuse = None
    await scripted.get_by_role("button", name="Erneut senden").click()
    await expect(own(scripted)).to_have_text(["hallo", "Nur einmal"])
    await expect(scripted.locator("#outbox li")).to_have_count(0)


async def test_undelivered_survives_a_reload(scripted: Page, script: Script) -> None:  # R9
    script.refuse = fail
    await write(scripted, "Erstens")
    await write(scripted, "Zweitens")
    await expect(scripted.get_by_role("button", name="Erneut senden")).to_have_count(2)
    script.refuse = None
    await scripted.reload()
    await expect(own(scripted)).to_have_text(["Erstens", "Zweitens"])  # R6: in the order written


async def test_draft_survives_a_reload(scripted: Page) -> None:  # R9
    await scripted.get_by_label("Ihre Nachricht").fill("Halb geschrieben")
    await scripted.reload()
    await ready(scripted)
    await expect(scripted.get_by_label("Ihre Nachricht")).to_have_value("Halb geschrieben")


async def test_second_message_waits_for_the_first(scripted: Page, script: Script) -> None:  # R6
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    await converse(scripted)
    script.refuse = hold
    await write(scripted, "Erstens")
    await write(scripted, "Zweitens")
    await expect(scripted.locator("#outbox li")).to_have_count(2)
    assert len(held) == 1
    script.refuse = None
    await held[0].abort()
    await scripted.get_by_role("button", name="Erneut senden").first.click()
    await expect(own(scripted)).to_have_text(["hallo", "Erstens", "Zweitens"])


async def test_limit_is_said_and_waited_for(open_scripted: OpenPage, script: Script) -> None:
    page = await open_scripted()
    await page.clock.install()
    script.refuse = too_many
    await write(page, "hallo")
    await expect(page.get_by_text("Das waren viele Nachrichten.")).to_be_visible()
    script.refuse = None
    await page.clock.fast_forward(30_000)
    await expect(own(page)).to_have_text(["hallo"])


async def test_refused_text_comes_back_into_the_input(scripted: Page, script: Script) -> None:  # A15
    async def refuse(route: Route) -> None:
        error = {"error": {"code": "text_too_long", "message": "Der Text ist zu lang."}}
        await route.fulfill(status=413, json=error)

    await converse(scripted)
    script.refuse = refuse
    await write(scripted, "Ein langer Text")
    await expect(scripted.get_by_role("alert").filter(has_text="Der Text ist zu lang.")).to_be_visible()
    await expect(scripted.get_by_label("Ihre Nachricht")).to_have_value("Ein langer Text")


async def test_missed_messages_and_state_come_after_a_break(scripted: Page, script: Script) -> None:  # R4, R5
    await converse(scripted)
    await script.go_down()
    await expect(scripted.get_by_text("Keine Verbindung.")).to_be_visible()
    script.store("Während der Pause.", "counsellor")
    script.state["mode"] = "human"
    script.is_down = False
    await expect(scripted.get_by_role("log")).to_contain_text("Während der Pause.")
    await expect(scripted.get_by_text("Sie schreiben mit Frau Beispiel.")).to_be_visible()


async def test_chat_works_where_sockets_do_not(open_scripted: OpenPage, script: Script) -> None:  # long poll
    script.has_sockets = False
    page = await open_scripted()
    await converse(page)
    await script.say("Über den Umweg.")
    await expect(page.get_by_role("log")).to_contain_text("Über den Umweg.")


async def test_page_that_slept_catches_up(scripted: Page, script: Script) -> None:  # R4
    await converse(scripted)
    script.store("Im Schlaf.")
    await scripted.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(scripted.get_by_role("log")).to_contain_text("Im Schlaf.")


async def test_vanished_conversation_offers_a_new_one(scripted: Page, script: Script) -> None:
    await converse(scripted)

    async def gone(route: Route) -> None:
        error = {"error": {"code": "no_conversation", "message": "Dieses Gespräch gibt es nicht mehr."}}
        await route.fulfill(status=404, json=error)

    script.refuse = gone
    await write(scripted, "Noch da?")
    await expect(scripted.get_by_role("heading", name="Dieses Gespräch gibt es nicht mehr.")).to_be_visible()
    script.refuse = None
    await scripted.get_by_role("button", name="Neues Gespräch").click()
    await expect(scripted.get_by_role("heading", name="Guten Tag.")).to_be_focused()


async def test_text_written_before_the_script_is_kept(open_scripted: OpenPage, script: Script) -> None:  # A15
    page = await open_scripted("/demo")
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    await page.context.route("**/texts.de.json", hold)
    async with page.expect_request("**/texts.de.json"):
        await page.goto(page.url.replace("/demo", "/chat"))
    await page.get_by_label("Ihre Nachricht").fill("Schon geschrieben")
    await page.context.unroute("**/texts.de.json")
    await held[0].continue_()
    await ready(page)
    await expect(page.get_by_label("Ihre Nachricht")).to_have_value("Schon geschrieben")


async def test_two_tabs_show_the_same_conversation(chat: Page) -> None:
    async with chat.context.expect_page() as opening:
        await converse(chat, "Wir suchen einen Kita-Platz in Kamen.")
        await chat.evaluate("window.open(location.href)")  # the new tab inherits this tab's storage
    other = await opening.value
    await expect(own(other)).to_have_text(["Wir suchen einen Kita-Platz in Kamen."])
    await converse(other, "Danke.")
    await expect(own(chat)).to_have_text(["Wir suchen einen Kita-Platz in Kamen.", "Danke."])


async def test_reload_shows_everything_once(chat: Page) -> None:
    numbers = "all => all.map((one) => Number(one.dataset.seq))"
    await converse(chat, "Wir suchen einen Kita-Platz in Kamen.")
    await expect(chat.locator(".offer").first).to_be_visible()
    before = await chat.locator("[data-seq]").evaluate_all(numbers)
    await chat.reload()
    await expect(chat.locator(".offer").first).to_be_visible()
    after = await chat.locator("[data-seq]").evaluate_all(numbers)
    assert after[: len(before)] == before
    assert after == list(range(1, len(after) + 1))
