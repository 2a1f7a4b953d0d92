# SPDX-License-Identifier: EUPL-1.2
"""The queue: one open request for each conversation, danger first, exactly one winner."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from bruecke.storage import handover
from bruecke.storage.engine import Database
from tests.storage.conftest import NOW, begin


async def ask(db: Database, name: str, urgent: bool = False) -> None:
    await begin(db, name)
    await db.write(handover.add, name, urgent=urgent, share_history=True, note=None, at=NOW)


async def position(db: Database, name: str) -> int:
    latest = await db.read(handover.latest, name)
    assert latest
    return await db.read(handover.position, latest)


async def test_danger_waits_before_all_others(db: Database) -> None:
    """C11"""
    for name in ("first", "second", "third"):
        await ask(db, name)
    await ask(db, "in danger", urgent=True)
    assert [await position(db, name) for name in ("in danger", "first", "second", "third")] == [1, 2, 3, 4]


async def test_danger_seen_later_moves_to_the_front(db: Database) -> None:
    """C11"""
    await ask(db, "first")
    await ask(db, "second")
    latest = await db.read(handover.latest, "second")
    assert latest
    await db.write(handover.set_urgent, latest.id)
    assert (await position(db, "second"), await position(db, "first")) == (1, 2)


async def test_a_conversation_has_one_open_request(db: Database) -> None:
    await ask(db, "c")
    with pytest.raises(IntegrityError):
        await db.write(handover.add, "c", urgent=False, share_history=False, note=None, at=NOW)


async def test_exactly_one_of_many_changes_the_status(db: Database) -> None:
    """R17"""
    await ask(db, "c")
    latest = await db.read(handover.latest, "c")
    assert latest
    tries = (db.write(handover.set_status, latest.id, "requested", "accepted", NOW) for _ in range(50))
    assert sum(await asyncio.gather(*tries)) == 1
