"""The intent model: word and character n-grams with a linear classifier."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Dict, List

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
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from bot.components.facts import MASKED

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def plain(text: str) -> str:
    """One spelling for what parents type: small letters, ae for ä, no accents, digits as 0,
    at most two equal letters in a row, emoji as words of their own.
    """
    text = unicodedata.normalize("NFKC", text).lower().translate(_UMLAUTS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = re.sub(r"\d+", "0", text)
    text = re.sub(r"(\w)\1{2,}", r"\1\1", text)
    text = re.sub(r"([^\w\s.,;:!?()/'\"-])", r" \1 ", text)
    return " ".join(text.split())


def _pipeline(c: float) -> Pipeline:
    word = TfidfVectorizer(
        ngram_range=(1, 2), token_pattern=r"\w+|[^\w\s.,]", sublinear_tf=True, min_df=1, dtype=np.float32
    )
    chars = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32
    )
    model = LogisticRegression(C=c, max_iter=300, tol=1e-3, class_weight="balanced")
    return Pipeline([("features", FeatureUnion([("word", word), ("chars", chars)])), ("model", model)])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NgramIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks all intents for a message, best first, with probabilities."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`C`: inverse regularisation of the logistic regression."""
        return {"C": 30.0}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramIntentClassifier:
        """A new, untrained component."""
        return cls(_pipeline(config["C"]), model_storage, resource)

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

    def __init__(self, model: Pipeline, model_storage: ModelStorage, resource: Resource) -> None:
        self._model = model
        self._storage = model_storage
        self._resource = resource

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the masked examples."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model.fit([plain(e.get(MASKED)) for e in examples], [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "model.joblib")
        return self._resource

    def rank(self, texts: List[str]) -> List[List[Dict[str, Any]]]:
        """For each (masked) text all intents with their probabilities, best first."""
        names = self._model.classes_
        rows = self._model.predict_proba([plain(text) for text in texts])
        return [
            [{"name": str(names[i]), "confidence": float(row[i])} for i in np.argsort(-row)] for row in rows
        ]

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


_BREAK = re.compile(
    r"[.!?;\n]+|,?\s+(?:und (?:dann|auch|noch|ausserdem|außerdem|jetzt)|ausserdem|außerdem|dazu kommt|und zweitens|"
    r"noch was|ach ja|nebenbei|plus|ausserdem auch)\b|,\s*und\b|\s+und\s+(?=ich|wir|mein|meine|die|der|er|sie|es|dass)"
)


def _clauses(text: str) -> List[str]:
    """The text itself, then its clauses of three words or more where it has several."""
    parts = [part.strip() for part in _BREAK.split(text) if part and len(part.split()) >= 3]
    return [text, *parts] if len(parts) > 1 else [text]
