# SPDX-License-Identifier: EUPL-1.2
"""Alive, ready, numbers: for the operator, and nothing for strangers (R16, S20)."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bruecke.web import operation
from bruecke.web.keys import TOOLS
from tests.conftest import ROOT, App, StartApp
from tests.support.bot_double import BotDouble
from tests.support.parent import data, refused


async def test_alive_needs_nobody(app: App, bot: BotDouble) -> None:
    await bot.stop()
    assert await data(await app.client.get("/healthz")) == {"alive": True}


async def test_ready_when_a_sentence_was_understood(app: App) -> None:
    """R16"""
    ready = {"ready": True, "database": True, "bot": True, "catalogue": True}
    assert await data(await app.client.get("/readyz")) == ready


async def test_not_ready_while_the_bot_does_not_understand(app: App, bot: BotDouble) -> None:
    """R16, trap 0.4"""
    bot.raw = b'{"intent": "nlu_fallback", "confidence": 0.1}'
    body = await data(await app.client.get("/readyz"), 503)
    assert (body["ready"], body["bot"], body["database"]) == (False, False, True)


async def test_not_ready_without_the_bot(app: App, bot: BotDouble) -> None:
    await bot.stop()
    assert (await data(await app.client.get("/readyz"), 503))["bot"] is False


async def test_not_ready_without_the_database(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    async def broken(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(app.application[TOOLS].db, "read", broken)
    assert (await data(await app.client.get("/readyz"), 503))["database"] is False


async def test_asking_often_costs_the_bot_one_sentence(app: App, bot: BotDouble) -> None:
    for _ in range(5):
        await data(await app.client.get("/readyz"))
    assert operation.BELIEVED > 1
    bot.raw = b"{}"
    await data(await app.client.get("/readyz"))


async def test_a_broken_catalogue_is_told_and_stops_nobody(start_app: StartApp, tmp_path: Path) -> None:
    file = tmp_path / "services.yml"
    shutil.copy(ROOT / "services.yml", file)
    app = await start_app(catalogue=str(file))
    file.write_text("offers: [", encoding="utf-8")
    await asyncio.to_thread(app.application[TOOLS].catalogue.refresh)
    body = await data(await app.client.get("/readyz"))
    assert (body["ready"], body["catalogue"]) == (True, False)
    await app.parent()


async def test_numbers_are_for_this_machine_only(app: App) -> None:
    response = await app.client.get("/metrics")
    assert (response.status, response.headers["Content-Type"].split(";")[0]) == (200, "text/plain")
    for header in ("X-Forwarded-For", "Forwarded", "Via"):
        await refused(await app.client.get("/metrics", headers={header: "192.0.2.1"}), 404, "not_found")


async def test_numbers_count_what_happened(app: App, bot: BotDouble) -> None:
    parent = await app.parent()
    await parent.say("hallo")
    await bot.stop()
    await parent.say("und jetzt")
    numbers = await (await app.client.get("/metrics")).text()
    assert 'bruecke_events_total{event="message",kind="text"} 2.0' in numbers
    assert 'bruecke_events_total{event="fallback",kind="gone"} 1.0' in numbers
    assert 'bruecke_seconds_count{what="bot"} 1.0' in numbers


async def test_strangers_cannot_invent_labels(app: App) -> None:
    for number in range(5):
        await app.client.request("PROPFIND", f"/path{number}")
    numbers = await (await app.client.get("/metrics")).text()
    assert "PROPFIND" not in numbers
    assert "/path" not in numbers
    assert 'bruecke_requests_total{method="other",route="unknown",status="404"} 5.0' in numbers
