# SPDX-License-Identifier: EUPL-1.2
"""Wake-ups inside this process. They carry no content: who is woken reads the database, the one truth (R4)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from bruecke.conversation.errors import Reason, Refusal

MAX_LISTENERS = 12  # windows and connections of one conversation at a time


class News(NamedTuple):
    """Why a listener was woken."""

    committed: bool
    typing: str | None  # who has begun to write


class Listener:
    """One open socket or long poll of a conversation."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._committed = False
        self._typing: str | None = None
        self.closed = False

    def wake(self, typing: str | None) -> None:
        """Something was committed; or this author has begun to write."""
        self._committed = self._committed or typing is None
        self._typing = typing
        self._woken.set()

    def close(self) -> None:
        """The process stops: nothing more will come."""
        self.closed = True
        self._woken.set()

    async def wait(self) -> News:
        """Return when woken. What came together is told together; an answer ends the typing before it."""
        await self._woken.wait()
        news = News(self._committed, self._typing)
        self._woken.clear()
        self._committed, self._typing = False, None
        return news


class Listeners:
    """Who waits for which conversation."""

    def __init__(self) -> None:
        self._of: dict[str, set[Listener]] = {}
        self._closed = False

    def __len__(self) -> int:
        return sum(len(listeners) for listeners in self._of.values())

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[Listener]:
        """Be woken from now on: listen first, then fetch, so that nothing falls between (R4).

        :raises Refusal: too_many_windows.
        """
        listeners = self._of.setdefault(conversation_id, set())
        if len(listeners) >= MAX_LISTENERS:
            raise Refusal(Reason.TOO_MANY_WINDOWS)
        listener = Listener()
        listener.closed = self._closed
        listeners.add(listener)
        try:
            yield listener
        finally:
            listeners.discard(listener)
            if not listeners:
                self._of.pop(conversation_id, None)

    def wake(self, conversation_id: str, typing: str | None = None) -> None:
        """Wake all who listen to this conversation. Call it after the commit."""
        for listener in self._of.get(conversation_id, ()):
            listener.wake(typing)

    def close(self) -> None:
        """End every waiting, now and later."""
        self._closed = True
        for listeners in self._of.values():
            for listener in listeners:
                listener.close()
