# SPDX-License-Identifier: EUPL-1.2
"""A conversation is deleted when the promised days are over, and not before (P7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bruecke.conversation import retention
from bruecke.conversation.tools import Tools
from bruecke.web.keys import TOOLS
from tests.conftest import App
from tests.support.parent import refused, until
from tests.web.test_erase import CANARY, no_file_has_it, no_pause  # noqa: F401  a fixture


def after(time: timedelta, tools: Tools) -> Tools:
    return replace(tools, clock=lambda: tools.clock() + time)


async def test_an_old_conversation_is_deleted_from_tables_and_files(app: App) -> None:
    parent = await app.parent()
    await parent.say(CANARY)
    assert await retention.run(after(timedelta(days=31), app.application[TOOLS]), 30) == 1
    await refused(await parent.client.get(f"{parent.path}/messages", headers=parent.headers), 404, "no_conversation")
    await until(lambda: no_file_has_it(app))


async def test_a_young_conversation_stays(app: App) -> None:
    parent = await app.parent()
    await parent.say("Guten Tag")
    assert await retention.run(after(timedelta(days=29), app.application[TOOLS]), 30) == 0
    assert (await parent.page())["messages"]
