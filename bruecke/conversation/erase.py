# SPDX-License-Identifier: EUPL-1.2
"""A parent erases the conversation: everything that was said is gone, a receipt without content stays (P9)."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection

from bruecke.conversation.access import Key, access
from bruecke.conversation.tools import Tools
from bruecke.storage import conversation, erasure, handover, message
from bruecke.storage.erasure import Erasure


async def erase(tools: Tools, key: Key) -> Erasure:
    """Delete the conversation from the tables at once, and from the files under them within a minute.

    :returns: the receipt.
    :raises Refusal: no_conversation.
    """
    receipt, others = await tools.db.write(_erase, key, tools.clock())
    for conversation_id in (key.conversation_id, *others):
        tools.listeners.wake(conversation_id)
    tools.db.scrub_soon()
    tools.meter.count("erasure")
    return receipt


def _erase(connection: Connection, key: Key, now: datetime) -> tuple[Erasure, list[str]]:
    of = access(connection, key, to_change=True)
    return delete(connection, of.id, now), handover.waiting(connection)


def delete(connection: Connection, conversation_id: str, now: datetime) -> Erasure:
    """Delete a conversation with all that hangs on it, and keep a receipt without content."""
    receipt = Erasure(secrets.token_hex(8), conversation_id, message.count(connection, conversation_id), now)
    erasure.add(connection, receipt)
    conversation.remove(connection, conversation_id)
    return receipt
