# SPDX-License-Identifier: EUPL-1.2
"""The whole program as it really runs: web, actions, bot."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

from aiohttp import ClientSession

from tests.conftest import Installation
from tests.support.parent import data


async def answers(session: ClientSession, path: str, sent: dict[str, Any], headers: dict[str, str]) -> list[Any]:
    async with session.post(path, json={"client_id": str(uuid.uuid4()), **sent}, headers=headers) as response:
        seq = (await data(response, 201))["message"]["seq"]
    async with session.get(f"{path}?after={seq}&wait=20", headers=headers) as response:
        return list((await data(response))["messages"])


async def test_the_first_answer_helps_and_danger_is_seen(installation: Installation) -> None:
    async with ClientSession(installation.url) as session:
        async with session.post("/api/conversations", json={}) as response:
            begun = await data(response, 201)
        path, headers = f"/api/conversations/{begun['id']}/messages", {"Authorization": f"Bearer {begun['token']}"}
        sentence = "mein baby schreit den ganzen tag, wir wohnen in kamen, sie ist 3 monate"
        first = await answers(session, path, {"text": sentence}, headers)
        danger = await answers(session, path, {"text": "ich will nicht mehr leben"}, headers)
    assert 1 <= sum(len(message["offers"]) for message in first) <= 3
    assert [message["crisis"]["kind"] for message in danger if message["crisis"]] == ["suicide"]


async def test_no_process_logs_what_was_written(installation: Installation) -> None:
    """P10, trap 0.4: Rasa writes whole messages to its log when something fails."""
    canaries = [f"kanarienvogel{number}xq" for number in range(5)]
    async with ClientSession(installation.url) as session:
        async with session.post("/api/conversations", json={}) as response:
            begun = await data(response, 201)
        path, headers = f"/api/conversations/{begun['id']}/messages", {"Authorization": f"Bearer {begun['token']}"}
        for canary in canaries:
            await answers(session, path, {"text": f"/{canary} {{}}" if canary[-3] == "1" else canary}, headers)
    log = await asyncio.to_thread(installation.log.read_text)
    assert [canary for canary in [*canaries, begun["token"]] if canary in log] == []


async def test_ready_says_that_a_sentence_was_understood(installation: Installation) -> None:
    """R16"""
    async with ClientSession(installation.url) as session, session.get("/readyz") as response:
        assert json.loads(await response.text()) == {"ready": True, "database": True, "bot": True, "catalogue": True}
