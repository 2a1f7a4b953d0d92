# SPDX-License-Identifier: EUPL-1.2
"""Threads for blocking calls, with one change of threads there and one back.

Measured: a call through a ThreadPoolExecutor costs 35–140 µs CPU (it has two futures and three locks), here 20 µs.
A message needs two to five of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
_Job = tuple["asyncio.Future[Any]", Callable[[], Any]]


class Workers:
    """``count`` threads that share one queue; with one, calls run one after the other, in order."""

    def __init__(self, name: str, count: int) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads = [Thread(target=self._work, name=name, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    async def run(self, call: Callable[[], T]) -> T:
        """The result of ``call()``. It runs to its end even if nobody waits for it any more."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((future, call))
        return await future

    async def stop(self) -> None:
        """Do what is in the queue, then end."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)

    def _work(self) -> None:
        while job := self._jobs.get():
            future, call = job
            try:
                result = call()
            except BaseException as error:
                future.get_loop().call_soon_threadsafe(_fail, future, error)
            else:
                future.get_loop().call_soon_threadsafe(_succeed, future, result)
            del job, future, call  # an idle thread holds on to nothing


def _succeed(future: asyncio.Future[T], result: T) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[Any], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
