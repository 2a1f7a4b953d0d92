# SPDX-License-Identifier: EUPL-1.2
"""Reading along: what is new now, what is new soon (long poll), and all that follows (socket)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from sqlalchemy import Connection

from bruecke.conversation.access import Key, access
from bruecke.conversation.listeners import Listener
from bruecke.conversation.state import shown, state_of
from bruecke.conversation.tools import Tools
from bruecke.storage import message
from bruecke.storage.message import Message

Shape = dict[str, Any]


async def fetch(tools: Tools, key: Key, after: int) -> Shape:
    """Messages with a higher ``seq`` than ``after``, and the state.

    :raises Refusal: no_conversation.
    """
    messages, state = await tools.db.read(_page, key, after)
    catalogue, now = tools.catalogue.current(), tools.clock()
    return {"messages": [shown(stored, catalogue, now) for stored in messages], "state": state}


def _page(connection: Connection, key: Key, after: int) -> tuple[list[Message], Shape]:
    of = access(connection, key)
    messages = message.after(connection, of.id, after) if of.last_seq > after else []
    return messages, state_of(connection, of)


async def wait(tools: Tools, key: Key, after: int, seconds: float) -> Shape:
    """Like `fetch`, but if there is no new message, answer only when something happens or ``seconds`` are over.

    :raises Refusal: no_conversation, too_many_windows.
    """
    with tools.listeners.listen(key.conversation_id) as listener:
        page = await fetch(tools, key, after)
        if page["messages"]:
            return page
        try:
            async with asyncio.timeout(seconds):
                await _committed(listener)
        except TimeoutError:
            return page
    return await fetch(tools, key, after)


async def _committed(listener: Listener) -> None:
    while not listener.closed:
        if (await listener.wait()).committed:
            return


async def follow(tools: Tools, key: Key, after: int) -> AsyncGenerator[Shape, None]:
    """The socket's events, each message once and in order, until the process stops (R3–R5).

    :raises Refusal: no_conversation (also when it is erased meanwhile), too_many_windows.
    """
    state: Shape | None = None
    with tools.listeners.listen(key.conversation_id) as listener:
        committed = True
        while not listener.closed:
            if committed:
                page = await fetch(tools, key, after)
                for new in page["messages"]:
                    yield {"type": "message", "message": new}
                    after = new["seq"]
                if page["state"] != state:
                    state = page["state"]
                    yield {"type": "state", "state": state}
            news = await listener.wait()
            committed = news.committed
            if news.typing:
                yield {"type": "typing", "author": news.typing, "name": tools.texts.names.bot}
