"""A real bot process whose action server is a double: faults are produced there on purpose."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bruecke import training

ROOT = Path(__file__).parents[2]
BOT_PYTHON = ROOT / ".venv-bot" / "bin" / "python"
READY_WITHIN = 90  # seconds, on a busy machine


@dataclass
class LonelyBot:
    """Where the bot answers, where its action server should listen, and its log."""

    url: str
    actions_port: int
    log: Path


@pytest.fixture(scope="session")
def lonely_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LonelyBot]:
    log = tmp_path_factory.mktemp("bot") / "log"
    port, actions_port = _free_port(), _free_port()
    model = training.model_path(ROOT, ROOT / "var" / "models")
    command = [BOT_PYTHON, "-W", "ignore", "-m", "bot.server", model, str(port), str(actions_port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=dict(os.environ))
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", process, log)
        yield LonelyBot(f"http://127.0.0.1:{port}", actions_port, log)
    finally:
        process.terminate()
        process.wait(20)


@dataclass
class ActionServer:
    """The double: answers every action with `status` and `body`, or not at all."""

    status: int = 200
    body: Any = field(default_factory=lambda: {"events": [], "responses": []})
    hang: bool = False
    calls: list[dict[str, Any]] = field(default_factory=list)

    async def webhook(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(await request.json())
        if self.hang:
            await asyncio.sleep(60)
        return web.json_response(self.body, status=self.status)


@pytest.fixture
async def action_server(lonely_bot: LonelyBot) -> AsyncIterator[ActionServer]:
    double = ActionServer()
    app = web.Application()
    app.router.add_post("/webhook", double.webhook)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", lonely_bot.actions_port).start()
    yield double
    await runner.cleanup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the bot did not start:\n{log.read_text()}")
