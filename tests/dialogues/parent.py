"""A parent who writes over HTTP, and what came back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

ANSWER_WITHIN = 20  # seconds of long polling; a promise on time is no matter of these tests


@dataclass
class Answer:
    """The messages of one turn and the state after it."""

    messages: list[dict[str, Any]]
    understood: dict[str, Any]
    earlier_offers: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    @property
    def offers(self) -> list[str]:
        return [offer["id"] for message in self.messages for offer in message["offers"]]

    @property
    def choices(self) -> set[str]:
        return {choice["value"] for message in self.messages for choice in message["choices"]}

    def holds(self, key: str, wanted: Any) -> bool:
        """Whether one expectation of a dialogue file is met."""
        match key:
            case "topics" | "place":
                return bool(self.understood[key] == wanted)
            case "age":
                return bool(self.understood["age_months"] == wanted)
            case "offers":
                return len(self.offers) >= wanted and all(len(m["offers"]) <= 3 for m in self.messages)
            case "other_offers":
                return not self.earlier_offers & set(self.offers)
            case "text" | "question":
                return wanted in self.text
            case "without":
                return wanted not in self.text
            case "choices":
                return set(wanted) <= self.choices
            case "crisis":
                return any(message["crisis"] and message["crisis"]["kind"] == wanted for message in self.messages)
        raise KeyError(key)


class Parent:
    """One conversation. `async with Parent(base_url) as parent: await parent.say("…")`."""

    def __init__(self, base_url: str, **start: Any) -> None:
        self._api, self._start, self._seen = f"{base_url}/api/conversations", start, 0
        self._offers: set[str] = set()

    async def __aenter__(self) -> Parent:
        self.session = aiohttp.ClientSession()
        async with self.session.post(self._api, json=self._start) as response:
            assert response.status == 201, await response.text()
            begun = await response.json()
        self.url = f"{self._api}/{begun['id']}"
        self.headers = {"Authorization": f"Bearer {begun['token']}"}
        self._seen = max((message["seq"] for message in begun["messages"]), default=0)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def say(self, text: str) -> Answer:
        """Writes a line and waits for the answer."""
        return await self._send({"text": text})

    async def tap(self, choice: str) -> Answer:
        """Taps a button and waits for the answer."""
        return await self._send({"choice": choice})

    async def _send(self, body: dict[str, str]) -> Answer:
        body = {"client_id": str(uuid.uuid4()), **body}
        async with self.session.post(f"{self.url}/messages", json=body, headers=self.headers) as response:
            assert response.status == 201, await response.text()
            self._seen = max(self._seen, (await response.json())["message"]["seq"])
        answer = await self._wait()
        answer.earlier_offers = set(self._offers)
        self._offers |= set(answer.offers)
        return answer

    async def _wait(self) -> Answer:
        params = {"after": self._seen, "wait": ANSWER_WITHIN}
        while True:  # a long poll also ends when only the state changed
            async with self.session.get(f"{self.url}/messages", params=params, headers=self.headers) as response:
                page = await response.json()
            messages = [message for message in page["messages"] if message["author"] != "parent"]
            if messages:
                break
        self._seen = max(message["seq"] for message in page["messages"])
        return Answer(messages, page["state"]["understood"])
