"""Places and ages as Rasa entities, by the rules of `bruecke.german`."""

from __future__ import annotations

import os
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any, Dict, List

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bruecke.german.ages import AgeMention, find_age, find_all_ages
from bruecke.german.places import PlaceFinder, PlaceMention

MASKED = "masked_text"
LOOK_AGAIN_AFTER = 2.0  # seconds between two looks at the catalogue's time stamp


class Gazetteer:
    """The place finder of the catalogue's places; follows the file without a restart."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: Any = None
        self._looked = 0.0
        self._finder = PlaceFinder({})
        self._follow()

    def finder(self) -> PlaceFinder:
        """The finder of the newest readable file; a new file is read beside the running parse."""
        now = time.monotonic()
        if now - self._looked > LOOK_AGAIN_AFTER:
            self._looked = now
            if self._current_stamp() != self._stamp:
                threading.Thread(target=self._follow, daemon=True).start()
        return self._finder

    def _current_stamp(self) -> Any:
        try:
            stat = self._path.stat()
        except OSError:
            return self._stamp
        return stat.st_mtime_ns, stat.st_size

    def _follow(self) -> None:
        stamp = self._current_stamp()
        try:
            data = yaml.load(self._path.read_bytes(), Loader=yaml.CSafeLoader)
            self._finder = PlaceFinder(data["places"])
        except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError):
            pass  # a broken file is the catalogue's to report; here the last good places stay
        self._stamp = stamp


# A featurizer in Rasa's eyes, because only these see the training data, too.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class PlacesAndAges(GraphComponent):
    """Adds the entities `place`, `place_outside`, `place_candidates` and `age` (months),
    and masks their words for the intent model.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`catalogue`: path of services.yml, from the project's root."""
        return {"catalogue": "services.yml"}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlacesAndAges:
        """Rasa's way to make the component, when training and when loading."""
        return cls(Path(os.environ.get("BRUECKE_CATALOGUE") or config["catalogue"]))

    def __init__(self, catalogue: Path) -> None:
        self._gazetteer = Gazetteer(catalogue)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Masks the training sentences the way messages will be masked."""
        for message in training_data.training_examples:
            if message.get(TEXT):
                self._mask(message)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds entities and the masked text to each message."""
        for message in messages:
            self._annotate(message)
        return messages

    def _annotate(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        asked = (message.get("metadata") or {}).get("asked")
        place = self._gazetteer.finder().find(text, asked=asked == "place")
        age = find_age(text, asked=asked == "age_months", today=date.today())
        entities = [_place_entity(place)] if place else []
        if age:
            entities.append(_entity("age", age.months, age))
        message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        self._mask(message)

    def _mask(self, message: Message) -> None:
        text = message.get(TEXT)
        spans = [(m.start, m.end, " ortsname ") for m in self._gazetteer.finder().find_all(text)]
        spans += [(m.start, m.end, " altersangabe ") for m in find_all_ages(text)]
        message.set(MASKED, _replace(text, spans))


def _place_entity(mention: PlaceMention) -> Dict[str, Any]:
    if mention.place:
        return _entity("place", mention.place, mention)
    if mention.place_text:
        return _entity("place_outside", mention.place_text, mention)
    return _entity("place_candidates", list(mention.candidates), mention)


def _entity(kind: str, value: Any, mention: PlaceMention | AgeMention) -> Dict[str, Any]:
    return {
        "entity": kind,
        "value": value,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "extractor": "PlacesAndAges",
    }


def _replace(text: str, spans: list[tuple[int, int, str]]) -> str:
    parts, done = [], 0
    for start, end, word in sorted(spans):
        if start >= done:
            parts += [text[done:start], word]
            done = end
    return "".join([*parts, text[done:]])
