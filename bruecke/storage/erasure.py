# SPDX-License-Identifier: EUPL-1.2
"""Rows of ``erasure``: what stays when a conversation was erased (P9). No content."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert

from bruecke.storage.tables import erasure


class Erasure(NamedTuple):
    """The receipt: its number, which conversation, how many messages, when."""

    id: str
    conversation_id: str
    messages: int
    at: datetime


_INSERT = insert(erasure)


def add(connection: Connection, receipt: Erasure) -> None:
    """Keep the receipt."""
    connection.execute(_INSERT, receipt._asdict())
