# SPDX-License-Identifier: EUPL-1.2
"""Worker threads: results and errors come back, order is kept, nothing is left undone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bruecke.storage.workers import Workers


@pytest.fixture
async def one() -> AsyncIterator[Workers]:
    workers = Workers("test", 1)
    yield workers
    await workers.stop()


async def test_results_and_errors_come_back(one: Workers) -> None:
    assert await one.run(lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        await one.run(lambda: 1 / 0)
    assert await one.run(threading.get_ident) != threading.get_ident()


async def test_one_worker_keeps_the_order(one: Workers) -> None:
    done: list[int] = []
    await asyncio.gather(*(one.run(lambda number=number: done.append(number)) for number in range(100)))  # type: ignore[misc]
    assert done == list(range(100))


async def test_a_call_nobody_waits_for_still_runs(one: Workers) -> None:
    go_on, done = threading.Event(), threading.Event()
    first = asyncio.create_task(one.run(lambda: go_on.wait(5)))
    second = asyncio.create_task(one.run(done.set))
    await asyncio.sleep(0)
    for task in (first, second):
        task.cancel()
    go_on.set()
    await asyncio.gather(first, second, return_exceptions=True)
    assert await one.run(done.is_set)


async def test_stopping_does_what_is_left() -> None:
    workers, done = Workers("test", 3), []
    calls = [asyncio.create_task(workers.run(lambda: done.append(1))) for _ in range(20)]
    await asyncio.sleep(0)
    await workers.stop()
    await asyncio.gather(*calls)
    assert len(done) == 20
