"""What a ranking means: which topics a message names, and when to say "not sure" or "not understood"."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.components.bands import Bands
from bot.components.ranker import NEED

KEPT = 3  # topics in the understanding
UNSURE = "nlu_fallback"  # Rasa's name for it, so that its rules and tools know it
LOST = "not_understood"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Topics(GraphComponent):
    """Adds the entities `topic` (one, or two where a message means two) and `maybe_topic`; marks unsure messages."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Nothing to set: the borders are the model's bands, fitted with it."""
        return {}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Topics:
        """Rasa's way to make the component."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets `topics` and the entities; a message below the bands gets the intent `nlu_fallback` (its
        likeliest topics are offered) or `not_understood`.
        """
        for message in messages:
            bands: Bands = message.get("bands")
            shares = message.get("topic_shares")
            meant = shares[: _meant(message, bands)]
            maybe = shares[1:2] if len(meant) == 1 and message.get("second_margin") >= bands.maybe else []
            topics = [{"id": share["name"][len(NEED) :], "confidence": share["confidence"]} for share in shares[:KEPT]]
            message.set("topics", topics, add_to_output=True)
            entities = [*_entities("topic", meant), *_entities("maybe_topic", maybe)]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
            confidence = message.get(INTENT)["confidence"]
            if confidence < bands.sure:
                name = UNSURE if confidence >= bands.lost else LOST
                message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
        return messages


def _entities(kind: str, shares: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    return [{"entity": kind, "value": share["name"][len(NEED) :], "extractor": "Topics"} for share in shares]


def _meant(message: Message, bands: Bands) -> int:
    """How many of the topics the message means: none, one or two."""
    best = message.get(INTENT)
    if not best["name"].startswith(NEED) or best["confidence"] < bands.sure:
        return 0
    return 2 if message.get("second_margin") >= bands.second else 1
