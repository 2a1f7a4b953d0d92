# SPDX-License-Identifier: EUPL-1.2
"""Rows of ``change``: the append-only log of both state machines, without content."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select

from bruecke.storage.tables import change


class Change(NamedTuple):
    """One step of a state machine; the fields are columns of `tables.change`."""

    conversation_id: str
    machine: str
    event: str
    from_state: str | None
    to_state: str
    by: str
    at: datetime


_INSERT = insert(change)
_OF = (
    select(*[change.c[name] for name in Change._fields])
    .where(change.c.conversation_id == bindparam("conversation_id"))
    .order_by(change.c.id)
)


def add(connection: Connection, step: Change) -> None:
    """Write one step down."""
    connection.execute(_INSERT, step._asdict())


def of_conversation(connection: Connection, conversation_id: str) -> list[Change]:
    """All steps of a conversation, in order."""
    return [Change(*row) for row in connection.execute(_OF, {"conversation_id": conversation_id})]
