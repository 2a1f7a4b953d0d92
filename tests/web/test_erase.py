# SPDX-License-Identifier: EUPL-1.2
"""What a parent erases is gone from every file; a receipt without content stays (P7, P9)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bruecke.storage import scrub
from bruecke.storage.tables import erasure, metadata
from bruecke.web.keys import TOOLS
from tests.conftest import App
from tests.support.bot_double import BotDouble, replying
from tests.support.parent import data, refused, until

CANARY = "KanarienvogelXQ"


def files_with_canary(folder: Path) -> list[str]:
    return [str(file) for file in folder.rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()]


async def no_file_has_it(app: App) -> bool:
    return not files_with_canary(app.settings.var)


async def rows(app: App) -> dict[str, int]:
    def count(connection: object) -> dict[str, int]:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[attr-defined]
            for table in metadata.sorted_tables
        }

    return await app.application[TOOLS].db.read(count)


async def test_everything_is_gone_but_a_receipt(app: App, bot: BotDouble) -> None:
    """P9"""
    parent, other = await app.parent(), await app.parent()
    await other.say("bleibt")
    bot.behave = replying(f"Echo {CANARY}", place_text=CANARY, choices=[{"label": CANARY, "value": "more"}])
    await parent.say(f"ich heiße {CANARY}")
    await data(await parent.post("rating", {"helpful": True, "comment": CANARY}))
    await data(await parent.post("handover", {"consent": True, "share_history": True, "note": CANARY}), 201)
    assert files_with_canary(app.settings.var)
    receipt = await data(await parent.delete())
    await until(lambda: no_file_has_it(app))
    left = await rows(app)
    assert (left["conversation"], left["message"], left["rating"], left["handover"], left["erasure"]) == (1, 3, 0, 0, 1)
    stored = await app.application[TOOLS].db.read(lambda c: c.execute(select(erasure)).one())
    assert (stored.id, stored.conversation_id, stored.messages) == (receipt["receipt"], parent.id, 4)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scrub, "PAUSE", 0.05)


async def test_a_late_answer_does_not_bring_it_back(app: App, bot: BotDouble) -> None:
    """P9"""
    bot.hang.clear()
    bot.behave = replying(CANARY)
    parent = await app.parent()
    await data(await parent.send("hallo"), 201)
    await data(await parent.delete())
    bot.hang.set()
    other = await app.parent()
    await other.send("danach")
    await other.page(2, wait=10)
    await refused(await app.client.get(f"{parent.path}/messages", headers=parent.headers), 404, "no_conversation")
    assert (await rows(app))["conversation"] == 1
