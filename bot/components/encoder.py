"""A multilingual sentence encoder from a local folder, for operators who have one. Off unless bot/config.yml names it.

It gives sentences of like meaning like vectors, also where no word is shared; the ranker learns from them beside the
n-grams. What that is worth has not been measured here: no encoder may be fetched on the machines that built this.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Sequence

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.facts import MASKED

VECTOR = "vector"
BATCH = 32  # texts in one run of the encoder
LONGEST = 128  # tokens of a text that are read


class Encoder:
    """Runs `model.onnx` with `tokenizer.json`, both in one folder, as Hugging Face exports them. On the processor."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        """`prefix` stands before every text (some encoders were trained so). Raises FileNotFoundError."""
        for name in ("model.onnx", "tokenizer.json"):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"The sentence encoder needs {folder / name}.")
        import onnxruntime
        from tokenizers import Tokenizer

        self._prefix = prefix
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        self._wanted = [one.name for one in self._session.get_inputs()]

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """A row of length one for each text; float32."""
        batches = [self._run(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return np.concatenate(batches)

    def _run(self, texts: Sequence[str]) -> np.ndarray:
        read = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        mask = np.array([one.attention_mask for one in read], dtype=np.int64)
        inputs = {
            "input_ids": np.array([one.ids for one in read], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        found = self._session.run(None, {name: inputs[name] for name in self._wanted})[0]
        if found.ndim == 3:  # a vector a token: their mean is the text's
            shown = mask[:, :, None]
            found = (found * shown).sum(axis=1) / np.maximum(shown.sum(axis=1), 1)
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return (found / np.maximum(length, 1e-9)).astype(np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Adds `vector` to each message."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`folder`: where the encoder lies; `prefix`: see Encoder."""
        return {"folder": "var/encoder", "prefix": ""}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Rasa's way to make the component, when training and when loading."""
        return cls(Encoder(Path(config["folder"]), config["prefix"]))

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encodes the examples the way messages will be encoded."""
        self._encode([message for message in training_data.intent_examples if message.get(TEXT)])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Encodes all messages in one go."""
        self._encode(messages)
        return messages

    def _encode(self, messages: Sequence[Message]) -> None:
        for message, row in zip(messages, self._encoder.encode([message.get(MASKED) for message in messages])):
            message.set(VECTOR, row)
