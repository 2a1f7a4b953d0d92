# SPDX-License-Identifier: EUPL-1.2
"""A parent's page, as the server sees it."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse, ClientWebSocketResponse
from aiohttp.test_utils import TestClient

Shape = dict[str, Any]


async def data(response: ClientResponse, status: int = 200) -> Any:
    """The JSON of an answer that has this status."""
    assert response.status == status, (response.status, await response.text())
    return await response.json()


async def refused(response: ClientResponse, status: int, code: str) -> Shape:
    """The one error shape, with this status and code (style 12)."""
    body = await data(response, status)
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["code"] == code
    assert body["error"]["message"]
    return dict(body["error"])


async def until(check: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something that no answer tells."""
    for _ in range(2000):
        if await check():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


class Parent:
    """One conversation."""

    def __init__(self, client: TestClient[Any, Any], begun: Shape) -> None:
        self.client = client
        self.id, self.token = begun["id"], begun["token"]
        self.begun = begun
        self.path = f"/api/conversations/{self.id}"
        self.headers = {"Authorization": f"Bearer {self.token}"}

    @classmethod
    async def begin(cls, client: TestClient[Any, Any], **body: Any) -> Parent:
        """A new conversation."""
        return cls(client, await data(await client.post("/api/conversations", json=body), 201))

    async def post(self, what: str, body: Any) -> ClientResponse:
        """POST to a part of the conversation."""
        return await self.client.post(f"{self.path}/{what}", json=body, headers=self.headers)

    async def delete(self, what: str = "") -> ClientResponse:
        """DELETE a part of the conversation, or all of it."""
        return await self.client.delete(f"{self.path}/{what}".rstrip("/"), headers=self.headers)

    async def send(self, text: str, client_id: str | None = None) -> ClientResponse:
        """POST a typed text."""
        return await self.post("messages", {"client_id": client_id or str(uuid.uuid4()), "text": text})

    async def tap(self, choice: str) -> ClientResponse:
        """POST a tapped choice."""
        return await self.post("messages", {"client_id": str(uuid.uuid4()), "choice": choice})

    async def page(self, after: int = 0, wait: float = 0) -> Shape:
        """GET what is new."""
        params = {"after": str(after), "wait": str(wait)}
        response = await self.client.get(f"{self.path}/messages", params=params, headers=self.headers)
        return dict(await data(response))

    async def say(self, text: str) -> list[Shape]:
        """Send a text; the messages that answer it."""
        return await self._answers(await data(await self.send(text), 201))

    async def choose(self, choice: str) -> list[Shape]:
        """Tap a choice; the messages that answer it."""
        return await self._answers(await data(await self.tap(choice), 201))

    async def _answers(self, sent: Shape) -> list[Shape]:
        page = await self.page(sent["message"]["seq"], wait=20)
        return list(page["messages"])

    async def state(self) -> Shape:
        """The state now."""
        return dict((await self.page(10**6))["state"])

    @asynccontextmanager
    async def socket(self, after: int = 0) -> AsyncIterator[ClientWebSocketResponse]:
        """An open socket that has sent its first frame."""
        async with self.client.ws_connect(f"{self.path}/socket") as socket:
            await socket.send_json({"token": self.token, "after": after})
            yield socket


async def next_message(socket: ClientWebSocketResponse) -> Shape:
    """The next message on a socket; state and typing are passed over."""
    while True:
        event = await socket.receive_json(timeout=20)
        if event["type"] == "message":
            return dict(event["message"])
