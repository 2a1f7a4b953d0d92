# SPDX-License-Identifier: EUPL-1.2
"""The only module that speaks to Rasa. Whatever goes wrong there becomes one error (R10, trap 0.4)."""

from __future__ import annotations

from typing import Any

import aiohttp
import pydantic_core
from pydantic import ValidationError

from bruecke.conversation.bot import Answer, BotUnavailable, Understanding

_JSON = {"content-type": "application/json"}
CONNECTIONS = 32  # kept open and reused; more messages than this wait for a free one, within their time-out


class BotClient:
    """The bot's door on loopback. Make it inside the loop, close it at the end."""

    def __init__(self, address: str, timeout: float) -> None:
        """``timeout``: seconds for a whole call, waiting for a connection included."""
        self._session = aiohttp.ClientSession(
            address,
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            timeout=aiohttp.ClientTimeout(total=timeout),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_JSON,
        )

    async def answer(self, sender: str, text: str | None, choice: str | None, context: dict[str, Any]) -> Answer:
        """See `bruecke.conversation.bot.Bot.answer`."""
        asked = {"sender": sender, "text": text, "choice": choice, "context": context}
        body = await self._post("/message", asked)
        try:
            answer = Answer.model_validate_json(body)
        except ValidationError:
            raise BotUnavailable("shape") from None
        answer.replies = [reply for reply in answer.replies if reply.text.strip() or reply.choices or reply.offers]
        if not answer.replies:
            raise BotUnavailable("empty")
        return answer

    async def understand(self, text: str) -> Understanding:
        """See `bruecke.conversation.bot.Bot.understand`."""
        try:
            return Understanding.model_validate_json(await self._post("/parse", {"text": text}))
        except ValidationError:
            raise BotUnavailable("shape") from None

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def _post(self, path: str, body: dict[str, Any]) -> bytes:
        try:
            async with self._session.post(path, data=pydantic_core.to_json(body)) as answer:
                if answer.status != 200:
                    raise BotUnavailable("status")
                return await answer.read()
        except TimeoutError:
            raise BotUnavailable("timeout") from None
        except aiohttp.ClientError:
            raise BotUnavailable("gone") from None
