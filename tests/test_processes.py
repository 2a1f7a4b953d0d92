"""`bruecke up` keeps its processes running and stops them cleanly (design section 3)."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bruecke import processes
from bruecke.processes import Process

STEADY = "import time; print('here', flush=True); time.sleep(60)"
DIES_ONCE = (
    "import os, time; print('born', flush=True)\n"
    "if not os.path.exists('died'): open('died', 'w').close(); raise SystemExit(3)\n"
    "print('recovered', flush=True); time.sleep(60)"
)


def process(name: str, code: str) -> Process:
    return Process(name, [sys.executable, "-c", code], {"BRUECKE_TEST": name})


async def run_until(said: str, folder: Path, capfd: pytest.CaptureFixture[str], *started: Process) -> str:
    """Runs the processes until their log says something, then ends them as an operator does."""
    running = asyncio.create_task(processes.run(started, folder))
    log = ""
    while said not in log:
        await asyncio.sleep(0.05)
        log += capfd.readouterr().err
    os.kill(os.getpid(), signal.SIGTERM)
    await running
    return log + capfd.readouterr().err


async def test_each_log_line_says_whose_it_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = await run_until("here", tmp_path, capfd, process("web", STEADY))
    assert "web     | here" in log


async def test_what_dies_is_started_again(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = await run_until("recovered", tmp_path, capfd, process("bot", DIES_ONCE), process("web", STEADY))
    assert log.count("bot     | born") == 2
    assert "bot     | ended with 3" in log
    assert log.count("web     | here") == 1


async def test_stopping_leaves_no_process_behind(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tells_pid = f"import os; print('pid', os.getpid(), flush=True); {STEADY}"
    log = await run_until("here", tmp_path, capfd, process("web", tells_pid))
    pid = int(log.split("pid ")[1].split()[0])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
