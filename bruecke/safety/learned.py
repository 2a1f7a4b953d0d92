"""The learned part: what rules cannot foresee (C3).

Two linear models on letters and words: a support vector machine that parts danger from all else, and a complement
naive Bayes that knows the kinds of danger and every kind of harmless talk. lessons.py teaches them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp
from pathlib import Path
from typing import Any, NamedTuple, cast

import joblib
import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from bruecke.german.grams import Grams
from bruecke.german.normal import normal

_WORDS_AND_SIGNS = re.compile(r"\w+|[^\w\s.,]")
Floats = npt.NDArray[np.float32]


class Estimate(NamedTuple):
    """How likely a message means danger (0 to 1), and of what kind."""

    danger: float
    kind: str


@dataclass(frozen=True)
class Borders:
    """How the two models' scores become one number, and what it means.

    danger = 1 / (1 + exp(-(machine·score + bayes·score + bias))). From `alarm` on it is danger, where a rule sees
    danger from `with_rule` on.
    """

    machine: float
    bayes: float
    bias: float
    alarm: float = 1.0
    with_rule: float = 1.0

    def likely(self, machine: float, bayes: float) -> float:
        """The two scores as one number between 0 and 1."""
        return 1 / (1 + exp(-(self.machine * machine + self.bayes * bayes + self.bias)))


@dataclass
class Learned:
    """`machine`: shape (features + 1,), the last is the bias. `bayes`: shape (features, classes): first `kinds`, the
    kinds of danger, then the kinds of harmless talk.
    """

    features: FeatureUnion
    machine: Floats
    bayes: Floats
    kinds: tuple[str, ...]
    borders: Borders

    def estimate(self, text: str) -> Estimate:
        """What the models make of a message."""
        machine, bayes, start = float(self.machine[-1]), np.zeros(self.bayes.shape[1], dtype=np.float32), 0
        for grams in self._grams:
            places, values = grams.row(text)
            machine += float(values @ self.machine[start + places])
            bayes += values @ self.bayes[start + places]
            start += grams.size
        kinds = len(self.kinds)
        kind = int(bayes[:kinds].argmax())
        return Estimate(self.borders.likely(machine, float(bayes[kind] - bayes[kinds:].max())), self.kinds[kind])

    @cached_property
    def _grams(self) -> list[Grams]:
        return [Grams(vectorizer) for _, vectorizer in self.features.transformer_list]


def new_features() -> FeatureUnion:
    """Words with their neighbours; groups of letters, across words, too. What only one message has is left out."""
    words = TfidfVectorizer(analyzer=word_pairs, min_df=2, sublinear_tf=True, dtype=np.float32)
    letters = TfidfVectorizer(analyzer="char", ngram_range=(2, 5), min_df=3, sublinear_tf=True, dtype=np.float32)
    return FeatureUnion([("words", words), ("letters", letters)])


def word_pairs(text: str) -> list[str]:
    """Its words, and each with those up to three places on: "will … mehr" is one sign, whatever stands between."""
    words = _WORDS_AND_SIGNS.findall(text)
    pairs = [f"{one}{'_' * far}{other}" for far in (1, 2, 3) for one, other in zip(words, words[far:], strict=False)]
    return words + pairs


def save(model: Learned, path: Path) -> None:
    """Writes the model; a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    joblib.dump(model, half)
    half.replace(path)


def load(path: Path) -> Learned:
    """Reads a model that `save` wrote. Raises OSError."""
    loaded: Any = joblib.load(path)
    return cast("Learned", loaded)


def texts_of(examples: Sequence[str]) -> list[str]:
    """Messages as the features want them."""
    return [normal(text) for text in examples]
