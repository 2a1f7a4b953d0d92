"""The two installations that are measured: Brücke, and plain `rasa run` with the same model."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import aiohttp

from bruecke import training

START_WITHIN = 180  # seconds


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class _Installation:
    """Processes that are started together, watched until they answer, and ended together."""

    name: str
    ready_s: float

    def __init__(self, root: Path, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.root, self.folder = root, folder
        self.children: list[asyncio.subprocess.Process] = []
        self.model = training.model_path(root, root / "var" / "models")

    async def start(self, *command: object, **environment: str) -> None:
        with (self.folder / f"{len(self.children)}.log").open("wb") as log:
            child = await asyncio.create_subprocess_exec(
                *map(str, command), cwd=self.root, env={**os.environ, **environment}, stdout=log, stderr=log
            )
        self.children.append(child)

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()
        for child in self.children:
            if child.returncode is None:
                child.send_signal(signal.SIGTERM)
        for child in self.children:
            await child.wait()

    async def wait_for(self, url: str) -> None:
        begun = time.perf_counter()
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        while time.perf_counter() - begun < START_WITHIN and all(c.returncode is None for c in self.children):
            try:
                async with self.session.get(url) as response:
                    if response.status == 200:
                        self.ready_s = time.perf_counter() - begun
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
        await self.session.close()
        logs = "\n".join(path.read_text()[-2000:] for path in sorted(self.folder.glob("*.log")))
        raise RuntimeError(f"{self.name} did not become ready:\n{logs}")

    def memory_mb(self) -> float:
        pids = _with_descendants({child.pid for child in self.children})
        return sum(_resident_kb(pid) for pid in pids) / 1024


def _with_descendants(pids: set[int]) -> set[int]:
    parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _resident_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


class Bruecke(_Installation):
    """`bruecke up`: web, actions, bot; a message goes through all of them and the database."""

    name = "Brücke"

    async def __aenter__(self) -> Bruecke:
        web, actions, bot = _free_ports(3)
        limits = ("MESSAGES", "CONVERSATIONS", "CONVERSATIONS_TOTAL", "REQUESTS")
        await self.start(
            sys.executable,
            "-m",
            "bruecke.cli",
            "up",
            BRUECKE_VAR=str(self.folder),
            BRUECKE_MODELS=str(self.model.parent),
            BRUECKE_PORT=str(web),
            BRUECKE_ACTIONS_PORT=str(actions),
            BRUECKE_BOT_PORT=str(bot),
            **{f"BRUECKE_LIMIT_{name}": "0" for name in limits},
        )
        self.base = f"http://127.0.0.1:{web}/api/conversations"
        await self.wait_for(f"http://127.0.0.1:{web}/readyz")
        return self

    async def begin(self) -> dict[str, Any]:
        async with self.session.post(self.base, json={}) as response:
            begun = await response.json()
        headers = {"Authorization": f"Bearer {begun['token']}"}
        return {"url": f"{self.base}/{begun['id']}/messages", "headers": headers}

    async def say(self, conversation: Any, text: str) -> None:
        """Sends, then long-polls: the reply is counted when it is stored and handed out."""
        url, headers = conversation["url"], conversation["headers"]
        body = {"client_id": str(uuid.uuid4()), "text": text}
        async with self.session.post(url, json=body, headers=headers) as response:
            seq = (await response.json())["message"]["seq"]
        while True:  # a long poll also ends when only the state changed
            async with self.session.get(url, params={"after": seq, "wait": 20}, headers=headers) as response:
                if (await response.json())["messages"]:
                    return


class PlainRasa(_Installation):
    """`rasa run` with its REST channel, its own tracker store and the same action server."""

    name = "rasa run"

    async def __aenter__(self) -> PlainRasa:
        rasa, actions = _free_ports(2)
        endpoints = self.folder / "endpoints.yml"
        endpoints.write_text(f"action_endpoint: {{url: 'http://127.0.0.1:{actions}/webhook'}}\n")
        credentials = self.folder / "credentials.yml"
        credentials.write_text("rest: {}\n")
        await self.start(sys.executable, "-m", "bruecke.cli", "actions", BRUECKE_ACTIONS_PORT=str(actions))
        await self.start(
            self.root / ".venv-bot/bin/python", "-W", "ignore", "-m", "rasa", "run",
            "--model", self.model, "--endpoints", endpoints, "--credentials", credentials,
            "--interface", "127.0.0.1", "--port", rasa,
            RASA_TELEMETRY_ENABLED="false", CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3",
            PYTHONPATH=str(self.root),
        )  # fmt: skip
        self.url = f"http://127.0.0.1:{rasa}/webhooks/rest/webhook"
        await self.wait_for(f"http://127.0.0.1:{rasa}/")
        return self

    async def begin(self) -> str:
        return str(uuid.uuid4())

    async def say(self, conversation: object, text: str) -> None:
        async with self.session.post(self.url, json={"sender": conversation, "message": text}) as response:
            replies = await response.json()
        if not replies:
            raise RuntimeError("no reply")
