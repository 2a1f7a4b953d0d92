# SPDX-License-Identifier: EUPL-1.2
"""A bot that says what a test tells it to, over the real door: HTTP on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

Asked = dict[str, Any]
Behaviour = Callable[[Asked], Any]


def replying(text: str = "Gern.", **more: Any) -> Behaviour:
    """Answers every message with this text; ``more``: choices, offers, or keys of the context."""
    reply = {"text": text, "choices": more.pop("choices", []), "offers": more.pop("offers", [])}

    def behave(asked: Asked) -> Any:
        return {
            "replies": [reply],
            "understanding": {"intent": "need_childcare", "confidence": 0.9, "ranking": [], "entities": []},
            "context": {**asked["context"], **more},
        }

    return behave


class BotDouble:
    """Set ``behave`` (or ``status``, ``raw``, ``hang``); read ``asked``."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.at_once = 0
        self.most_at_once = 0
        self.behave: Behaviour = replying()
        self.status = 200
        self.raw: bytes | None = None
        self.hang = asyncio.Event()
        self.hang.set()
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen, on the same port as before."""
        app = web.Application()
        app.router.add_post("/message", self._message)
        app.router.add_post("/parse", self._parse)
        self._runner = web.AppRunner(app, shutdown_timeout=0.01)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self.port or self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Be gone."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def is_asked(self, times: int = 1) -> bool:
        """Whether so many messages have come."""
        return len(self.asked) >= times

    async def _message(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.asked.append(asked)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.hang.wait()
            return self._answer(self.behave(asked))
        finally:
            self.at_once -= 1

    async def _parse(self, request: web.Request) -> web.Response:
        await request.json()
        await self.hang.wait()
        return self._answer({"intent": "need_baby_crying_sleep", "confidence": 0.9})

    def _answer(self, data: Any) -> web.Response:
        if self.raw is not None:
            return web.Response(body=self.raw, status=self.status, content_type="application/json")
        return web.json_response(data, status=self.status)
