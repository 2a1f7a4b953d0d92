"""The intent model as a Rasa component: ranks the intents of each message and of its clauses."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.facts import MASKED
from bot.components.ranker import Ranker


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
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model = Ranker.learn([e.get(MASKED) for e in examples], [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "model.joblib")
        return self._resource

    def rank(self, texts: List[str]) -> List[List[Dict[str, Any]]]:
        """For each (masked) text all intents with their probabilities, best first."""
        names = self._model.intents
        rows = self._model.rank(texts)
        return [[{"name": str(names[i]), "confidence": float(row[i])} for i in np.argsort(-row)] for row in rows]

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds `intent` and `intent_ranking`; all messages and their clauses in one matrix."""
        clauses = [_clauses(message.get(MASKED)) for message in messages]
        rankings = iter(self.rank([part for parts in clauses for part in parts]))
        for message, parts in zip(messages, clauses):
            whole, *rest = [next(rankings) for _ in parts]
            message.set(INTENT, whole[0], add_to_output=True)
            message.set("intent_ranking", whole, add_to_output=True)
            message.set("clause_rankings", rest)
        return messages


_BREAK = re.compile(r"[.,;:!?\n]+|\s+und\s+|\b(?:au(?:ss|ß)erdem|dazu kommt|nebenbei)\b")


def _clauses(text: str) -> List[str]:
    """The text itself, then its clauses of three words or more where it has several."""
    parts = [part.strip() for part in _BREAK.split(text) if part and len(part.split()) >= 3]
    return [text, *parts] if len(parts) > 1 else [text]
