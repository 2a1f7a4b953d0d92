# SPDX-License-Identifier: EUPL-1.2
"""One thing at a time in each conversation, many conversations at once (R6, R11)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")


class Turns:
    """Runs the work of a conversation in a task of its own while there is any."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def take(self, conversation_id: str, work: Callable[[T | None], Awaitable[None]], known: T | None = None) -> None:
        """Do ``work(known)`` now; if the conversation is at work, do ``work(None)`` after it.

        What was known before a turn may be done by its end, so later work has to look for itself.
        """
        if conversation_id in self._running:
            self._again.add(conversation_id)
        else:
            self._running[conversation_id] = asyncio.create_task(self._run(conversation_id, work, known))

    async def close(self) -> None:
        """Stop all; what was not done is found in the database after the next start."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, conversation_id: str, work: Callable[[T | None], Awaitable[None]], known: T | None) -> None:
        try:
            await work(known)
            while conversation_id in self._again:
                self._again.discard(conversation_id)
                await work(None)
        except Exception:
            # A failure of the database: what is undone is found by the next message or start.
            log.exception("the work of a conversation failed")
        finally:
            self._running.pop(conversation_id, None)
            self._again.discard(conversation_id)
