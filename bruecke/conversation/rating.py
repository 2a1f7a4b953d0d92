# SPDX-License-Identifier: EUPL-1.2
"""Did it help? The last word counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bruecke.conversation.access import Key, access
from bruecke.conversation.clean import clean
from bruecke.conversation.tools import Tools
from bruecke.storage import rating


async def rate(tools: Tools, key: Key, helpful: bool, comment: str | None) -> None:
    """Store the parent's rating in place of an earlier one.

    :raises Refusal: no_conversation.
    """
    await tools.db.write(_store, key, helpful, clean(comment or "") or None, tools.clock())
    tools.meter.count("rating", "helpful" if helpful else "not_helpful")


def _store(connection: Connection, key: Key, helpful: bool, comment: str | None, now: datetime) -> None:
    rating.put(connection, access(connection, key, to_change=True).id, helpful, comment, now)
