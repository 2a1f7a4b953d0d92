"""The learned part: what rules cannot foresee. It only adds alarms; a rule that sees danger is never overruled (C3).

A linear model on letters, words and the cues of the pattern files. training.py made its weights from invented messages.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

FILE = Path(__file__).parent / "learned.yml"
SIZE = 1 << 15  # places for features; two may share one
GRAMS = (4, 5)
CUE_VALUE = 0.1
HARMLESS = "harmless"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Learned:
    """Weights of shape (SIZE + 1, kinds + harmless); the last row is the bias. `alarm_at`: danger from here on."""

    kinds: tuple[str, ...]
    weights: Floats
    alarm_at: float
    trained_on: str

    def probabilities(self, words: Sequence[str], cues: Iterable[str]) -> dict[str, float]:
        """How likely each kind of danger is, and `harmless`; they add up to 1."""
        places, values = features(words, cues)
        scores = values @ self.weights[places] + self.weights[SIZE]
        raised = np.exp(scores - scores.max())
        return dict(zip(self.kinds, (raised / raised.sum()).tolist(), strict=True))


def features(words: Sequence[str], cues: Iterable[str]) -> tuple[npt.NDArray[np.int64], Floats]:
    """Places and values of a message's features: letter groups, words and pairs of words, cues."""
    grams = {gram for word in words for gram in _grams(f" {word} ")}
    phrases = {*words, *("_".join(pair) for pair in pairwise(words))}
    places = [_place("c" + gram) for gram in grams]
    places += [_place("w" + phrase) for phrase in phrases]
    named = [_place("q" + cue) for cue in cues]
    values = [*_shares(len(grams)), *_shares(len(phrases)), *[CUE_VALUE] * len(named)]
    return np.array(places + named, dtype=np.int64), np.array(values, dtype=np.float32)


def _shares(count: int) -> list[float]:
    return [count**-0.5] * count if count else []


def _grams(word: str) -> Iterable[str]:
    return (word[at : at + size] for size in GRAMS for at in range(len(word) - size + 1))


def _place(feature: str) -> int:
    return zlib.crc32(feature.encode()) % SIZE


def load(path: Path = FILE) -> Learned:
    """The shipped weights."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    whole = np.frombuffer(zlib.decompress(base64.b64decode(raw["weights"])), dtype=np.int8)
    scale = np.array(raw["scale"], dtype=np.float32)
    weights = whole.reshape(SIZE + 1, len(raw["kinds"])).astype(np.float32) * scale
    return Learned(tuple(raw["kinds"]), weights, raw["alarm_at"], raw["trained_on"])


def save(model: Learned, path: Path = FILE) -> None:
    """Writes weights in steps of a 127th of the heaviest one of each kind."""
    scale = np.abs(model.weights).max(axis=0) / 127
    steps = np.round(model.weights / scale).astype(np.int8)
    packed = base64.b64encode(zlib.compress(steps.tobytes(), 9)).decode()
    content: dict[str, Any] = {
        "kinds": list(model.kinds),
        "alarm_at": round(model.alarm_at, 3),
        "trained_on": model.trained_on,
        "scale": [float(value) for value in scale],
        "weights": packed,
    }
    head = "# Made by `python -m bruecke.safety.training`; not edited by hand.\n"
    path.write_text(head + yaml.safe_dump(content, sort_keys=False, width=118), encoding="utf-8")
