"""The load: one parent alone, then sixteen at once, each waiting for the reply before writing on."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MESSAGES = Path(__file__).with_name("messages.txt").read_text(encoding="utf-8").splitlines()
WARM_UP, ALONE, AT_ONCE, EACH = 24, 120, 16, 30


class Peer(Protocol):
    """A running installation that answers messages."""

    name: str
    ready_s: float

    async def begin(self) -> object:
        """A new conversation."""

    async def say(self, conversation: object, text: str) -> None:
        """Sends one message and returns when its reply is there."""

    def memory_mb(self) -> float:
        """Resident memory of all its processes."""


@dataclass(frozen=True)
class Result:
    """What was measured; times in the unit of the name."""

    p50_ms: float
    p95_ms: float
    per_second: float
    busy_p95_ms: float
    ready_s: float
    memory_mb: float


async def measure(peer: Peer) -> Result:
    """Warm-up, then one conversation after another, then sixteen side by side."""
    await _talk(peer, WARM_UP)
    alone = await _talk(peer, ALONE)
    begun = time.perf_counter()
    busy = await asyncio.gather(*(_talk(peer, EACH, start) for start in range(AT_ONCE)))
    took = time.perf_counter() - begun
    together = [seconds for times in busy for seconds in times]
    return Result(
        p50_ms=statistics.median(alone) * 1000,
        p95_ms=_p95(alone) * 1000,
        per_second=len(together) / took,
        busy_p95_ms=_p95(together) * 1000,
        ready_s=peer.ready_s,
        memory_mb=peer.memory_mb(),
    )


async def _talk(peer: Peer, count: int, start: int = 0) -> list[float]:
    times, conversation = [], None
    for index in range(start, start + count):
        if conversation is None or index % len(MESSAGES) == 0:
            conversation = await peer.begin()  # people write a screenful, not hundreds of messages
        before = time.perf_counter()
        await peer.say(conversation, MESSAGES[index % len(MESSAGES)])
        times.append(time.perf_counter() - before)
    return times


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
