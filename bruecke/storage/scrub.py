# SPDX-License-Identifier: EUPL-1.2
"""When to take deleted text out of the files: within a minute, but not more often than needed (P9)."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from time import monotonic

log = logging.getLogger(__name__)

PAUSE = 30.0  # seconds between two runs: each writes the whole database anew


class Scrubber:
    """Runs ``sweep`` in the background after deletions; what is deleted during a run gets another one."""

    def __init__(self, sweep: Callable[[], Awaitable[bool]]) -> None:
        """``sweep`` says False when it could not finish and has to be tried again."""
        self._sweep = sweep
        self._wanted = False
        self._due = 0.0
        self._task: asyncio.Task[None] | None = None

    def soon(self) -> None:
        """Something was deleted and committed."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Do at once what is still to be done."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
        if self._wanted:
            await self._try()

    async def _run(self) -> None:
        while self._wanted:
            await asyncio.sleep(self._due - monotonic())
            await self._try()

    async def _try(self) -> None:
        self._wanted = False
        try:
            finished = await self._sweep()
        except sqlite3.Error:
            log.exception("deleted text could not be taken out of the database's files")
            finished = False
        self._wanted = self._wanted or not finished
        self._due = monotonic() + PAUSE
