# SPDX-License-Identifier: EUPL-1.2
"""The WebSocket: what happens in a conversation, as it happens. Sending goes through POST, which can be repeated."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from time import monotonic

import pydantic_core
from aiohttp import WSCloseCode, WSMsgType, web
from pydantic import ValidationError

from bruecke.conversation.access import Key
from bruecke.conversation.errors import Reason, Refusal
from bruecke.conversation.read import follow
from bruecke.web import origin
from bruecke.web.keys import LIMITS, SETTINGS, TOOLS
from bruecke.web.limits import Buckets
from bruecke.web.shapes import SocketFrame

log = logging.getLogger(__name__)

PATH = "/api/conversations/{id}/socket"
HEARTBEAT = 25  # seconds; networks cut silent connections after 60 (R8)
FIRST_FRAME = 10  # seconds
LARGEST_FRAME = 64 * 1024
FRAMES_PER_MINUTE = 100  # S16; a client has nothing to say after its first frame
WRONG_TOKEN, NO_FIRST_FRAME = 4401, 4408


async def get(request: web.Request) -> web.WebSocketResponse:
    """Serve one socket until it is closed.

    :raises Refusal: foreign_origin, too_fast; both before the upgrade.
    """
    origin.check(request, request.app[SETTINGS])
    request.app[LIMITS].request(request)
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST_FRAME, compress=False)
    await socket.prepare(request)
    frame = await _first_frame(socket)
    if frame is not None:
        await _serve(request, socket, frame)
    return socket


async def _first_frame(socket: web.WebSocketResponse) -> SocketFrame | None:
    try:
        message = await socket.receive(FIRST_FRAME)
    except TimeoutError:
        await socket.close(code=NO_FIRST_FRAME)
        return None
    try:
        return SocketFrame.model_validate_json(message.data if message.type is WSMsgType.TEXT else b"")
    except ValidationError:
        await socket.close(code=WRONG_TOKEN)
        return None


async def _serve(request: web.Request, socket: web.WebSocketResponse, frame: SocketFrame) -> None:
    """Send and listen until one of both ends; its code closes the socket."""
    tasks = [asyncio.create_task(_send(request, socket, frame)), asyncio.create_task(_listen(socket))]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    await socket.close(code=done.pop().result())


async def _listen(socket: web.WebSocketResponse) -> int:
    """Notice the end of the connection; what a client says here is not for us."""
    frames = Buckets(FRAMES_PER_MINUTE, monotonic)
    async for _ in socket:
        if frames.take(""):
            return WSCloseCode.POLICY_VIOLATION
    return WSCloseCode.OK


async def _send(request: web.Request, socket: web.WebSocketResponse, frame: SocketFrame) -> int:
    key = Key(request.match_info["id"], frame.token)
    try:
        async with aclosing(follow(request.app[TOOLS], key, frame.after)) as events:
            async for event in events:
                await socket.send_frame(pydantic_core.to_json(event), WSMsgType.TEXT)
    except Refusal as refusal:
        return WRONG_TOKEN if refusal.reason is Reason.NO_CONVERSATION else WSCloseCode.TRY_AGAIN_LATER
    except ConnectionError:
        return WSCloseCode.OK
    except Exception:
        log.exception("a socket failed")
        return WSCloseCode.INTERNAL_ERROR
    return WSCloseCode.GOING_AWAY
