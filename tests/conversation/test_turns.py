# SPDX-License-Identifier: EUPL-1.2
"""One thing at a time in a conversation, many conversations at once (R6, R11)."""

from __future__ import annotations

import asyncio

import pytest

from bruecke.conversation.turns import Turns


class Work:
    """Work that notes what it was told and waits to be let go."""

    def __init__(self) -> None:
        self.told: list[str | None] = []
        self.at_once = self.most_at_once = 0
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()

    async def __call__(self, known: str | None) -> None:
        self.told.append(known)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.begun.set()
        await self.go_on.wait()
        self.at_once -= 1


async def settle() -> None:
    await asyncio.sleep(0.02)


async def test_work_of_a_conversation_never_overlaps() -> None:
    turns, work = Turns(), Work()
    for known in ("one", "two", "three"):
        turns.take("c", work, known)
    await work.begun.wait()
    work.go_on.set()
    await settle()
    assert work.most_at_once == 1


async def test_later_work_looks_for_itself() -> None:
    """What was known before a turn may be done by its end."""
    turns, work = Turns(), Work()
    turns.take("c", work, "one")
    await work.begun.wait()
    turns.take("c", work, "two")
    work.go_on.set()
    await settle()
    assert work.told == ["one", None]


async def test_a_free_conversation_begins_at_once() -> None:
    turns, work = Turns(), Work()
    work.go_on.set()
    for known in ("one", "two"):
        turns.take("c", work, known)
        await settle()
    assert work.told == ["one", "two"]


async def test_a_slow_conversation_does_not_hold_others() -> None:
    turns, slow, quick = Turns(), Work(), Work()
    turns.take("slow", slow, None)
    turns.take("quick", quick, None)
    await asyncio.wait_for(quick.begun.wait(), 5)
    await turns.close()


async def test_failed_work_does_not_block_the_next(caplog: pytest.LogCaptureFixture) -> None:
    turns, sound = Turns(), Work()

    async def broken(known: None) -> None:
        raise OSError

    turns.take("c", broken)
    await settle()
    turns.take("c", sound)
    await asyncio.wait_for(sound.begun.wait(), 5)
    await turns.close()
    assert "the work of a conversation failed" in caplog.text
