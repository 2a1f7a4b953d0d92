# SPDX-License-Identifier: EUPL-1.2
"""The server's part, written by a test: what the page asks is answered from here, in the contract's shapes."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import BrowserContext, Page, Route, WebSocketRoute, expect

Shape = dict[str, Any]
AT = "2026-11-22T09:14:00.000+01:00"
EMPTY_NUMBER = "0800 0000000"
TAXONOMY = {
    "topics": {"childcare": {"label": "Kita"}, "debt": {"label": "Schulden"}},
    "places": {"kamen": {"label": "Kamen"}, "unna": {"label": "Unna"}},
}


def offer(name: str = "Beispiel-Beratung", **more: Any) -> Shape:
    """An offer with every field, its telephone number clearly empty."""
    return {
        "id": "beispiel",
        "name": name,
        "provider": "Beispiel-Träger",
        "summary": "Hilft Eltern.",
        "why": "Passt zu Ihrer Frage.",
        "topics": ["childcare"],
        "places": ["kamen"],
        "phone": EMPTY_NUMBER,
        "email": "beispiel@example.org",
        "url": "https://www.example.org/",
        "address": "Musterstraße 1, 00000 Musterort",
        "opening": {"text": "Montag bis Freitag 9 bis 12 Uhr", "open_now": True, "next": None},
        "cost": "kostenlos",
        "languages": ["Deutsch"],
        "anonymous": True,
        "checked_on": "2026-11-01",
        **more,
    }


CRISIS = {
    "kind": "suicide",
    "contacts": [
        {"name": "Rettungs-Dienst", "tel": "112", "hours": "Tag und Nacht"},
        {"name": "Beispiel-Telefon", "tel": EMPTY_NUMBER, "hours": "Tag und Nacht"},
    ],
}


class Script:
    """One conversation. Set ``refuse`` to let sending fail; ``say`` and ``change`` reach the page by its socket."""

    def __init__(self) -> None:
        self.messages: list[Shape] = [self._message(1, "bot", "Guten Tag.", {})]
        self.state: Shape = {
            "mode": "bot",
            "handover": None,
            "understood": {"topics": [], "place": None, "age_months": None},
        }
        self.is_down = False
        self.refuse: Callable[[Route], Awaitable[None]] | None = None
        self.has_sockets = True
        self.sockets: list[WebSocketRoute] = []
        self.sent: list[Shape] = []
        self.asked: list[str] = []
        self.frames: list[Shape] = []
        self.hotlines = [offer("Beispiel-Telefon", summary="Für Eltern.", topics=["parent_overload"])]

    async def install(self, context: BrowserContext) -> None:
        """Answer this context's calls from now on."""
        await context.route("**/api/**", self._answer)
        await context.route_web_socket("**/socket", self._socket)

    async def say(self, text: str = "Gern.", author: str = "bot", **more: Any) -> Shape:
        """A message is stored and told."""
        message = self.store(text, author, **more)
        await self.tell({"type": "message", "message": message})
        return message

    def store(self, text: str = "Gern.", author: str = "bot", **more: Any) -> Shape:
        """A message is stored, and nobody is told."""
        message = self._message(len(self.messages) + 1, author, text, more)
        self.messages.append(message)
        return message

    async def change(self, **state: Any) -> None:
        """The state changes."""
        self.state |= state
        await self.tell({"type": "state", "state": self.state})

    async def tell(self, event: Shape) -> None:
        """An event goes to all open sockets."""
        for socket in list(self.sockets):
            socket.send(json.dumps(event))

    async def drop(self) -> None:
        """All sockets break; the page may open new ones."""
        for socket in list(self.sockets):
            await socket.close(code=1001)

    async def go_down(self) -> None:
        """Nothing answers any more, until `is_down` is False again."""
        self.is_down = True
        await self.drop()

    @staticmethod
    def _message(seq: int, author: str, text: str, more: Shape) -> Shape:
        names = {"bot": "Brücke (Programm)", "counsellor": "Frau Beispiel", "parent": "Sie", "system": "Hinweis"}
        empty: Shape = {"choices": [], "offers": [], "crisis": None}
        return {"seq": seq, "author": author, "name": names[author], "text": text, "at": AT, **empty, **more}

    async def _socket(self, socket: WebSocketRoute) -> None:
        if self.is_down or not self.has_sockets:
            await socket.close(code=1011)
            return
        self.sockets.append(socket)
        socket.on_message(lambda frame: self.frames.append(json.loads(frame)))
        socket.on_close(lambda _code, _reason: self.sockets.remove(socket))

    async def _answer(self, route: Route) -> None:
        request, address = route.request, urlsplit(route.request.url)
        what = f"{request.method} {address.path.removeprefix('/api/')}"
        self.asked.append(what)
        query = parse_qs(address.query)
        if self.is_down:
            await route.abort()
            return
        match what.split("/"):
            case ["POST conversations"]:
                begun = {"id": "beispiel", "token": "t" * 43, "state": self.state, "messages": self.messages}
                await (self.refuse(route) if self.refuse else route.fulfill(status=201, json=begun))
            case ["POST conversations", _, "messages"]:
                await (self.refuse(route) if self.refuse else self._receive(route))
            case ["GET conversations", _, "messages"]:
                after = int(query["after"][0])
                new = [message for message in self.messages if message["seq"] > after]
                await route.fulfill(json={"messages": new, "state": self.state})
            case ["POST conversations", _, "handover"]:
                self.sent.append(request.post_data_json)
                self.state["handover"] = {"status": "requested", "position": 2, "expected": None}
                await route.fulfill(status=201, json={"state": self.state})
            case ["DELETE conversations", _, "handover"]:
                self.state |= {"handover": {"status": "withdrawn", "position": None, "expected": None}, "mode": "bot"}
                await route.fulfill(json={"state": self.state})
            case ["POST conversations", _, "rating"]:
                self.sent.append(request.post_data_json)
                await route.fulfill(json={"helpful": True})
            case ["DELETE conversations", _]:
                await route.fulfill(json={"receipt": "0a1b2c3d", "erased_at": AT, "messages": len(self.messages)})
            case ["GET taxonomy"]:
                await route.fulfill(json=TAXONOMY)
            case ["GET offers"]:
                await route.fulfill(json={"offers": self.hotlines})
            case _:
                await route.fulfill(status=404, json={"error": {"code": "not_found", "message": "Das gibt es nicht."}})

    async def _receive(self, route: Route) -> None:
        body = route.request.post_data_json
        known = next((sent for sent in self.sent if sent.get("client_id") == body["client_id"]), None)
        if known is None:
            self.sent.append(body)
            body["message"] = await self.say(body.get("text") or body["choice"], "parent")
            known = body
        await route.fulfill(status=201, json={"message": known["message"]})


async def fail(route: Route) -> None:
    """A refusal: the network breaks."""
    await route.abort()


async def too_many(route: Route) -> None:
    """A refusal: slower, please."""
    error = {"error": {"code": "too_fast", "message": "Bitte warten Sie."}}
    await route.fulfill(status=429, headers={"retry-after": "30"}, json=error)


async def write(page: Page, text: str) -> None:
    """The parent writes a message and sends it."""
    await page.get_by_label("Ihre Nachricht").fill(text)
    await page.get_by_role("button", name="Senden", exact=True).click()


async def converse(page: Page, text: str = "hallo") -> None:
    """The parent writes a message, and the server has it."""
    await write(page, text)
    await expect(page.locator("#log .is-parent", has_text=text)).to_be_visible()
