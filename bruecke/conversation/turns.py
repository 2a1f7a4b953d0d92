# SPDX-License-Identifier: EUPL-1.2
"""One thing at a time in each conversation, many conversations at once (R6, R11)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

Step = Callable[[], Awaitable[bool]]


class Turns:
    """Runs a conversation's steps one after the other, in a task of its own while there are any."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def take(self, conversation_id: str, step: Step) -> None:
        """Run ``step`` until it says False: nothing left to do. If it runs already, it looks once more."""
        if conversation_id in self._running:
            self._again.add(conversation_id)
        else:
            self._running[conversation_id] = asyncio.create_task(self._run(conversation_id, step))

    async def close(self) -> None:
        """Stop all; what was not done is found in the database after the next start."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, conversation_id: str, step: Step) -> None:
        try:
            while await step() or conversation_id in self._again:
                self._again.discard(conversation_id)
        except Exception:
            # A failure of the database: the step stays undone and is found by the next message or start.
            log.exception("a step of a conversation failed")
        finally:
            self._running.pop(conversation_id, None)
            self._again.discard(conversation_id)
