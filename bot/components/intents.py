"""The intent model as a Rasa component."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.bands import second_margins, topic_shares
from bot.components.encoder import VECTOR
from bot.components.facts import MASKED
from bot.components.ranker import Ranker, Sentence, needs_of, stacked


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NgramIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks all intents for a message, best first, with probabilities that are calibrated."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Nothing to set: the ranker fits itself to the data."""
        return {}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramIntentClassifier:
        """A new, untrained component."""
        return cls(None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramIntentClassifier:
        """The trained component out of the model."""
        with model_storage.read_from(resource) as folder:
            return cls(joblib.load(folder / "model.joblib"), model_storage, resource)

    def __init__(self, model: Optional[Ranker], model_storage: ModelStorage, resource: Resource) -> None:
        self._model = model
        self._storage = model_storage
        self._resource = resource

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the masked examples."""
        self._model = Ranker.learn([_sentence(e) for e in training_data.intent_examples if e.get(TEXT)])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "model.joblib")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds `intent` and `intent_ranking`, and for the component behind: `topic_shares` (id and share, best first),
        `second_margin` (of the second of them) and `bands`.
        """
        vectors = [message.get(VECTOR) for message in messages if message.get(VECTOR) is not None]
        likely, margins = self._model.rank([message.get(MASKED) for message in messages], stacked(vectors))
        needs = needs_of(self._model.intents)
        shares = topic_shares(likely, needs)
        seconds = second_margins(shares, margins[:, needs])
        for row, message in enumerate(messages):
            ranking = _ranked(self._model.intents, likely[row])
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("topic_shares", _ranked(self._model.intents[needs], shares[row]))
            message.set("second_margin", float(seconds[row]))
            message.set("bands", self._model.bands)
        return messages


def _ranked(names: np.ndarray, row: np.ndarray) -> List[Dict[str, Any]]:
    return [{"name": str(names[i]), "confidence": float(row[i])} for i in np.argsort(-row)]


def _sentence(example: Message) -> Sentence:
    """A training example; its block in data/nlu says who wrote it and which second need it means, too."""
    about = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    intents = (example.get(INTENT), about["also"]) if "also" in about else (example.get(INTENT),)
    return Sentence(example.get(MASKED), intents, about.get("writer", ""), example.get(VECTOR))
