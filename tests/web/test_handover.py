# SPDX-License-Identifier: EUPL-1.2
"""Asking for a person: with consent, honest, and the bot keeps helping (P6, C11)."""

from __future__ import annotations

from sqlalchemy import select, update

from bruecke.conversation.texts import load
from bruecke.storage import change
from bruecke.storage.tables import conversation, handover
from bruecke.web.keys import TOOLS
from tests.conftest import App
from tests.support.parent import Parent, data, next_message, refused

YES = {"consent": True, "share_history": False}


async def steps(app: App, parent: Parent) -> list[tuple[str, str, str | None, str]]:
    log = await app.application[TOOLS].db.read(change.of_conversation, parent.id)
    return [(step.machine, step.event, step.from_state, step.to_state) for step in log]


async def test_it_is_said_at_once_that_nobody_is_there(app: App) -> None:
    """C11"""
    parent = await app.parent()
    await data(await parent.post("handover", YES), 201)
    told = (await parent.page())["messages"][-1]
    assert (told["author"], told["text"]) == ("system", load().handover.requested)
    assert any(offer["phone"] for offer in told["offers"])


async def test_the_bot_keeps_helping(app: App) -> None:
    parent = await app.parent()
    await data(await parent.post("handover", YES), 201)
    assert [answer["text"] for answer in await parent.say("noch da?")] == ["Gern."]


async def test_asking_twice_is_asking_once(app: App) -> None:
    parent = await app.parent()
    first = await data(await parent.post("handover", YES), 201)
    assert await data(await parent.post("handover", YES), 200) == first
    assert len((await parent.page())["messages"]) == 2


async def test_the_queue_has_an_order_and_moves(app: App) -> None:
    one, two = await app.parent(), await app.parent()
    for parent in (one, two):
        await data(await parent.post("handover", YES), 201)
    assert (await two.state())["handover"]["position"] == 2
    async with two.socket(10**6) as socket:
        await socket.receive_json()
        await data(await one.delete("handover"))
        event = await socket.receive_json(timeout=10)
    assert event["state"]["handover"]["position"] == 1


async def test_taking_it_back_deletes_the_note(app: App) -> None:
    """P6"""
    parent = await app.parent()
    await data(await parent.post("handover", {**YES, "note": "nur für sie"}), 201)
    state = (await data(await parent.delete("handover")))["state"]
    assert state["handover"] == {"status": "withdrawn", "position": None, "expected": None}
    notes = await app.application[TOOLS].db.read(lambda c: c.execute(select(handover.c.note)).scalars().all())
    assert list(notes) == [None]


async def test_taking_it_back_twice_changes_nothing(app: App) -> None:
    parent = await app.parent()
    await data(await parent.post("handover", YES), 201)
    first = await data(await parent.delete("handover"))
    assert await data(await parent.delete("handover")) == first


async def test_there_is_nothing_to_take_back_at_first(app: App) -> None:
    parent = await app.parent()
    await refused(await parent.delete("handover"), 404, "no_handover")


async def test_what_is_over_cannot_be_taken_back(app: App) -> None:
    parent = await app.parent()
    await data(await parent.post("handover", YES), 201)
    await app.application[TOOLS].db.write(lambda c: c.execute(update(handover).values(status="closed")))
    await refused(await parent.delete("handover"), 409, "not_possible_now")


async def test_consent_taken_back_ends_the_talk_with_the_person(app: App) -> None:
    """P6"""
    parent = await app.parent()
    await data(await parent.post("handover", YES), 201)
    db = app.application[TOOLS].db
    await db.write(lambda c: c.execute(update(handover).values(status="accepted")))
    await db.write(lambda c: c.execute(update(conversation).values(mode="human")))
    state = (await data(await parent.delete("handover")))["state"]
    assert (state["mode"], state["handover"]["status"]) == ("bot", "withdrawn")


async def test_while_a_person_has_it_the_bot_is_silent(app: App) -> None:
    parent = await app.parent()
    await app.application[TOOLS].db.write(lambda c: c.execute(update(conversation).values(mode="human")))
    async with parent.socket(1) as socket:
        await data(await parent.send("hallo frau beraterin"), 201)
        assert (await next_message(socket))["author"] == "parent"
        await data(await parent.post("handover", YES), 201)
        assert (await next_message(socket))["author"] == "system"


async def test_every_step_is_written_down(app: App) -> None:
    parent = await app.parent()
    await data(await parent.post("handover", YES), 201)
    await data(await parent.delete("handover"))
    await data(await parent.post("handover", YES), 201)
    assert await steps(app, parent) == [
        ("mode", "start", None, "bot"),
        ("handover", "request", None, "requested"),
        ("handover", "withdraw", "requested", "withdrawn"),
        ("handover", "request", None, "requested"),
    ]


async def test_writing_reopens_what_had_ended(app: App) -> None:
    parent = await app.parent()
    await app.application[TOOLS].db.write(lambda c: c.execute(update(conversation).values(mode="ended")))
    assert [answer["text"] for answer in await parent.say("ich bin wieder da")] == ["Gern."]
    assert ("mode", "reopen", "ended", "bot") in await steps(app, parent)
