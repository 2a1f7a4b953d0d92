# SPDX-License-Identifier: EUPL-1.2
"""kill -9 at the worst moments: what was acknowledged is there, what was sent again is there once (R2, R20)."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession
from aiohttp.test_utils import unused_port

from tests.conftest import ROOT
from tests.support.bot_double import BotDouble
from tests.support.parent import data

# A web process that kills itself where the test says: `before` the commit, or `after` it and before the answer.
WEB = """
import os, signal, sys
from bruecke import app, settings
from bruecke.conversation import receive

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] == "before":
    receive.conversation.received = die
if sys.argv[1] == "after":
    receive._announce = die
app.run(settings.read())
"""

Url = str
StartWeb = Callable[[str], Awaitable[tuple[asyncio.subprocess.Process, Url]]]


@pytest.fixture
async def start_web(tmp_path: Path, bot: BotDouble) -> AsyncIterator[StartWeb]:
    running: list[asyncio.subprocess.Process] = []

    async def start(dies: str) -> tuple[asyncio.subprocess.Process, Url]:
        port = unused_port()
        environment = {
            **os.environ,
            "BRUECKE_VAR": str(tmp_path),
            "BRUECKE_MODELS": str(ROOT / "var" / "models"),
            "BRUECKE_PORT": str(port),
            "BRUECKE_BOT_PORT": str(bot.port),
            "BRUECKE_CATALOGUE": str(ROOT / "services.yml"),
        }
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", WEB, dies, env=environment, cwd=ROOT)
        running.append(process)
        url = f"http://127.0.0.1:{port}"
        await until_it_answers(process, url)
        return process, url

    yield start
    for process in running:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def until_it_answers(process: asyncio.subprocess.Process, url: Url) -> None:
    async with ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(f"{url}/healthz"):
                    return
            except ClientError:
                await asyncio.sleep(0.1)
    raise AssertionError("the web process did not start")


class Phone:
    """A parent's phone: it keeps its session while servers come and go."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session

    async def begin(self, url: Url) -> None:
        async with self.session.post(f"{url}/api/conversations", json={}) as response:
            begun = await data(response, 201)
        self.path = f"/api/conversations/{begun['id']}/messages"
        self.headers = {"Authorization": f"Bearer {begun['token']}"}

    async def send(self, url: Url, text: str) -> int:
        body = {"client_id": f"id-{text}", "text": text}
        async with self.session.post(url + self.path, json=body, headers=self.headers) as response:
            return response.status

    async def sent(self, url: Url) -> list[str]:
        async with self.session.get(url + self.path, headers=self.headers) as response:
            messages = (await data(response))["messages"]
        assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
        return [message["text"] for message in messages if message["author"] == "parent"]


@asynccontextmanager
async def a_phone() -> AsyncIterator[Phone]:
    async with ClientSession() as session:
        yield Phone(session)


@pytest.mark.parametrize(("moment", "stored"), [("before", 0), ("after", 1)])
async def test_a_lost_acknowledgement_makes_no_second_message(
    start_web: StartWeb, tmp_path: Path, moment: str, stored: int
) -> None:
    """R2"""
    process, url = await start_web(moment)
    async with a_phone() as phone:
        await phone.begin(url)
        with pytest.raises(ClientError):
            await phone.send(url, "hallo")
        assert await process.wait() == -signal.SIGKILL
        assert rows(tmp_path) == stored
        _, url = await start_web("never")
        assert await phone.send(url, "hallo") == (200 if stored else 201)
        assert await phone.sent(url) == ["hallo"]


async def test_what_was_acknowledged_survives_a_kill(start_web: StartWeb, tmp_path: Path) -> None:
    """R2, R20"""
    process, url = await start_web("never")
    async with a_phone() as phone:
        await phone.begin(url)
        for number in range(10):
            assert await phone.send(url, str(number)) == 201
        process.kill()
        await process.wait()
        assert intact(tmp_path)
        _, url = await start_web("never")
        assert await phone.sent(url) == [str(number) for number in range(10)]


async def test_a_polite_stop_is_quick_and_clean(start_web: StartWeb) -> None:
    """R21"""
    process, url = await start_web("never")
    async with a_phone() as phone:
        await phone.begin(url)
        poll = asyncio.create_task(phone.session.get(f"{url}{phone.path}?after=1&wait=25", headers=phone.headers))
        await asyncio.sleep(0.2)
        process.terminate()
        async with await poll as response:
            assert (await data(response))["messages"] == []
    assert await asyncio.wait_for(process.wait(), 10) == 0


def rows(var: Path) -> int:
    with sqlite3.connect(var / "bruecke.sqlite3") as connection:
        return int(connection.execute("SELECT count(*) FROM message WHERE author = 'parent'").fetchone()[0])


def intact(var: Path) -> bool:
    with sqlite3.connect(var / "bruecke.sqlite3") as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
