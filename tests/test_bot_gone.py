"""Rasa dies in the middle of a conversation: the parent is answered, and nothing is forgotten."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import aiohttp

from tests.dialogues.parent import Parent


def bot_process(root: int) -> int | None:
    """The pid of the bot among the descendants of `bruecke up`."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == root and b"bot.server" in command:
            return int(entry.name)
    return None


async def ready(url: str, wanted: int) -> None:
    """Waits until /readyz answers with this status."""
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{url}/readyz") as response:
                if response.status == wanted:
                    return
            await asyncio.sleep(0.2)


async def test_parent_is_answered_while_the_bot_is_gone_and_nothing_is_forgotten(installation: Any) -> None:
    """Design section 4 step 5, section 3; C4, R16."""
    async with Parent(installation.url) as parent:
        before = await parent.say("Ich suche einen Kitaplatz in Lünen")
        assert before.understood["place"] == "luenen"

        pid = bot_process(installation.process.pid)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

        without = await parent.say("und wer hilft mir bei schulden")
        assert without.offers
        assert "human" in without.choices
        danger = await parent.say("ich will nicht mehr leben")
        assert danger.holds("crisis", "suicide")
        await ready(installation.url, 503)

        await ready(installation.url, 200)
        after = await parent.say("gibt es auch einen krabbelkurs")
        assert after.understood["place"] == "luenen"
        assert after.offers
