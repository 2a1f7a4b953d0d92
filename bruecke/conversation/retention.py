# SPDX-License-Identifier: EUPL-1.2
"""What was promised to parents: a conversation is deleted so many days after its last message (P7)."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bruecke.conversation.erase import delete
from bruecke.conversation.tools import Tools
from bruecke.storage import conversation

log = logging.getLogger(__name__)

AT_ONCE = 100  # conversations in one transaction, so that parents do not wait for it
LOOK_EVERY = 3600.0  # seconds


async def run(tools: Tools, keep_days: int) -> int:
    """Delete what is older, from the tables at once and from the files within a minute.

    :returns: how many conversations were deleted. Each leaves a receipt without content.
    """
    before = tools.clock() - timedelta(days=keep_days)
    deleted = 0
    while some := await tools.db.write(_delete, before, tools.clock()):
        deleted += some
    if deleted:
        tools.db.scrub_soon()
        log.info("old conversations were deleted", extra={"count": deleted})
    return deleted


async def keep_running(tools: Tools, keep_days: int) -> None:
    """Do so now and every hour, until cancelled."""
    while True:
        try:
            await run(tools, keep_days)
        except Exception:
            log.exception("deleting old conversations failed")
        await asyncio.sleep(LOOK_EVERY)


def _delete(connection: Connection, before: datetime, now: datetime) -> int:
    old = conversation.idle(connection, before, AT_ONCE)
    for conversation_id in old:
        delete(connection, conversation_id, now)
    return len(old)
