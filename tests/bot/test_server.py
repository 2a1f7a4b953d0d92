"""The bot's one channel, spoken to as the web application does; Rasa's traps held shut."""

from __future__ import annotations

import subprocess
from typing import Any

import aiohttp
import pytest

from tests.bot.conftest import BOT_PYTHON, ROOT, ActionServer, LonelyBot


async def post(bot: LonelyBot, path: str, body: Any) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.post(bot.url + path, json=body) as response:
        return response.status, await response.json()


def turn(text: str | None = None, choice: str | None = None, **context: Any) -> dict[str, Any]:
    return {"sender": "a", "text": text, "choice": choice, "context": context}


async def test_one_round_trip_brings_replies_understanding_and_context(lonely_bot: LonelyBot) -> None:
    status, answer = await post(lonely_bot, "/message", turn("guten morgen", place="kamen", topics=["debt"]))
    assert status == 200
    assert answer["replies"][0]["text"]
    assert answer["understanding"]["intent"] == "greet"
    assert answer["context"]["place"] == "kamen"
    assert answer["context"]["topics"] == ["debt"]


async def test_failed_action_is_an_error_not_an_empty_success(
    lonely_bot: LonelyBot, action_server: ActionServer
) -> None:
    """Trap 0.4, R10."""
    for status, body in [(500, {"error": "boom"}), (404, {}), (200, {"events": "no list"}), (200, ["no object"])]:
        action_server.status, action_server.body = status, body
        answered, answer = await post(lonely_bot, "/message", turn("wir haben schulden"))
        assert answered == 502
        assert answer["error"]["code"] == "no_answer"


async def test_missing_action_server_is_an_error(lonely_bot: LonelyBot) -> None:
    """R10."""
    status, answer = await post(lonely_bot, "/message", turn("wir haben schulden"))
    assert (status, answer["error"]["code"]) == (502, "no_answer")


async def test_hanging_action_server_is_given_up(lonely_bot: LonelyBot, action_server: ActionServer) -> None:
    """R11: the bot gives up while the action server still sleeps."""
    action_server.hang = True
    status, answer = await post(lonely_bot, "/message", turn("wir haben schulden"))
    assert (status, answer["error"]["code"]) == (502, "no_answer")


async def test_silent_action_is_an_error(lonely_bot: LonelyBot, action_server: ActionServer) -> None:
    status, answer = await post(lonely_bot, "/message", turn("wir haben schulden"))
    assert (status, answer["error"]["code"]) == (502, "no_answer")


@pytest.mark.parametrize("text", ["/restart", " /restart", "\uff0frestart", '/forget{"forget": "place"}', "//back"])
async def test_slash_is_no_command(lonely_bot: LonelyBot, action_server: ActionServer, text: str) -> None:
    """S5."""
    action_server.body = {"events": [], "responses": [{"text": "gut"}]}
    context = {"place": "kamen", "topics": ["debt"], "age_months": 3}
    _, answer = await post(lonely_bot, "/message", turn(text, **context))
    understanding = answer["understanding"]
    assert understanding["intent"] not in {"restart", "back", "session_start", "forget"}
    assert understanding["confidence"] < 1.0
    assert {name: answer["context"][name] for name in context} == context


async def test_what_was_said_never_reaches_the_log(lonely_bot: LonelyBot, action_server: ActionServer) -> None:
    """P10: every path, failures included."""
    for status in (200, 500):
        action_server.status = status
        for text in ("kanarienvogel wir haben schulden", "/kanarienvogel", "kanarienvogel" * 200):
            await post(lonely_bot, "/message", turn(text))
    await post(lonely_bot, "/message", turn(choice="kanarienvogel"))
    await post(lonely_bot, "/message", {"sender": "kanarienvogel", "text": 7, "context": {}})
    await post(lonely_bot, "/parse", {"text": "kanarienvogel"})
    assert "kanarien" not in lonely_bot.log.read_text().lower()


async def test_events_of_the_past_are_not_sent_to_actions(lonely_bot: LonelyBot, action_server: ActionServer) -> None:
    """A turn costs the same at the end of a long conversation as at its beginning (R14)."""
    action_server.body = {"events": [], "responses": [{"text": "gut"}]}
    for _ in range(5):
        await post(lonely_bot, "/message", turn("wir haben schulden"))
    assert all(call["tracker"]["events"] == [] for call in action_server.calls)
    assert action_server.calls[-1]["domain"] == {}


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"sender": "a"},
        {"sender": "a", "text": "x", "choice": "more"},
        {"sender": "", "text": "x"},
        {"sender": "a", "text": 5},
        {"sender": "a", "text": "x", "context": []},
        {"sender": "a", "choice": "nonsense"},
        {"sender": "a", "choice": "topic:"},
        {"sender": "a", "choice": "age:old"},
    ],
)
async def test_bad_call_is_told_so(lonely_bot: LonelyBot, body: Any) -> None:
    status, answer = await post(lonely_bot, "/message", body)
    assert status == 400
    assert set(answer["error"]) == {"code", "message"}


async def test_unknown_path_is_an_error_answer(lonely_bot: LonelyBot) -> None:
    status, answer = await post(lonely_bot, "/model", {})  # Rasa's own API is not there (S4)
    assert status == 404
    assert "error" in answer


def test_rasa_sends_no_telemetry() -> None:
    """P1: it is on by default."""
    code = "import bot, rasa.telemetry; print(rasa.telemetry.is_telemetry_enabled())"
    command = [BOT_PYTHON, "-W", "ignore", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "False"
