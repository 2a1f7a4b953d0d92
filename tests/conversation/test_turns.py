# SPDX-License-Identifier: EUPL-1.2
"""One thing at a time in a conversation, many conversations at once (R6, R11)."""

from __future__ import annotations

import asyncio

import pytest

from bruecke.conversation.turns import Turns


async def test_steps_of_a_conversation_never_overlap() -> None:
    turns, inside, most, left = Turns(), 0, 0, 5

    async def step() -> bool:
        nonlocal inside, most, left
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0)
        inside, left = inside - 1, left - 1
        return left > 0

    for _ in range(3):
        turns.take("c", step)
    await asyncio.sleep(0.05)
    assert (most, left <= 0) == (1, True)


async def test_a_call_during_the_last_look_is_not_lost() -> None:
    turns, looks = Turns(), 0
    looking, go_on = asyncio.Event(), asyncio.Event()

    async def step() -> bool:
        nonlocal looks
        looks += 1
        looking.set()
        await go_on.wait()
        return False

    turns.take("c", step)
    await looking.wait()
    turns.take("c", step)
    go_on.set()
    await asyncio.sleep(0.01)
    assert looks == 2


async def test_a_slow_conversation_does_not_hold_others() -> None:
    turns, done = Turns(), asyncio.Event()

    async def slow() -> bool:
        await asyncio.sleep(60)
        return False

    async def quick() -> bool:
        done.set()
        return False

    turns.take("slow", slow)
    turns.take("quick", quick)
    await asyncio.wait_for(done.wait(), 5)
    await turns.close()


async def test_a_failed_step_does_not_block_the_next(caplog: pytest.LogCaptureFixture) -> None:
    turns, done = Turns(), asyncio.Event()

    async def broken() -> bool:
        raise OSError

    async def sound() -> bool:
        done.set()
        return False

    turns.take("c", broken)
    await asyncio.sleep(0.01)
    turns.take("c", sound)
    await asyncio.wait_for(done.wait(), 5)
    assert "a step of a conversation failed" in caplog.text
