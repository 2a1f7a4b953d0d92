# SPDX-License-Identifier: EUPL-1.2
"""No text of a parent, no token, no address in any log line; one event is one line of JSON (P8, P10, S19)."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError

from bruecke.web import log
from tests.conftest import App, StartApp
from tests.support.bot_double import BotDouble, replying
from tests.support.parent import Parent


class Canaries:
    """Unique words, to be looked for in what was logged."""

    def __init__(self) -> None:
        self.sung: list[str] = []

    def sing(self) -> str:
        self.sung.append(f"Kanari{len(self.sung)}enXQ")
        return self.sung[-1]

    def found_in(self, text: str) -> list[str]:
        return [word for word in self.sung if word in text]


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that would go to standard error, from every logger."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, levels = root.handlers[:], {name: logging.getLogger(name).level for name in ("", "bruecke")}
    log.set_up("INFO")
    root.handlers[0].setStream(stream)  # type: ignore[attr-defined]
    yield stream
    root.handlers[:] = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def say_everything(app: App, canaries: Canaries) -> Parent:
    """One canary through every way in."""
    sing, client = canaries.sing, app.client
    parent = await app.parent()
    canaries.sung += [parent.token, parent.id]
    headers = {"User-Agent": sing(), "X-Request-Id": sing(), "Accept-Language": sing()}
    await parent.send(sing())
    await parent.tap(f"topic:{sing()}")
    await parent.post("messages", {"client_id": sing(), "text": sing() * 300})
    await parent.post("messages", {"client_id": f"{sing()} {sing()}", "text": 1, sing(): sing()})
    await parent.post("handover", {"consent": True, "share_history": True, "note": sing()})
    await parent.post("rating", {"helpful": True, "comment": sing()})
    await client.post(f"{parent.path}/messages", data=b'{"text": "' + sing().encode(), headers=parent.headers)
    await client.get(f"/{sing()}?{sing()}={sing()}", headers=headers)
    await client.get(f"/api/offers?q={sing()}&topic={sing()}")
    await client.get(f"/api/conversations/{sing()}/messages", headers={"Authorization": f"Bearer {sing()}"})
    await client.post("/api/conversations", json={"place": sing()}, headers={"Origin": f"https://{sing()}.example"})
    async with client.ws_connect(f"{parent.path}/socket") as socket:
        await socket.send_json({"token": sing(), sing(): sing()})
        await socket.receive()
    return parent


async def test_no_canary_in_the_logs(app: App, bot: BotDouble, logged: io.StringIO) -> None:
    """P10"""
    canaries = Canaries()
    bot.behave = replying(canaries.sing())
    parent = await say_everything(app, canaries)
    await parent.page(2, wait=5)
    await parent.delete()
    assert logged.getvalue()
    assert canaries.found_in(logged.getvalue()) == []


async def test_no_canary_when_the_bot_fails(start_app: StartApp, bot: BotDouble, logged: io.StringIO) -> None:
    """P10"""
    app, canaries = await start_app(bot_timeout="0.1"), Canaries()
    for fault in ("timeout", "status", "shape", "gone"):
        bot.hang.clear() if fault == "timeout" else bot.hang.set()
        bot.status, bot.raw = (500 if fault == "status" else 200), canaries.sing().encode()
        if fault == "gone":
            await bot.stop()
        parent = await app.parent()
        await parent.say(canaries.sing())
    reasons = {json.loads(line).get("reason") for line in logged.getvalue().splitlines()}
    assert {"timeout", "status", "shape", "gone"} <= reasons
    assert canaries.found_in(logged.getvalue()) == []


async def test_no_canary_when_we_fail(
    app: App, bot: BotDouble, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P10: an error's own text often quotes what it failed on."""
    canaries = Canaries()
    parent = await app.parent()

    def broken(*_: object, **__: object) -> None:
        raise OperationalError(canaries.sing(), {canaries.sing(): canaries.sing()}, ValueError(canaries.sing()))

    for place in (
        "bruecke.conversation.receive.label_of",
        "bruecke.conversation.receive.safety.detect",
        "bruecke.conversation.answer.present",
        "bruecke.conversation.answer.message.set_understanding",
        "bruecke.conversation.read.state_of",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(place, broken)
            await parent.tap("more")
            await parent.send(canaries.sing())
            await app.client.get(f"{parent.path}/messages", headers=parent.headers)
            async with parent.socket() as socket:
                await socket.receive(timeout=10)
            await asyncio.sleep(0.05)
    assert '"error": "OperationalError"' in logged.getvalue()
    assert canaries.found_in(logged.getvalue()) == []


async def test_no_canary_in_errors_nobody_awaited(app: App, logged: io.StringIO) -> None:
    """P10: asyncio would print the error and the task's result."""
    canaries = Canaries()

    async def fail(word: str) -> None:
        raise ValueError(word)

    task = asyncio.create_task(fail(canaries.sing()), name=canaries.sing())
    await asyncio.sleep(0.01)
    del task
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: (_ for _ in ()).throw(ValueError(canaries.sing())))
    await asyncio.sleep(0.01)
    assert logged.getvalue()
    assert canaries.found_in(logged.getvalue()) == []


async def test_no_address_in_the_logs(app: App, logged: io.StringIO) -> None:
    """P8"""
    address = "192.0.2.77"
    for path in ("/api/conversations/x/messages", "/nothing", "/chat"):
        await app.client.get(path, headers={"X-Forwarded-For": address, "Forwarded": f"for={address}"})
    assert address not in logged.getvalue()
    assert "127.0.0.1" not in logged.getvalue()


@pytest.mark.parametrize("evil", ["a\nb", "a\r\nb", "\x1b[31mrot", "a\u2028b", '"}, {"level": "error'])
def test_one_event_is_one_line(logged: io.StringIO, evil: str) -> None:
    """S19"""
    logging.getLogger("bruecke.test").info("something happened", extra={"kind": evil})
    (line,) = logged.getvalue().splitlines()
    assert json.loads(line)["kind"] == evil
    assert line.isascii()
    assert line.isprintable()


def test_times_are_utc(logged: io.StringIO) -> None:
    """S19 (16.2.2)"""
    logging.getLogger("bruecke.test").info("something happened")
    assert json.loads(logged.getvalue())["at"].endswith("+00:00")


def test_of_foreign_loggers_only_the_pattern_is_logged(logged: io.StringIO) -> None:
    logging.getLogger("foreign").warning("user %s said %s", "Erika", "secret")
    assert json.loads(logged.getvalue())["event"] == "user %s said %s"


async def test_denied_access_is_logged_by_route(app: App, logged: io.StringIO) -> None:
    """S19 (16.3.2)"""
    parent = await app.parent()
    await app.client.get(f"{parent.path}/messages")
    line = json.loads(logged.getvalue().splitlines()[-1])
    assert (line["route"], line["reason"]) == ("/api/conversations/{id}/messages", "no_token")


def test_an_error_says_where_it_happened(logged: io.StringIO) -> None:
    try:
        raise KeyError("secret")
    except KeyError:
        logging.getLogger("bruecke.test").exception("it failed")
    line = json.loads(logged.getvalue())
    assert (line["error"], "secret" in logged.getvalue()) == ("KeyError", False)
    assert "test_logs.py" in line["where"][0]
