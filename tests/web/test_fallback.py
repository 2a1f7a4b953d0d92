# SPDX-License-Identifier: EUPL-1.2
"""The bot is late, wrong or gone: the parent gets a plain word, offers, a telephone, a person (R10, design 4.5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bruecke.conversation import fallback
from bruecke.conversation.texts import load
from tests.conftest import App, StartApp
from tests.support.bot_double import BotDouble, replying
from tests.support.parent import Shape, data

Break = Callable[[BotDouble], Awaitable[None]]


async def gone(bot: BotDouble) -> None:
    await bot.stop()


async def slow(bot: BotDouble) -> None:
    bot.hang.clear()


async def status_500(bot: BotDouble) -> None:
    bot.status = 500


async def no_json(bot: BotDouble) -> None:
    bot.raw = b"<html>"


async def nothing(bot: BotDouble) -> None:
    """Trap 0.4: 200 with nothing in it."""
    bot.raw = b"[]"


async def no_replies(bot: BotDouble) -> None:
    bot.behave = lambda asked: {**replying()(asked), "replies": []}


async def an_empty_reply(bot: BotDouble) -> None:
    bot.behave = replying(" ")


async def another_shape(bot: BotDouble) -> None:
    bot.behave = replying("Hallo", place=["kamen"])


FAULTS = [gone, slow, status_500, no_json, nothing, no_replies, an_empty_reply, another_shape]


@pytest.fixture
async def app(start_app: StartApp) -> App:
    return await start_app(bot_timeout="0.3")


def is_fallback(answer: Shape) -> bool:
    return answer["text"] in {load().fallback.found, load().fallback.nothing}


@pytest.mark.parametrize("fault", FAULTS)
async def test_every_fault_gets_a_plain_answer(app: App, bot: BotDouble, fault: Break) -> None:
    """R10"""
    await fault(bot)
    parent = await app.parent()
    (answer,) = await parent.say("ich suche eine kita in unna")
    assert is_fallback(answer)
    assert "human" in [choice["value"] for choice in answer["choices"]]
    assert 1 <= len(answer["offers"]) <= 3
    assert any(offer["phone"] for offer in answer["offers"])


async def test_it_searches_by_words_and_place(app: App, bot: BotDouble) -> None:
    await bot.stop()
    parent = await app.parent()
    (answer,) = await parent.say("wir haben schulden, wir wohnen in kamen")
    assert answer["text"] == load().fallback.found
    assert any("debt" in offer["topics"] for offer in answer["offers"])
    assert (await parent.state())["understood"]["place"] == "kamen"


async def test_what_was_said_meanwhile_is_not_lost(app: App, bot: BotDouble) -> None:
    await bot.stop()
    parent = await app.parent()
    await parent.say("wir wohnen in kamen")
    await bot.start()
    await parent.say("bist du wieder da?")
    assert bot.asked[0]["context"]["place"] == "kamen"


async def test_waiting_messages_share_one_answer(app: App, bot: BotDouble) -> None:
    """Nobody waits for the time-out twice."""
    bot.hang.clear()
    parent = await app.parent()
    for text in ("eins", "zwei", "drei"):
        sent = await data(await parent.send(text), 201)
    page = await parent.page(sent["message"]["seq"], wait=20)
    assert len(page["messages"]) == 1
    assert len(bot.asked) == 1


async def test_words_count_before_topics_of_before(app: App, bot: BotDouble) -> None:
    bot.behave = replying(topics=["grief"], place="unna")
    parent = await app.parent()
    await parent.say("mein vater ist gestorben")
    await bot.stop()
    (by_words,) = await parent.say("und jetzt brauche ich eine kita")
    (by_topic,) = await parent.say("danke")
    assert any("childcare" in offer["topics"] for offer in by_words["offers"])
    assert any("grief" in offer["topics"] for offer in by_topic["offers"])


async def test_a_short_answer_to_the_open_question_is_understood(app: App, bot: BotDouble) -> None:
    bot.behave = replying("Wie alt?", open_question="age_months")
    parent = await app.parent()
    await parent.say("kita in unna")
    await bot.stop()
    await parent.say("3")
    assert (await parent.state())["understood"]["age_months"] == 36


async def test_more_offers_are_other_offers(app: App, bot: BotDouble) -> None:
    await bot.stop()
    parent = await app.parent()
    (first,) = await parent.say("kita in unna")
    (second,) = await parent.choose("more")
    found = {offer["id"] for offer in first["offers"]} - set(load().fallback.hotlines)
    assert not found & {offer["id"] for offer in second["offers"]}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("forget:place", {"topics": ["debt"], "place": None, "age_months": 3}),
        ("forget:age", {"topics": ["debt"], "place": "kamen", "age_months": None}),
        ("forget:topic:debt", {"topics": [], "place": "kamen", "age_months": 3}),
        ("restart", {"topics": [], "place": None, "age_months": None}),
        ("place:unna", {"topics": ["debt"], "place": "unna", "age_months": 3}),
        ("age:24", {"topics": ["debt"], "place": "kamen", "age_months": 24}),
        ("topic:grief", {"topics": ["grief"], "place": "kamen", "age_months": 3}),
    ],
)
async def test_buttons_work_without_the_bot(app: App, bot: BotDouble, choice: str, expected: Shape) -> None:
    bot.behave = replying(topics=["debt"], place="kamen", age_months=3)
    parent = await app.parent()
    await parent.say("schulden")
    await bot.stop()
    (answer,) = await parent.choose(choice)
    assert answer["text"]
    assert (await parent.state())["understood"] == expected


async def test_a_fault_of_ours_does_not_silence_a_conversation(
    app: App, bot: BotDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("bruecke.conversation.answer.present", broken)
    parent = await app.parent()
    (answer,) = await parent.say("hallo")
    assert answer["text"] == fallback.bare(load()).text
    monkeypatch.undo()
    (answer,) = await parent.say("und jetzt?")
    assert answer["text"] == "Gern."


async def test_even_a_fault_of_the_fallback_is_answered(
    app: App, bot: BotDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.stop()
    monkeypatch.setattr("bruecke.conversation.fallback.find_age", None)
    parent = await app.parent()
    for text in ("hallo", "ist da jemand"):
        (answer,) = await parent.say(text)
        assert answer["text"] == fallback.bare(load()).text


async def test_the_bot_comes_back_by_itself(app: App, bot: BotDouble) -> None:
    parent = await app.parent()
    await parent.say("vorher")
    await bot.stop()
    await parent.say("dazwischen")
    await bot.start()
    (answer,) = await parent.say("nachher")
    assert answer["text"] == "Gern."
