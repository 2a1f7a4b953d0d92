# SPDX-License-Identifier: EUPL-1.2
"""Rows of ``conversation``: read, moved forward, deleted. Whose it is and what may happen: `bruecke.conversation`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bruecke.storage.tables import conversation


class Conversation(NamedTuple):
    """One conversation as it stands; the fields are the columns of `tables.conversation`."""

    id: str
    token_hash: bytes
    mode: str
    language: str
    context: dict[str, Any]
    danger: str | None
    last_seq: int
    parent_seq: int
    answered_seq: int


_COLUMNS = [conversation.c[name] for name in Conversation._fields]
_ID = conversation.c.id == bindparam("conversation_id")
_FIND = select(*_COLUMNS).where(_ID)
_LOCK = _FIND.with_for_update()
_INSERT = insert(conversation)
_RECEIVED = (
    update(conversation)
    .where(_ID)
    .values({name: bindparam(name) for name in ("last_seq", "parent_seq", "danger", "active_at")})
)
_ANSWERED = (
    update(conversation)
    .where(_ID)
    .values({name: bindparam(name) for name in ("last_seq", "answered_seq", "context", "active_at")})
)
_SPOKEN = update(conversation).where(_ID).values(last_seq=bindparam("last_seq"), active_at=bindparam("active_at"))
_MODE = (
    update(conversation)
    .where(_ID, conversation.c.mode == bindparam("from_mode"))
    .values(mode=bindparam("to_mode"), answered_seq=conversation.c.parent_seq)
)
_UNANSWERED = (
    select(conversation.c.id)
    .where(conversation.c.mode == "bot", conversation.c.answered_seq < conversation.c.parent_seq)
    .order_by(conversation.c.active_at)
)
_IDLE = select(conversation.c.id).where(conversation.c.active_at < bindparam("before")).limit(bindparam("most"))
_DELETE = delete(conversation).where(_ID)


def find(connection: Connection, conversation_id: str) -> Conversation | None:
    """The conversation, or None."""
    row = connection.execute(_FIND, {"conversation_id": conversation_id}).one_or_none()
    return Conversation(*row) if row else None


def lock(connection: Connection, conversation_id: str) -> Conversation | None:
    """Like `find`, and nobody else changes it until this transaction ends."""
    row = connection.execute(_LOCK, {"conversation_id": conversation_id}).one_or_none()
    return Conversation(*row) if row else None


def add(connection: Connection, new: Conversation, at: datetime) -> None:
    """Store a new conversation."""
    connection.execute(_INSERT, {**new._asdict(), "created_at": at, "active_at": at})


def received(connection: Connection, now: Conversation, at: datetime) -> None:
    """Note a message of the parent: its place in the order, and the danger seen so far."""
    connection.execute(
        _RECEIVED,
        {
            "conversation_id": now.id,
            "last_seq": now.last_seq,
            "parent_seq": now.parent_seq,
            "danger": now.danger,
            "active_at": at,
        },
    )


def answered(connection: Connection, now: Conversation, at: datetime) -> None:
    """Note that the parent's messages up to ``answered_seq`` are answered, and what the bot knows since."""
    connection.execute(
        _ANSWERED,
        {
            "conversation_id": now.id,
            "last_seq": now.last_seq,
            "answered_seq": now.answered_seq,
            "context": now.context,
            "active_at": at,
        },
    )


def spoken(connection: Connection, now: Conversation, at: datetime) -> None:
    """Note a message that is neither the parent's nor an answer."""
    connection.execute(_SPOKEN, {"conversation_id": now.id, "last_seq": now.last_seq, "active_at": at})


def set_mode(connection: Connection, conversation_id: str, from_mode: str, to_mode: str) -> bool:
    """Change the mode if it still is ``from_mode``; what was not answered until then is not answered later."""
    values = {"conversation_id": conversation_id, "from_mode": from_mode, "to_mode": to_mode}
    return connection.execute(_MODE, values).rowcount == 1


def unanswered(connection: Connection) -> list[str]:
    """Conversations in which the bot owes an answer, the longest waiting first."""
    return list(connection.execute(_UNANSWERED).scalars())


def idle(connection: Connection, before: datetime, most: int) -> list[str]:
    """At most so many conversations in which nothing was said since then."""
    return list(connection.execute(_IDLE, {"before": before, "most": most}).scalars())


def remove(connection: Connection, conversation_id: str) -> None:
    """Delete the conversation with its messages, handovers and rating."""
    connection.execute(_DELETE, {"conversation_id": conversation_id})
