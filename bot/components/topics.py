"""What a ranking means: which topics a message names, and when to say "not sure"."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message

NEED = "need_"
INFORM = ("inform_place", "inform_age")  # a need often comes with them, and they are loud
KEPT = 3  # topics in the understanding
UNSURE = "nlu_fallback"  # Rasa's name for it, so that its rules and tools know it


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Topics(GraphComponent):
    """Adds the entity `topic` (one, or two where a message means two) and marks unsure messages."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Confidences from which … `sure`: the first intent is answered; `clause`: a need in a clause wins over
        an act; `second`: a clause names a second topic; `shared`: the whole message does.
        """
        return {"sure": 0.3, "clause": 0.6, "second": 0.9, "shared": 0.2}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Topics:
        """Rasa's way to make the component."""
        return cls(config)

    def __init__(self, config: Dict[str, Any]) -> None:
        self._sure: float = config["sure"]
        self._clause: float = config["clause"]
        self._second: float = config["second"]
        self._shared: float = config["shared"]

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets `topics` and the entities `topic`; an unsure message gets the intent `nlu_fallback`."""
        for message in messages:
            self._prefer_need(message)
            topics = self._topics(message)
            meant = topics[: self._meant(message, topics)]
            message.set("topics", [{"id": t, "confidence": c} for t, c in topics[:KEPT]], add_to_output=True)
            entities = [{"entity": "topic", "value": t, "extractor": "Topics"} for t, _ in meant]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
            best = message.get(INTENT)
            if best["confidence"] < self._sure:
                message.set(INTENT, {"name": UNSURE, "confidence": best["confidence"]}, add_to_output=True)
        return messages

    def _prefer_need(self, message: Message) -> None:
        """ "Hallo, mein Baby schreit, wir wohnen in Kamen" is no greeting: a clause with a need wins over an act."""
        best = message.get(INTENT)
        if best["name"].startswith(NEED):
            return
        inform = best["name"] in INFORM
        needs = [ranking[0] for ranking in _clause_needs(message, self._sure if inform else self._clause)]
        if inform:
            ranking = message.get("intent_ranking")
            needs += [r for r in ranking if r["name"].startswith(NEED) and r["confidence"] >= self._sure]
        if needs:
            message.set(INTENT, max(needs, key=lambda need: need["confidence"]), add_to_output=True)

    def _said(self, message: Message) -> List[List[Dict[str, Any]]]:
        """The rankings of clauses that clearly name a need."""
        return _clause_needs(message, self._second)

    def _topics(self, message: Message) -> List[Tuple[str, float]]:
        """All topics, best first. What a clause says clearly counts as much as the whole message says."""
        confidence = _needs(message.get("intent_ranking"))
        ceiling = max(confidence.values())
        for ranking in self._said(message):
            topic = ranking[0]["name"][len(NEED) :]
            confidence[topic] = max(confidence[topic], min(ranking[0]["confidence"], ceiling))
        return sorted(confidence.items(), key=lambda item: -item[1])

    def _meant(self, message: Message, topics: List[Tuple[str, float]]) -> int:
        """How many of the topics the message means: none, one or two."""
        best = message.get(INTENT)
        if not best["name"].startswith(NEED) or best["confidence"] < self._sure:
            return 0
        said = {ranking[0]["name"][len(NEED) :] for ranking in self._said(message)}
        (first, _), (second, confidence) = topics[:2]
        return 2 if {first, second} <= said or confidence >= self._shared else 1


def _clause_needs(message: Message, least: float) -> List[List[Dict[str, Any]]]:
    rankings = message.get("clause_rankings") or []
    return [r for r in rankings if r[0]["name"].startswith(NEED) and r[0]["confidence"] >= least]


def _needs(ranking: List[Dict[str, Any]]) -> Dict[str, float]:
    return {r["name"][len(NEED) :]: r["confidence"] for r in ranking if r["name"].startswith(NEED)}
