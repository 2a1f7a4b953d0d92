# SPDX-License-Identifier: EUPL-1.2
"""Rows of ``handover``. The database itself holds that a conversation has at most one that is open."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, update

from bruecke.storage.tables import handover


class Handover(NamedTuple):
    """One request for a person; the fields are columns of `tables.handover`."""

    id: int
    conversation_id: str
    status: str
    urgent: bool
    share_history: bool


_COLUMNS = [handover.c[name] for name in Handover._fields]
_LATEST = (
    select(*_COLUMNS)
    .where(handover.c.conversation_id == bindparam("conversation_id"))
    .order_by(handover.c.id.desc())
    .limit(1)
)
_INSERT = insert(handover)
_STATUS = (
    update(handover)
    .where(handover.c.id == bindparam("handover_id"), handover.c.status == bindparam("from_status"))
    .values(status=bindparam("to_status"), changed_at=bindparam("at"))
)
_FORGET = update(handover).where(handover.c.id == bindparam("handover_id")).values(note=None)
_URGENT = update(handover).where(handover.c.id == bindparam("handover_id")).values(urgent=True)
_WAITING = select(handover.c.conversation_id).where(handover.c.status == "requested")
_AHEAD = (
    select(func.count())
    .where(handover.c.status == "requested")
    .where(
        or_(
            and_(handover.c.urgent, ~bindparam("urgent", type_=handover.c.urgent.type)),
            and_(
                handover.c.urgent == bindparam("urgent", type_=handover.c.urgent.type),
                handover.c.id < bindparam("handover_id"),
            ),
        )
    )
)


def latest(connection: Connection, conversation_id: str) -> Handover | None:
    """The newest handover of the conversation, open or not."""
    row = connection.execute(_LATEST, {"conversation_id": conversation_id}).one_or_none()
    return Handover(*row) if row else None


def add(
    connection: Connection, conversation_id: str, *, urgent: bool, share_history: bool, note: str | None, at: datetime
) -> None:
    """Store a request; ``at`` is also the time of the consent (P6)."""
    connection.execute(
        _INSERT,
        {
            "conversation_id": conversation_id,
            "status": "requested",
            "urgent": urgent,
            "share_history": share_history,
            "note": note,
            "consent_at": at,
            "changed_at": at,
        },
    )


def set_status(connection: Connection, handover_id: int, from_status: str, to_status: str, at: datetime) -> bool:
    """Change the status if it still is ``from_status``; exactly one of several who try gets True (R17)."""
    values = {"handover_id": handover_id, "from_status": from_status, "to_status": to_status, "at": at}
    return connection.execute(_STATUS, values).rowcount == 1


def forget_note(connection: Connection, handover_id: int) -> None:
    """Delete what the parent wrote for the counsellor."""
    connection.execute(_FORGET, {"handover_id": handover_id})


def set_urgent(connection: Connection, handover_id: int) -> None:
    """Move a request before all that are not urgent (C11)."""
    connection.execute(_URGENT, {"handover_id": handover_id})


def position(connection: Connection, waiting: Handover) -> int:
    """Place in the queue, 1 is next: urgent ones first, then by age."""
    values = {"urgent": waiting.urgent, "handover_id": waiting.id}
    return connection.execute(_AHEAD, values).scalar_one() + 1


def waiting(connection: Connection) -> list[str]:
    """The conversations in the queue; each may have moved when one left it."""
    return list(connection.execute(_WAITING).scalars())
