"""`bruecke up`: the three processes on one machine (design section 3)."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before a dead process is started again
STEADY_AFTER = 60.0  # seconds after which a process counts as healthy and the waiting starts anew
STOP_WITHIN = 10.0  # seconds between SIGTERM and SIGKILL


@dataclass(frozen=True)
class Process:
    """One process: the name before its log lines, its command, and what it needs in the environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


async def run(processes: Sequence[Process], folder: Path) -> None:
    """Keeps the processes running in `folder` until SIGTERM or SIGINT, then stops them all."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    keepers = [asyncio.create_task(_keep(process, folder, stop)) for process in processes]
    await stop.wait()
    await asyncio.gather(*keepers)


async def _keep(process: Process, folder: Path, stop: asyncio.Event) -> None:
    wait = FIRST_WAIT
    while not stop.is_set():
        started = time.monotonic()
        code = await _run_once(process, folder, stop)
        if stop.is_set():
            return
        wait = FIRST_WAIT if time.monotonic() - started > STEADY_AFTER else wait
        _print(process.name, f"ended with {code}; starting again in {wait:g} s")
        await _sleep(wait, stop)
        wait = min(wait * 2, LONGEST_WAIT)


async def _run_once(process: Process, folder: Path, stop: asyncio.Event) -> int:
    child = await asyncio.create_subprocess_exec(
        *process.command,
        cwd=folder,
        env={**os.environ, **process.environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C reaches us alone; we stop the children in order
    )
    log = asyncio.create_task(_log(process.name, child))
    ended = asyncio.create_task(child.wait())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not ended.done():
        await _end(child)
    await asyncio.gather(ended, log)
    return ended.result()


async def _end(child: asyncio.subprocess.Process) -> None:
    child.terminate()
    try:
        await asyncio.wait_for(asyncio.shield(asyncio.ensure_future(child.wait())), STOP_WITHIN)
    except TimeoutError:
        child.kill()


async def _log(name: str, child: asyncio.subprocess.Process) -> None:
    assert child.stdout is not None
    while line := await child.stdout.readline():
        _print(name, line.decode(errors="replace").rstrip())


def _print(name: str, line: str) -> None:
    print(f"{name:<8}| {line}", file=sys.stderr, flush=True)


async def _sleep(seconds: float, stop: asyncio.Event) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
