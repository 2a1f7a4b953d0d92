# SPDX-License-Identifier: EUPL-1.2
"""The bot's answer to a parent's message: asked for, stored if the bot still has the conversation, then announced."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from bruecke.conversation import fallback
from bruecke.conversation.bot import BotUnavailable, Context
from bruecke.conversation.draft import Draft
from bruecke.conversation.state import present
from bruecke.conversation.tools import Tools
from bruecke.storage import conversation, message
from bruecke.storage.conversation import Conversation
from bruecke.storage.message import Message

log = logging.getLogger(__name__)


class Waiting(NamedTuple):
    """A conversation and the parent's messages in it that nobody answered yet."""

    conversation: Conversation
    questions: list[Message]


class Outcome(NamedTuple):
    """Answers all questions up to ``seq``; ``understanding`` belongs to the message with this number."""

    seq: int
    drafts: list[Draft]
    context: dict[str, Any]
    understanding: dict[str, Any] | None


def soon(tools: Tools, conversation_id: str, waiting: Waiting | None = None) -> None:
    """Have the bot answer what is unanswered, one message after the other.

    :param waiting: what is, if the caller knows it.
    """
    tools.turns.take(conversation_id, partial(_answer, tools, conversation_id), waiting)


async def resume(tools: Tools) -> None:
    """After a start: answer what an earlier process did not get to (R2)."""
    for conversation_id in await tools.db.read(conversation.unanswered):
        soon(tools, conversation_id)


async def _answer(tools: Tools, conversation_id: str, waiting: Waiting | None) -> None:
    waiting = waiting or await tools.db.read(_look, conversation_id)
    while waiting:
        if not waiting.questions[0].danger:  # there the fixed reply stands already, and nobody writes
            tools.listeners.wake(conversation_id, typing="bot")
        outcome = await _outcome(tools, waiting)
        waiting = await tools.db.write(_store, conversation_id, outcome, tools.texts.names.bot, tools.clock())
        tools.listeners.wake(conversation_id)


def _look(connection: Connection, conversation_id: str) -> Waiting | None:
    of = conversation.find(connection, conversation_id)
    return _waiting(connection, of) if of else None


def _waiting(connection: Connection, of: Conversation) -> Waiting | None:
    if of.mode != "bot" or of.answered_seq >= of.parent_seq:
        return None
    return Waiting(of, message.questions_after(connection, of.id, of.answered_seq))


async def _outcome(tools: Tools, waiting: Waiting) -> Outcome:
    try:
        return await _ask_or_search(tools, waiting)
    except Exception:
        # A fault in one message must not silence the conversation for good.
        log.exception("an answer failed")
        tools.meter.count("fallback", "fault")
        last = waiting.questions[-1]
        drafts = [] if last.danger else [fallback.bare(tools.texts)]
        return Outcome(last.seq, drafts, waiting.conversation.context, None)


async def _ask_or_search(tools: Tools, waiting: Waiting) -> Outcome:
    started = perf_counter()
    try:
        outcome = await _ask_bot(tools, waiting)
        tools.meter.took("bot", perf_counter() - started)
    except BotUnavailable as error:
        log.warning("the bot did not answer", extra={"reason": str(error)})
        tools.meter.count("fallback", str(error))
        outcome = await _without_bot(tools, waiting)
    return outcome


async def _ask_bot(tools: Tools, waiting: Waiting) -> Outcome:
    of, question = waiting.conversation, waiting.questions[0]
    context = {**of.context, "danger": of.danger is not None}
    text = None if question.choice else question.text
    answer = await tools.bot.answer(of.id, text, question.choice, context)
    understanding = answer.understanding.model_dump()
    if question.danger:
        return Outcome(question.seq, [], _quietly(of.context, answer.context), understanding)
    catalogue, now = tools.catalogue.current(), tools.clock()
    drafts = [
        Draft(
            reply.text,
            [choice.model_dump() for choice in reply.choices],
            present([(offer.id, offer.why) for offer in reply.offers], catalogue, now),
        )
        for reply in answer.replies
    ]
    return Outcome(question.seq, drafts, answer.context.model_dump(), understanding)


def _quietly(before: dict[str, Any], after: Context) -> dict[str, Any]:
    """After danger the fixed reply stands. Place and age are kept; a topic is not: danger is not a topic, and what
    the bot wanted to say and ask about one is not said.
    """
    understood = after.model_dump(include={"place", "place_text", "age_months"})
    return {**before, **understood, "danger": True}


async def _without_bot(tools: Tools, waiting: Waiting) -> Outcome:
    """One plain answer to all that waits by now, so that no second message waits for the bot's time-out again (R10)."""
    by_now = await tools.db.read(_look, waiting.conversation.id)
    of, questions = by_now or waiting
    last = questions[-1]
    drafts, context = await asyncio.to_thread(
        fallback.answer, questions, of.context, tools.catalogue.current(), tools.texts, tools.clock()
    )
    return Outcome(last.seq, [] if last.danger else drafts, context, None)


def _store(connection: Connection, conversation_id: str, outcome: Outcome, name: str, now: datetime) -> Waiting | None:
    """Store the answer; what is to be answered next, if anything."""
    of = conversation.lock(connection, conversation_id)
    if of is None:  # erased while the bot was thinking
        return None
    if outcome.understanding is not None:
        message.set_understanding(connection, of.id, outcome.seq, outcome.understanding)
    drafts = outcome.drafts if of.mode == "bot" else []
    if drafts:
        message.add(connection, [draft.message(of, number, name, now) for number, draft in enumerate(drafts, 1)])
    of = of._replace(
        last_seq=of.last_seq + len(drafts),
        answered_seq=max(of.answered_seq, outcome.seq),
        context=outcome.context,
    )
    conversation.answered(connection, of, now)
    return _waiting(connection, of)
