# SPDX-License-Identifier: EUPL-1.2
"""A conversation begins: a key, a first message, nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bruecke.conversation import changes
from bruecke.conversation.access import Key, hashed, new_key
from bruecke.conversation.bot import Context
from bruecke.conversation.choices import topic_choices
from bruecke.conversation.errors import Reason, Refusal
from bruecke.conversation.state import shown, state_of
from bruecke.conversation.texts import Texts
from bruecke.conversation.tools import Tools
from bruecke.storage import conversation, message
from bruecke.storage.conversation import Conversation
from bruecke.storage.message import Message


async def start(tools: Tools, place: str | None, language: str) -> dict[str, Any]:
    """Begin a conversation. It greets by itself, also before the bot is ready.

    :param place: a place id that the page already knows (``/chat?place=``).
    :returns: id, token (told only here), state and the greeting.
    :raises Refusal: unknown_place.
    """
    catalogue = tools.catalogue.current()
    if place is not None and place not in catalogue.places:
        raise Refusal(Reason.UNKNOWN_PLACE)
    key, now = new_key(), tools.clock()
    context = Context(place=place).model_dump()
    greeting = _greeting(key, tools.texts, now)
    state = await tools.db.write(_store, key, language, context, greeting, now)
    tools.meter.count("conversation")
    return {
        "id": key.conversation_id,
        "token": key.token,
        "state": state,
        "messages": [shown(greeting, catalogue, now)],
    }


def _greeting(key: Key, texts: Texts, now: datetime) -> Message:
    choices = topic_choices(texts.greeting.topics)
    return Message(key.conversation_id, 1, "bot", texts.names.bot, texts.greeting.text, now, choices=choices)


def _store(
    connection: Connection, key: Key, language: str, context: dict[str, Any], greeting: Message, now: datetime
) -> dict[str, Any]:
    mode = changes.started(connection, key.conversation_id, "parent", now)
    new = Conversation(
        id=key.conversation_id,
        token_hash=hashed(key.token),
        mode=mode,
        language=language,
        context=context,
        danger=None,
        last_seq=greeting.seq,
        parent_seq=0,
        answered_seq=0,
    )
    conversation.add(connection, new, now)
    message.add(connection, [greeting])
    return state_of(connection, new)
