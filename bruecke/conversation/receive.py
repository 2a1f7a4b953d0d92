# SPDX-License-Identifier: EUPL-1.2
"""A parent's message arrives. Message, danger and the reply to danger are one transaction (R1–R3, C4–C6)."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from bruecke import safety
from bruecke.catalogue import Catalogue
from bruecke.conversation import answer, changes
from bruecke.conversation.access import Key, access
from bruecke.conversation.answer import Waiting
from bruecke.conversation.choices import human_choice, label_of
from bruecke.conversation.clean import message_text
from bruecke.conversation.state import shown
from bruecke.conversation.texts import Texts
from bruecke.conversation.tools import Tools
from bruecke.storage import conversation, handover, message
from bruecke.storage.conversation import Conversation
from bruecke.storage.message import Message

log = logging.getLogger(__name__)

WINDOW = 2  # earlier messages of the parent that are read with a new one: danger may be split


class Said(NamedTuple):
    """What the parent sent: a typed text, or the value of a tapped choice."""

    client_id: str
    text: str | None
    choice: str | None


class Stored(NamedTuple):
    """The outcome; ``is_new`` is False when this ``client_id`` was stored before."""

    message: Message
    is_new: bool
    conversation: Conversation
    was_answered: bool  # nothing before this message waits for the bot


async def receive(tools: Tools, key: Key, said: Said) -> tuple[dict[str, Any], bool]:
    """Store what the parent said; when this returns, it is on the disk (R2). The answer follows by itself.

    :returns: the message, and whether it is new: the same ``client_id`` again gives the first message again (R1).
    :raises Refusal: empty_text, text_too_long, unknown_choice, no_conversation.
    """
    if said.text is not None:
        said = said._replace(text=message_text(said.text))
    catalogue, now = tools.catalogue.current(), tools.clock()
    stored = await tools.db.write(_store, key, said, catalogue, tools.texts, now)
    if stored.is_new:
        _announce(tools, key, stored)
    return shown(stored.message, catalogue, now), stored.is_new


def _announce(tools: Tools, key: Key, stored: Stored) -> None:
    tools.listeners.wake(key.conversation_id)
    tools.meter.count("message", "choice" if stored.message.choice else "text")
    if danger := stored.message.danger:
        tools.meter.count("danger", danger)
        log.info("danger was answered", extra={"kind": danger})
    if stored.conversation.mode == "bot":
        waiting = Waiting(stored.conversation, [stored.message]) if stored.was_answered else None
        answer.soon(tools, key.conversation_id, waiting)


def _store(connection: Connection, key: Key, said: Said, catalogue: Catalogue, texts: Texts, now: datetime) -> Stored:
    of = access(connection, key, to_change=True)
    if earlier := message.by_client_id(connection, of.id, said.client_id):
        return Stored(earlier, False, of, False)
    if of.mode == "ended":
        of = changes.move_mode(connection, of, "reopen", "parent", now)
    was_answered, seq = of.answered_seq >= of.parent_seq, of.last_seq + 1
    text = said.text or label_of(connection, of.id, said.choice or "", catalogue, texts)
    danger = _danger(connection, of, said.text)
    new = Message(
        of.id, seq, "parent", texts.names.parent, text, now,
        client_id=said.client_id, choice=said.choice, danger=danger,
    )  # fmt: skip
    replies = [_crisis_reply(new, danger, catalogue, texts)] if danger else []
    message.add(connection, [new, *replies])
    of = of._replace(last_seq=seq + len(replies), parent_seq=seq)
    if danger:
        of = of._replace(danger=danger)
        _hurry(connection, of.id)
    conversation.received(connection, of, now)
    return Stored(new, True, of, was_answered)


def _danger(connection: Connection, of: Conversation, text: str | None) -> str | None:
    """The kind of danger in a typed text, read with the messages before it. A button's words are our own."""
    if text is None:
        return None
    found = safety.detect(text, message.typed(connection, of.id, WINDOW))
    return found.kind if found else None


def _crisis_reply(to: Message, kind: str, catalogue: Catalogue, texts: Texts) -> Message:
    """Fixed words and numbers (C7, C10), said by the program also while a person has the conversation (C5)."""
    return Message(
        to.conversation_id,
        to.seq + 1,
        "bot",
        texts.names.bot,
        safety.reply(kind).text,
        to.at,
        choices=[human_choice(texts)],
        crisis={"kind": kind, "contacts": catalogue.crisis_contacts(kind)},
    )


def _hurry(connection: Connection, conversation_id: str) -> None:
    """Who is in danger waits before all others (C11)."""
    latest = handover.latest(connection, conversation_id)
    if latest and latest.status == "requested":
        handover.set_urgent(connection, latest.id)
