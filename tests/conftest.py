# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: a web application with a double for the bot, and one whole installation as it really runs."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, unused_port
from blockbuster import BlockBuster, blockbuster_ctx

from bruecke import safety, settings, training
from bruecke.settings import Settings
from tests.support.bot_double import BotDouble
from tests.support.parent import Parent

ROOT = Path(__file__).parents[1]
READY_WITHIN = 100  # seconds, on a busy machine; less than the time-out of a test, so that the log is shown

Client = TestClient[web.Request, web.Application]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failure: what was not tested does not hold."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def nothing_blocks_the_loop() -> Iterator[BlockBuster]:
    """A blocking call of ours inside the event loop fails the test. Writing a log line is the one exception."""
    with blockbuster_ctx("bruecke") as blocking:
        for function in blocking.functions.values():
            function.can_block_in("logging/__init__.py", "emit")
        yield blocking


@pytest.fixture(scope="session", autouse=True)
def danger_model() -> None:
    """The learned part of danger detection of this tree, as the web application loads it when it starts."""
    safety.load_model(training.danger_path(ROOT, ROOT / "var" / "models"))


@pytest.fixture(scope="session")
def create_app() -> Iterator[Callable[[Settings], web.Application]]:
    """`bruecke.app.create_app`, imported outside of any loop; an unchanged catalogue is read once for all tests."""
    from bruecke import app
    from bruecke.catalogue import source

    read = source.load_catalogue  # type: ignore[attr-defined]
    load = lru_cache(lambda path, _stamp, _size: read(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "load_catalogue", lambda path: load(path, path.stat().st_mtime_ns, path.stat().st_size))
        yield app.create_app


@pytest.fixture
async def bot() -> AsyncIterator[BotDouble]:
    double = BotDouble()
    await double.start()
    yield double
    double.hang.set()
    await double.stop()


@dataclass
class App:
    """A running web application: call it with ``client``, begin a conversation with ``parent()``."""

    client: Client
    settings: Settings
    application: web.Application

    async def parent(self, **body: Any) -> Parent:
        """Begin a conversation."""
        return await Parent.begin(self.client, **body)


StartApp = Callable[..., Awaitable[App]]


@pytest.fixture
async def start_app(
    bot: BotDouble, tmp_path: Path, create_app: Callable[[Settings], web.Application]
) -> AsyncIterator[StartApp]:
    """Starts a web application; settings as keywords (``port="1"`` is BRUECKE_PORT=1). Again: stops the last one."""
    running: list[TestClient[Any, Any]] = []

    async def start(**changed: str) -> App:
        for client in running:
            await client.close()
        config = settings.read(
            {
                "BRUECKE_VAR": str(tmp_path),
                "BRUECKE_MODELS": str(ROOT / "var" / "models"),
                "BRUECKE_CATALOGUE": str(ROOT / "services.yml"),
                "BRUECKE_BOT_PORT": str(bot.port),
                "BRUECKE_LIMIT_MESSAGES": "0",
                "BRUECKE_LIMIT_CONVERSATIONS": "0",
                **{f"BRUECKE_{name.upper()}": value for name, value in changed.items()},
            }
        )
        application = await asyncio.to_thread(create_app, config)
        client = TestClient(TestServer(application))
        running.append(client)
        await client.start_server()
        return App(client, config, application)

    yield start
    for client in running:
        await client.close()


@pytest.fixture
async def app(start_app: StartApp) -> App:
    """A web application over a fresh database, with the double for the bot."""
    return await start_app()


@dataclass(frozen=True)
class Installation:
    """All processes as `bruecke up` runs them."""

    url: str
    var: Path
    catalogue: Path
    log: Path
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The real thing, once for all tests that need it: own ports, own database, the trained model of this tree."""
    var = tmp_path_factory.mktemp("var")
    ports = {name: str(unused_port()) for name in ("BRUECKE_PORT", "BRUECKE_ACTIONS_PORT", "BRUECKE_BOT_PORT")}
    environment = {
        **os.environ,
        **ports,
        "BRUECKE_VAR": str(var),
        "BRUECKE_MODELS": str(ROOT / "var" / "models"),
        "BRUECKE_CATALOGUE": str(var / "services.yml"),
        "BRUECKE_LIMIT_MESSAGES": "0",
        "BRUECKE_LIMIT_CONVERSATIONS": "0",
        "BRUECKE_LIMIT_CONVERSATIONS_TOTAL": "0",
        "BRUECKE_LIMIT_REQUESTS": "0",
    }
    shutil.copy(ROOT / "services.yml", var)
    log = var / "log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "bruecke.cli", "up"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    running = Installation(f"http://127.0.0.1:{ports['BRUECKE_PORT']}", var, var / "services.yml", log, process)
    try:
        _wait_until_ready(running)
        yield running
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(running: Installation) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and running.process.poll() is None:
        try:
            urllib.request.urlopen(f"{running.url}/readyz", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"bruecke up did not become ready:\n{running.log.read_text()}")
