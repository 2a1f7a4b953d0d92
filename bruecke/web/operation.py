# SPDX-License-Identifier: EUPL-1.2
"""For the operator: alive, ready, numbers."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bruecke.conversation.readiness import Parts, look
from bruecke.conversation.tools import Tools
from bruecke.web.answers import answer
from bruecke.web.keys import METRICS, TOOLS

BELIEVED = 3.0  # seconds; the probe costs the bot a message


class Readiness:
    """The last look at all parts; asking often costs nothing."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = 0.0
        self._parts: Parts | None = None
        self._looking = asyncio.Lock()

    async def parts(self, tools: Tools) -> Parts:
        """Which parts work, as of a few seconds ago at most."""
        async with self._looking:
            if self._parts is None or self._clock() >= self._until:
                self._parts = await look(tools)
                self._until = self._clock() + BELIEVED
            return self._parts


READINESS: web.AppKey[Readiness] = web.AppKey("readiness", Readiness)


async def healthz(_request: web.Request) -> web.Response:
    """The process runs."""
    return answer({"alive": True})


async def readyz(request: web.Request) -> web.Response:
    """A parent gets what a parent should get; 503 when not."""
    parts = await request.app[READINESS].parts(request.app[TOOLS])
    return answer({"ready": parts.ready, **parts._asdict()}, 200 if parts.ready else 503)


async def metrics(request: web.Request) -> web.Response:
    """Numbers for Prometheus, told only to this machine itself; a proxy on it counts as foreign."""
    if not _is_local(request):
        raise web.HTTPNotFound
    text = await asyncio.to_thread(request.app[METRICS].text)
    return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})


def _is_local(request: web.Request) -> bool:
    if any(name in request.headers for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via")):
        return False
    return request.remote is not None and ipaddress.ip_address(request.remote).is_loopback
