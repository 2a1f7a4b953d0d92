# SPDX-License-Identifier: EUPL-1.2
"""Rows of ``message``. Their order is ``seq``, given in the transaction that stores them (R3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bruecke.storage.tables import message


class Message(NamedTuple):
    """One message; the fields are the columns of `tables.message`."""

    conversation_id: str
    seq: int
    author: str
    name: str
    text: str
    at: datetime
    client_id: str | None = None
    choice: str | None = None
    danger: str | None = None
    choices: Sequence[dict[str, str]] = ()
    offers: Sequence[dict[str, Any]] = ()
    crisis: dict[str, Any] | None = None


_COLUMNS = [message.c[name] for name in Message._fields]
_OF = message.c.conversation_id == bindparam("conversation_id")
_PARENT = message.c.author == "parent"
_INSERT = insert(message)
_BY_CLIENT_ID = select(*_COLUMNS).where(_OF, message.c.client_id == bindparam("client_id"))
_AFTER = select(*_COLUMNS).where(_OF, message.c.seq > bindparam("after")).order_by(message.c.seq)
_TYPED = (
    select(message.c.text)
    .where(_OF, _PARENT, message.c.choice.is_(None))
    .order_by(message.c.seq.desc())
    .limit(bindparam("count"))
)
_QUESTIONS = select(*_COLUMNS).where(_OF, _PARENT, message.c.seq > bindparam("after")).order_by(message.c.seq)
_CHOICES = select(message.c.choices).where(_OF, message.c.author != "parent").order_by(message.c.seq.desc()).limit(50)
# SQLAlchemy reserves the names of columns for the values of an update.
_UNDERSTOOD = (
    update(message)
    .where(message.c.conversation_id == bindparam("of_id"), message.c.seq == bindparam("of_seq"))
    .values(understanding=bindparam("understanding"))
)
_COUNT = select(func.count()).where(_OF)


def add(connection: Connection, messages: Sequence[Message]) -> None:
    """Store messages; their ``seq`` is the caller's business."""
    connection.execute(_INSERT, [new._asdict() for new in messages])


def by_client_id(connection: Connection, conversation_id: str, client_id: str) -> Message | None:
    """The parent's message that was sent with this ``client_id`` (R1)."""
    values = {"conversation_id": conversation_id, "client_id": client_id}
    row = connection.execute(_BY_CLIENT_ID, values).one_or_none()
    return Message(*row) if row else None


def after(connection: Connection, conversation_id: str, seq: int) -> list[Message]:
    """All messages with a higher ``seq``, in order (R4)."""
    rows = connection.execute(_AFTER, {"conversation_id": conversation_id, "after": seq})
    return [Message(*row) for row in rows]


def typed(connection: Connection, conversation_id: str, count: int) -> list[str]:
    """The last ``count`` texts that the parent typed, newest last."""
    values = {"conversation_id": conversation_id, "count": count}
    return list(connection.execute(_TYPED, values).scalars())[::-1]


def questions_after(connection: Connection, conversation_id: str, seq: int) -> list[Message]:
    """The parent's messages after ``seq``, in order."""
    rows = connection.execute(_QUESTIONS, {"conversation_id": conversation_id, "after": seq})
    return [Message(*row) for row in rows]


def offered_choices(connection: Connection, conversation_id: str) -> list[list[dict[str, str]]]:
    """The choices of the last messages that were not the parent's, newest first."""
    return list(connection.execute(_CHOICES, {"conversation_id": conversation_id}).scalars())


def set_understanding(connection: Connection, conversation_id: str, seq: int, understanding: dict[str, Any]) -> None:
    """Keep with a parent's message what the bot understood of it, for the review."""
    values = {"of_id": conversation_id, "of_seq": seq, "understanding": understanding}
    connection.execute(_UNDERSTOOD, values)


def count(connection: Connection, conversation_id: str) -> int:
    """How many messages the conversation has."""
    return connection.execute(_COUNT, {"conversation_id": conversation_id}).scalar_one()
