# SPDX-License-Identifier: EUPL-1.2
"""The web process, wired: what starts, what stops, who gets what. Imported by nobody but the command line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bruecke import safety, training
from bruecke.bot_client import BotClient
from bruecke.catalogue import CatalogueSource
from bruecke.conversation import answer, fallback, retention, texts
from bruecke.conversation.listeners import Listeners
from bruecke.conversation.tools import Tools
from bruecke.conversation.turns import Turns
from bruecke.settings import Settings
from bruecke.storage.engine import Database
from bruecke.storage.migrate import upgrade
from bruecke.web import log, routes
from bruecke.web.keys import LIMITS, METRICS, SETTINGS, TOOLS
from bruecke.web.limits import Limits
from bruecke.web.metrics import Metrics
from bruecke.web.operation import READINESS, Readiness

ROOT = Path(__file__).parents[1]
SHUTDOWN_SECONDS = 5.0  # for calls that still run


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: Settings, *, clock: Callable[[], datetime] = _now) -> web.Application:
    """The web application, ready to be served.

    :param clock: gives aware times.
    :raises CatalogueError: when it starts and the catalogue cannot be used.
    """
    app = routes.create(settings)
    app[SETTINGS] = settings
    app[LIMITS] = Limits(settings, time.monotonic)
    app[READINESS] = Readiness(time.monotonic)
    listeners = Listeners()
    app[METRICS] = Metrics(listeners)

    async def tools(app: web.Application) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_exception_handler(log.loop_errors)
        db, catalogue = await asyncio.to_thread(_prepare, settings, clock())
        bot = BotClient(f"http://127.0.0.1:{settings.bot_port}", settings.bot_timeout)
        turns = Turns()
        app[TOOLS] = Tools(db, catalogue, bot, listeners, turns, texts.load(), app[METRICS], clock)
        db.scrub_soon()  # a process that was killed may have left it undone
        await answer.resume(app[TOOLS])
        cleaning = asyncio.create_task(retention.keep_running(app[TOOLS], settings.keep_days))
        yield
        cleaning.cancel()
        await turns.close()
        await bot.close()
        await db.close()
        catalogue.close()

    async def say_goodbye(_app: web.Application) -> None:
        listeners.close()

    app.cleanup_ctx.append(tools)
    app.on_shutdown.append(say_goodbye)
    return app


def _prepare(settings: Settings, now: datetime) -> tuple[Database, CatalogueSource]:
    """Everything that takes long the first time, before the first parent comes."""
    upgrade(settings)
    catalogue = CatalogueSource(settings.catalogue)
    safety.load_model(training.danger_path(ROOT, settings.models))
    safety.detect(texts.load().probe.text)
    fallback.warm_up(catalogue.current(), texts.load(), now)
    return Database(settings.database_url), catalogue


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    log.set_up(settings.log_level)
    web.run_app(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=None,
        print=None,
        shutdown_timeout=SHUTDOWN_SECONDS,
    )
