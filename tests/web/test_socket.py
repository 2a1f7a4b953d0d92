# SPDX-License-Identifier: EUPL-1.2
"""The socket tells what happens, to its own conversation only, and ends cleanly (R4, R5, S16)."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError

from bruecke.web.parent import socket as served
from tests.conftest import App, StartApp
from tests.support.bot_double import BotDouble, replying
from tests.support.parent import data, next_message


async def test_events_come_in_order_with_state_and_typing(app: App, bot: BotDouble) -> None:
    bot.behave = replying("Ja.", topics=["childcare"])
    parent = await app.parent()
    async with parent.socket(1) as socket:
        first = await socket.receive_json()
        await data(await parent.send("kita?"), 201)
        events = [await socket.receive_json(timeout=10) for _ in range(4)]
    assert (first["type"], first["state"]["mode"]) == ("state", "bot")
    assert [event["type"] for event in events] == ["message", "typing", "message", "state"]
    assert events[1] == {"type": "typing", "author": "bot", "name": "Brücke (Programm)"}
    assert events[2]["message"]["text"] == "Ja."
    assert events[3]["state"]["understood"]["topics"] == ["childcare"]


async def test_a_reconnection_gets_what_it_missed(app: App) -> None:
    """R4, R5"""
    parent = await app.parent()
    await parent.say("eins")
    async with parent.socket(2) as socket:
        assert (await next_message(socket))["seq"] == 3
        assert (await socket.receive_json())["type"] == "state"


async def test_nothing_is_lost_or_doubled_while_messages_pour_in(app: App) -> None:
    """R4: listening begins before fetching."""
    parent = await app.parent()
    sending = asyncio.gather(*(parent.send(str(number)) for number in range(20)))
    seen: list[int] = []
    while len(seen) < 41:
        async with parent.socket(len(seen)) as socket:
            for _ in range(3):
                if len(seen) < 41:
                    seen.append((await next_message(socket))["seq"])
    await sending
    assert seen == list(range(1, 42))


@pytest.mark.parametrize("frame", ['{"token": "falsch", "after": 0}', "{", "[]", '{"after": 0}', '{"token": 1}'])
async def test_without_the_token_the_socket_is_closed(app: App, frame: str) -> None:
    parent = await app.parent()
    async with app.client.ws_connect(f"{parent.path}/socket") as socket:
        await socket.send_str(frame)
        assert (await socket.receive(timeout=10)).type is WSMsgType.CLOSE
        assert socket.close_code == 4401


async def test_a_foreign_token_opens_nothing(app: App) -> None:
    """S16"""
    one, two = await app.parent(), await app.parent()
    async with app.client.ws_connect(f"{one.path}/socket") as socket:
        await socket.send_json({"token": two.token, "after": 0})
        assert (await socket.receive(timeout=10)).type is WSMsgType.CLOSE
        assert socket.close_code == 4401


async def test_a_silent_socket_is_closed(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "FIRST_FRAME", 0.05)
    parent = await app.parent()
    async with app.client.ws_connect(f"{parent.path}/socket") as socket:
        assert (await socket.receive(timeout=10)).type is WSMsgType.CLOSE
        assert socket.close_code == 4408


@pytest.mark.parametrize("origin", ["https://boese.example", "null", "http://127.0.0.1:1"])
async def test_foreign_pages_get_no_socket(app: App, origin: str) -> None:
    """S16: refused before the upgrade."""
    parent = await app.parent()
    with pytest.raises(WSServerHandshakeError) as error:
        await app.client.ws_connect(f"{parent.path}/socket", headers={"Origin": origin})
    assert error.value.status == 403


async def test_our_own_pages_get_a_socket(start_app: StartApp) -> None:
    app = await start_app(origins="https://chat.example")
    parent = await app.parent()
    own = f"http://{app.client.host}:{app.client.port}"
    for origin in (own, "https://chat.example"):
        async with app.client.ws_connect(f"{parent.path}/socket", headers={"Origin": origin}) as socket:
            await socket.send_json({"token": parent.token, "after": 0})
            assert (await socket.receive_json(timeout=10))["type"] == "message"


async def test_compression_is_not_agreed(app: App) -> None:
    """S16"""
    parent = await app.parent()
    async with app.client.ws_connect(f"{parent.path}/socket", compress=15) as socket:
        assert socket.compress == 0


async def test_a_frame_that_is_too_large_ends_it(app: App) -> None:
    """S16"""
    parent = await app.parent()
    async with parent.socket(1) as socket:
        await socket.receive_json()
        await socket.send_str("x" * (64 * 1024 + 1))
        assert (await socket.receive(timeout=10)).type is WSMsgType.CLOSE
        assert socket.close_code == 1009


async def test_a_flood_of_frames_ends_it(app: App) -> None:
    """S16"""
    parent = await app.parent()
    async with parent.socket(1) as socket:
        await socket.receive_json()
        for _ in range(served.FRAMES_PER_MINUTE + 1):
            await socket.send_str("{}")
        assert (await socket.receive(timeout=10)).type is WSMsgType.CLOSE
        assert socket.close_code == 1008


async def test_an_erased_conversation_closes_its_sockets(app: App) -> None:
    parent = await app.parent()
    async with parent.socket(1) as socket:
        await socket.receive_json()
        await data(await parent.delete())
        assert (await socket.receive(timeout=10)).type is WSMsgType.CLOSE
        assert socket.close_code == 4401


async def test_a_stop_says_goodbye(app: App) -> None:
    """R21"""
    parent = await app.parent()
    poll = asyncio.create_task(parent.page(1, wait=20))
    async with parent.socket(1) as socket:
        await socket.receive_json()
        await asyncio.sleep(0.05)
        await app.application.shutdown()
        assert (await socket.receive(timeout=10)).type is WSMsgType.CLOSE
        assert socket.close_code == 1001
    assert (await poll)["messages"] == []


async def test_too_many_windows_are_told_to_wait(app: App) -> None:
    parent = await app.parent()
    sockets = [await app.client.ws_connect(f"{parent.path}/socket") for _ in range(13)]
    for socket in sockets:
        await socket.send_json({"token": parent.token, "after": 1})
        last = await socket.receive(timeout=10)
    assert last.type is WSMsgType.CLOSE
    assert sockets[-1].close_code == 1013
