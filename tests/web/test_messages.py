# SPDX-License-Identifier: EUPL-1.2
"""Messages arrive once, in one order, on every way (R1, R3, R4, R6)."""

from __future__ import annotations

import asyncio

from tests.conftest import App, StartApp
from tests.support.bot_double import Asked, BotDouble, replying
from tests.support.parent import Parent, Shape, data, next_message, until


def order(messages: list[Shape]) -> list[int]:
    return [message["seq"] for message in messages]


async def test_many_at_once_get_one_order_without_gaps(app: App) -> None:
    """R3, R6"""
    parent = await app.parent()
    await asyncio.gather(*(parent.send(f"nummer {number}") for number in range(25)))
    messages: list[Shape] = []
    while sum(message["author"] == "bot" for message in messages) < 26:
        messages += (await parent.page(len(messages), wait=20))["messages"]
    assert order(messages) == list(range(1, 52))


async def test_many_with_one_client_id_are_one_message(app: App) -> None:
    """R1"""
    parent = await app.parent()
    answers = await asyncio.gather(*(parent.send("hallo", "same") for _ in range(20)))
    assert sorted(answer.status for answer in answers) == [200] * 19 + [201]
    assert len({(await data(answer, answer.status))["message"]["seq"] for answer in answers}) == 1


async def test_the_bot_gets_one_message_of_a_conversation_at_a_time(app: App, bot: BotDouble) -> None:
    """R6, R11"""
    bot.hang.clear()
    parent = await app.parent()
    for text in ("eins", "zwei", "drei"):
        await data(await parent.send(text), 201)
    bot.hang.set()
    await until(lambda: bot.is_asked(3))
    assert [asked["text"] for asked in bot.asked] == ["eins", "zwei", "drei"]
    assert bot.most_at_once == 1


async def test_other_conversations_do_not_wait(app: App, bot: BotDouble) -> None:
    """R14"""

    def slow_for_one(asked: Asked) -> object:
        if asked["text"] == "langsam":
            bot.hang.clear()
        return replying()(asked)

    bot.behave = slow_for_one
    slow, quick = await app.parent(), await app.parent()
    bot.hang.clear()
    await data(await slow.send("langsam"), 201)
    await until(bot.is_asked)
    assert (await data(await quick.send("schnell"), 201))["message"]["seq"] == 2
    bot.hang.set()


async def test_each_message_carries_the_context_of_the_last(app: App, bot: BotDouble) -> None:
    bot.behave = replying(place="kamen", open_question="age", something_new=[1])
    parent = await app.parent()
    await parent.say("kamen")
    await parent.say("3 monate")
    context = bot.asked[1]["context"]
    assert (context["place"], context["open_question"], context["something_new"]) == ("kamen", "age", [1])


async def test_the_server_names_the_conversation_to_the_bot(app: App, bot: BotDouble) -> None:
    """S6"""
    parent = await app.parent()
    await parent.say("hallo")
    assert bot.asked[0]["sender"] == parent.id


async def test_a_long_poll_ends_with_the_answer(app: App, bot: BotDouble) -> None:
    bot.hang.clear()
    parent = await app.parent()
    sent = await data(await parent.send("hallo"), 201)
    waiting = asyncio.create_task(parent.page(sent["message"]["seq"], wait=20))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    bot.hang.set()
    assert order((await waiting)["messages"]) == [3]


async def test_a_long_poll_ends_in_time_with_the_state(app: App) -> None:
    parent = await app.parent()
    page = await parent.page(1, wait=0.05)
    assert (page["messages"], page["state"]["mode"]) == ([], "bot")


async def test_a_long_poll_ends_when_the_state_changes(app: App) -> None:
    parent = await app.parent()
    waiting = asyncio.create_task(parent.page(1, wait=20))
    await asyncio.sleep(0.05)
    await data(await parent.post("handover", {"consent": True, "share_history": False}), 201)
    assert (await waiting)["state"]["handover"]["status"] == "requested"


async def test_what_was_said_is_shown_again_with_the_offers_of_then(app: App, bot: BotDouble) -> None:
    bot.behave = replying("Hier:", offers=[{"id": "elterntelefon", "why": "weil es passt"}])
    parent = await app.parent()
    (answer,) = await parent.say("hilfe")
    again = (await parent.page())["messages"][-1]
    assert again == answer


async def test_a_restart_answers_what_was_open(start_app: StartApp, bot: BotDouble) -> None:
    """R2, R21"""
    bot.hang.clear()
    before = await start_app()
    parent = await before.parent()
    await data(await parent.send("noch offen"), 201)
    await until(bot.is_asked)
    after = await start_app()
    bot.hang.set()
    parent = Parent(after.client, parent.begun)
    page = await parent.page(2, wait=20)
    assert [message["text"] for message in page["messages"]] == ["Gern."]


async def test_text_is_stored_as_people_wrote_it(app: App) -> None:
    parent = await app.parent()
    text = "  Ich heiße\r\nAyşe \U0001f469\u200d\U0001f467 \x1b[31m/restart <b>\u0000 u\u0308  "
    sent = (await data(await parent.send(text), 201))["message"]
    assert sent["text"] == "Ich heiße\nAyşe \U0001f469\u200d\U0001f467 [31m/restart <b> ü"


async def test_lone_surrogates_do_no_harm(app: App) -> None:
    parent = await app.parent()
    body = b'{"client_id": "x", "text": "a\\ud800b"}'
    headers = {**parent.headers, "Content-Type": "application/json"}
    response = await app.client.post(f"{parent.path}/messages", data=body, headers=headers)
    assert response.status in {201, 400}


async def test_two_windows_see_the_same(app: App) -> None:
    parent = await app.parent()
    async with parent.socket(1) as one, parent.socket(1) as two:
        await parent.say("hallo")
        seen = [[await next_message(window) for _ in range(2)] for window in (one, two)]
    assert seen[0] == seen[1]
    assert order(seen[0]) == [2, 3]
