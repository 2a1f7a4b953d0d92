# SPDX-License-Identifier: EUPL-1.2
"""Danger is answered by the message itself: before, without and beside the bot (C4–C7, C11)."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from bruecke import safety
from bruecke.storage.tables import conversation
from bruecke.web.keys import TOOLS
from tests.conftest import App, StartApp
from tests.support.bot_double import BotDouble, replying
from tests.support.parent import Parent, Shape, data, until

DANGER = "ich will nicht mehr leben"


async def crises(parent: Parent) -> list[Shape]:
    return [message for message in (await parent.page())["messages"] if message["crisis"]]


async def knows_the_place(parent: Parent) -> bool:
    return bool((await parent.state())["understood"]["place"])


async def flag(app: App) -> str | None:
    rows = await app.application[TOOLS].db.read(lambda c: c.execute(select(conversation.c.danger)).scalars().all())
    return str(rows[0]) if rows[0] else None


async def test_the_reply_is_there_with_the_acknowledgement(app: App, bot: BotDouble) -> None:
    """C4, C7: the bot hangs, and nothing has to be waited for."""
    bot.hang.clear()
    parent = await app.parent()
    await data(await parent.send(DANGER), 201)
    (reply,) = await crises(parent)
    assert (reply["seq"], reply["author"]) == (3, "bot")
    assert reply["text"] == safety.reply("suicide").text
    assert reply["crisis"]["kind"] == "suicide"
    assert "112" in [contact["tel"] for contact in reply["crisis"]["contacts"]]
    assert [choice["value"] for choice in reply["choices"]] == ["human"]


async def test_it_comes_also_without_the_bot(app: App, bot: BotDouble) -> None:
    """C4"""
    await bot.stop()
    parent = await app.parent()
    await data(await parent.send(DANGER), 201)
    assert len(await crises(parent)) == 1


async def test_the_bot_says_nothing_to_it_but_learns(app: App, bot: BotDouble) -> None:
    bot.behave = replying(
        "Wie geht es?", topics=["parent_overload"], place="kamen", open_question="age_months", shown=["elterntelefon"]
    )
    parent = await app.parent()
    await data(await parent.send(DANGER), 201)
    await until(lambda: knows_the_place(parent))
    assert [message["seq"] for message in (await parent.page())["messages"]] == [1, 2, 3]
    await parent.say("danke")
    context = bot.asked[1]["context"]
    assert (context["place"], context["topics"], context["danger"]) == ("kamen", [], True)
    assert (context["open_question"], context["shown"]) == (None, [])


async def test_taking_it_back_does_not_clear_it(app: App, bot: BotDouble) -> None:
    """C6"""
    parent = await app.parent()
    await data(await parent.send(DANGER), 201)
    await parent.say("war nur Spaß")
    assert await flag(app) == "suicide"
    assert bot.asked[-1]["context"]["danger"] is True


async def test_it_is_found_when_split_over_two_messages(app: App) -> None:
    """C5"""
    parent = await app.parent()
    await parent.say("ich bring")
    await data(await parent.send("mich um"), 201)
    assert len(await crises(parent)) == 1


async def test_the_window_survives_a_restart(start_app: StartApp) -> None:
    """C5"""
    before = await start_app()
    parent = await before.parent()
    await parent.say("ich bring")
    parent = Parent((await start_app()).client, parent.begun)
    await data(await parent.send("mich um"), 201)
    assert len(await crises(parent)) == 1


@pytest.mark.parametrize("mode", ["human", "ended"])
async def test_it_is_answered_whoever_has_the_conversation(app: App, mode: str) -> None:
    """C5"""
    parent = await app.parent()
    await app.application[TOOLS].db.write(lambda c: c.execute(update(conversation).values(mode=mode)))
    await data(await parent.send(DANGER), 201)
    assert len(await crises(parent)) == 1


async def test_a_repeated_call_is_answered_once(app: App) -> None:
    """R1"""
    parent = await app.parent()
    for status in (201, 200):
        await data(await parent.send(DANGER, "same"), status)
    assert len(await crises(parent)) == 1


async def test_a_waiting_person_in_danger_moves_up(app: App) -> None:
    """C11"""
    first, second = await app.parent(), await app.parent()
    for parent in (first, second):
        await data(await parent.post("handover", {"consent": True, "share_history": True}), 201)
    await data(await second.send(DANGER), 201)
    positions = [(await parent.state())["handover"]["position"] for parent in (second, first)]
    assert positions == [1, 2]


async def test_who_asks_for_a_person_in_danger_gets_numbers(app: App) -> None:
    """C11"""
    parent = await app.parent()
    await data(await parent.send(DANGER), 201)
    await data(await parent.post("handover", {"consent": True, "share_history": True}), 201)
    told = [message for message in (await parent.page())["messages"] if message["author"] == "system"]
    assert told[0]["crisis"]["contacts"]


async def test_the_words_of_a_button_are_no_danger(app: App) -> None:
    parent = await app.parent()
    for choice in ("topic:domestic_violence", "topic:child_abuse", "topic:grief"):
        await data(await parent.tap(choice), 201)
    assert await crises(parent) == []
