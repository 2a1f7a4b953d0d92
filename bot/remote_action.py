"""How the bot asks the action server: Rasa's `RemoteAction.run`, made quick and loud.

Rasa 3.6.21 re-checks its own JSON schema on every answer (half of a message's time), opens a new
connection for each call, sends all events of the conversation along, and swallows failures.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

TIMEOUT = aiohttp.ClientTimeout(total=4)  # seconds; below the 5 s that the web application waits


class ActionFailed(Exception):
    """An action could not be run. Says which and why, never with what data."""


class ActionServer(EndpointConfig):
    """The action server's address with one connection pool that is kept open."""

    _session: aiohttp.ClientSession | None = None

    async def post(self, body: Dict[str, Any]) -> Dict[str, Any]:
        """The action server's answer; ActionFailed when there is none that holds."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        name = body["next_action"]
        try:
            async with self._session.post(self.url, json=body) as response:
                if response.status != 200:
                    raise ActionFailed(f"{name}: the action server answered {response.status}")
                answer = await response.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ActionFailed(f"{name}: {type(error).__name__}") from None
        except Exception as error:  # asyncio.TimeoutError is no TimeoutError on Python 3.10
            if isinstance(error, ActionFailed):
                raise
            raise ActionFailed(f"{name}: {type(error).__name__}") from None
        if not _has_shape(answer):
            raise ActionFailed(f"{name}: the answer has not the agreed shape")
        return answer

    async def close(self) -> None:
        """Closes the pool."""
        if self._session is not None:
            await self._session.close()


def _has_shape(answer: Any) -> bool:
    """Rasa's protocol: `events` that say what they are, and `responses`. Its JSON schema for the same, compiled
    once, still took 3.7 ms a message; what an event holds is checked where it is made (`deserialise_events`).
    """
    if not isinstance(answer, dict):
        return False
    events, responses = answer.get("events"), answer.get("responses")
    return (
        isinstance(events, list)
        and all(isinstance(event, dict) and isinstance(event.get("event"), str) for event in events)
        and isinstance(responses, list)
        and all(isinstance(response, dict) for response in responses)
    )


async def run(
    self: RemoteAction,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> List[Event]:
    """Runs the action remotely; a failure is kept in `output_channel.failure`, since Rasa only logs it."""
    body = {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": _state(tracker), "domain": {}}
    try:
        answer = await self.action_endpoint.post(body)
    except ActionFailed as error:
        output_channel.failure = error
        raise
    said = await self._utter_responses(answer["responses"], output_channel, nlg, tracker)
    return [*said, *deserialise_events(answer["events"])]


def _state(tracker: DialogueStateTracker) -> Dict[str, Any]:
    """What rasa-sdk's Tracker reads, without the events: the slots say all an action needs."""
    message = tracker.latest_message
    return {
        "sender_id": tracker.sender_id,
        "slots": tracker.current_slot_values(),
        "latest_message": {} if message is None else message.parse_data,
        "events": [],
        "paused": tracker.is_paused(),
        "followup_action": tracker.followup_action,
        "active_loop": {"name": tracker.active_loop_name},
        "latest_action_name": tracker.latest_action_name,
    }


def install() -> None:
    """Puts this way of running an action into Rasa."""
    RemoteAction.run = run
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))  # it walks all classes
