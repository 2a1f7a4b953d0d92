"""The bot's one channel: a message in; replies, understanding and context out."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Dict, List, Optional, Tuple

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER

from bot.memory import Context, TurnMemory
from bot.remote_action import ActionServer

RANKING_LENGTH = 10  # intents in the understanding that is stored for the review

# What a button says: `topic:housing` is the intent need_housing with that topic, and so on.
_CHOICES: Dict[str, Tuple[str, Optional[str]]] = {
    "place": ("inform_place", "place"),
    "age": ("inform_age", "age"),
    "forget": ("forget", "forget"),
    "more": ("more", None),
    "other": ("start_over", None),
    "restart": ("start_over", None),
    "human": ("ask_human", None),
    "skip": ("deny", None),
}


class BadRequest(ValueError):
    """The call is not of the agreed shape."""


class NoReply(RuntimeError):
    """The turn ended without a reply; the caller must not take that for an answer."""


class Replies(OutputChannel):
    """Collects what the bot says in one turn, one entry a bubble."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return "bruecke"

    def __init__(self) -> None:
        self.bubbles: List[Dict[str, Any]] = []
        self.failure: Optional[Exception] = None

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Takes text, buttons and offers of one utterance as one bubble."""
        choices = [{"label": b["title"], "value": b["payload"]} for b in message.get("buttons") or []]
        offers = (message.get("custom") or {}).get("offers", [])
        bubble = {"text": message.get("text") or "", "choices": choices, "offers": offers}
        if self.bubbles and not any((*_extras(self.bubbles[-1]), *_extras(bubble))):
            self.bubbles[-1]["text"] += "\n" + bubble["text"]  # a list is one bubble, an item a line
        else:
            self.bubbles.append(bubble)


def _extras(bubble: Dict[str, Any]) -> Tuple[Any, Any]:
    return bubble["choices"], bubble["offers"]


class Bot:
    """The loaded model with its one conversation door."""

    def __init__(self, model_path: str, action_server: ActionServer) -> None:
        """Loads the model; takes seconds."""
        self._processor = MessageProcessor(
            model_path=model_path,
            tracker_store=None,
            lock_store=None,
            generator=TemplatedNaturalLanguageGenerator({}),
            action_endpoint=action_server,
        )
        domain = self._processor.domain
        self._memory = TurnMemory(domain)
        self._processor.tracker_store = self._memory
        self._processor.nlg = TemplatedNaturalLanguageGenerator(domain.responses)

    async def answer(self, sender: str, text: Optional[str], choice: Optional[str], context: Context) -> Dict[str, Any]:
        """One turn of a conversation; raises when an action failed or nothing was said."""
        asked = context.get("open_question")
        parsed = self._parse_all([text or ""], asked)[0] if choice is None else _chosen(choice)
        replies = Replies()
        self._memory.begin(sender, context, parsed["entities"])
        try:
            message = UserMessage(parsed["text"], replies, sender, parse_data=parsed, input_channel=replies.name())
            await self._processor.handle_message(message)
            after = self._memory.end(sender)
        finally:
            self._memory.drop(sender)
        if replies.failure:
            raise replies.failure
        if not replies.bubbles:
            raise NoReply("no rule and no action answered")
        return {"replies": replies.bubbles, "understanding": _understanding(parsed), "context": after}

    def understand_all(self, texts: List[str]) -> List[Dict[str, Any]]:
        """What many messages mean, in one batch."""
        return [_understanding(parsed) for parsed in self._parse_all(texts, None)]

    def _parse_all(self, texts: List[str], asked: Optional[str]) -> List[Dict[str, Any]]:
        messages = [UserMessage(harmless(text), metadata={"asked": asked}) for text in texts]
        target = self._processor.model_metadata.nlu_target
        inputs = {PLACEHOLDER_MESSAGE: messages, PLACEHOLDER_TRACKER: None}
        parsed = self._processor.graph_runner.run(inputs=inputs, targets=[target])[target]
        return [{"text": "", **message.as_dict(only_output_properties=True)} for message in parsed]


def harmless(text: str) -> str:
    """The text without what Rasa would run as a command: a slash at its beginning (S5)."""
    return re.sub(r"^[\s/]+", "", unicodedata.normalize("NFKC", text))


def _chosen(choice: str) -> Dict[str, Any]:
    """The understanding of a tapped button."""
    kind, _, value = choice.partition(":")
    if kind == "topic" and value:
        intent, entity = f"need_{value}", "topic"
    elif kind in _CHOICES:
        intent, entity = _CHOICES[kind]
    else:
        raise BadRequest(f"unknown choice kind: {kind[:20]!r}")
    if entity and not value:
        raise BadRequest(f"the choice {kind} needs a value")
    if entity == "age" and not re.fullmatch(r"-?\d{1,3}", value):
        raise BadRequest("an age is a number of months")
    entities = [{"entity": entity, "value": int(value) if entity == "age" else value}] if entity else []
    certain = {"name": intent, "confidence": 1.0}
    return {"text": choice, "intent": certain, "entities": entities, "intent_ranking": [certain]}


def _understanding(parsed: Dict[str, Any]) -> Dict[str, Any]:
    ranking = parsed.get("intent_ranking") or []
    return {
        "intent": parsed["intent"]["name"],
        "confidence": parsed["intent"]["confidence"],
        "topics": parsed.get("topics") or [],
        "ranking": [{"intent": r["name"], "confidence": r["confidence"]} for r in ranking[:RANKING_LENGTH]],
        "entities": [{"entity": e["entity"], "value": e["value"], "text": e.get("text")} for e in parsed["entities"]],
    }
