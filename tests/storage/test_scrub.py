# SPDX-License-Identifier: EUPL-1.2
"""Scrubbing runs soon after a deletion, not too often, and never forgets one (P9)."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest

from bruecke.storage import scrub
from bruecke.storage.scrub import Scrubber


class Sweeps:
    """Counts runs; ``results`` says how they end."""

    def __init__(self, *results: bool) -> None:
        self.runs = 0
        self.results = list(results)
        self.running = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def __call__(self) -> bool:
        self.runs += 1
        self.running.set()
        await self.go_on.wait()
        return self.results.pop(0) if self.results else True


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scrub, "PAUSE", 0.01)


async def settle() -> None:
    await asyncio.sleep(0.1)


async def test_many_deletions_are_one_run() -> None:
    sweeps = Sweeps()
    scrubber = Scrubber(sweeps)
    for _ in range(10):
        scrubber.soon()
    await settle()
    assert sweeps.runs == 1


async def test_a_deletion_during_a_run_gets_its_own() -> None:
    sweeps = Sweeps()
    sweeps.go_on.clear()
    scrubber = Scrubber(sweeps)
    scrubber.soon()
    await sweeps.running.wait()
    scrubber.soon()
    sweeps.go_on.set()
    await settle()
    assert sweeps.runs == 2


async def test_what_could_not_finish_is_tried_again() -> None:
    sweeps = Sweeps(False, False, True)
    Scrubber(sweeps).soon()
    await settle()
    assert sweeps.runs == 3


async def test_a_failure_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Sweeps):
        async def __call__(self) -> bool:
            await super().__call__()
            if self.runs == 1:
                raise sqlite3.OperationalError
            return True

    sweeps = Failing()
    Scrubber(sweeps).soon()
    await settle()
    assert sweeps.runs == 2
    assert "could not be taken out" in caplog.text


async def test_the_end_does_at_once_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scrub, "PAUSE", 600)
    sweeps = Sweeps()
    scrubber = Scrubber(sweeps)
    scrubber.soon()
    await settle()
    scrubber.soon()
    await scrubber.close()
    assert sweeps.runs == 2
