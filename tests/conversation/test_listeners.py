# SPDX-License-Identifier: EUPL-1.2
"""Wake-ups: none is lost, none reaches a stranger, nobody waits after the end (R4)."""

from __future__ import annotations

import asyncio

import pytest

from bruecke.conversation.errors import Reason, Refusal
from bruecke.conversation.listeners import MAX_LISTENERS, Listeners, News


async def test_a_commit_before_the_wait_is_told() -> None:
    listeners = Listeners()
    with listeners.listen("c") as listener:
        listeners.wake("c")
        assert await listener.wait() == News(True, None)


async def test_typing_does_not_hide_a_commit() -> None:
    listeners = Listeners()
    with listeners.listen("c") as listener:
        listeners.wake("c")
        listeners.wake("c", typing="bot")
        assert await listener.wait() == News(True, "bot")


async def test_an_answer_ends_the_typing_before_it() -> None:
    listeners = Listeners()
    with listeners.listen("c") as listener:
        listeners.wake("c", typing="bot")
        listeners.wake("c")
        assert await listener.wait() == News(True, None)


async def test_others_are_not_woken() -> None:
    listeners = Listeners()
    with listeners.listen("a") as listener:
        listeners.wake("b")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(listener.wait(), 0.01)


async def test_the_end_wakes_all_now_and_later() -> None:
    listeners = Listeners()
    with listeners.listen("c") as listener:
        listeners.close()
        await listener.wait()
        assert listener.closed
    with listeners.listen("c") as late:
        assert late.closed


async def test_windows_of_one_conversation_are_counted() -> None:
    listeners = Listeners()
    opened = [listeners.listen("c") for _ in range(MAX_LISTENERS)]
    for window in opened:
        window.__enter__()
    with pytest.raises(Refusal) as refusal, listeners.listen("c"):
        pass
    assert refusal.value.reason is Reason.TOO_MANY_WINDOWS
    for window in opened:
        window.__exit__(None, None, None)
    assert len(listeners) == 0
