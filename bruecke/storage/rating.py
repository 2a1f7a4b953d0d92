# SPDX-License-Identifier: EUPL-1.2
"""Rows of ``rating``: one for a conversation, the last word counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert

from bruecke.storage.tables import rating

_DELETE = delete(rating).where(rating.c.conversation_id == bindparam("old_id"))
_INSERT = insert(rating)


def put(connection: Connection, conversation_id: str, helpful: bool, comment: str | None, at: datetime) -> None:
    """Store the rating in place of an earlier one."""
    connection.execute(_DELETE, {"old_id": conversation_id})
    row = {"conversation_id": conversation_id, "helpful": helpful, "comment": comment, "at": at}
    connection.execute(_INSERT, row)
