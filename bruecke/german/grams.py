"""One text's n-grams by a fitted scikit-learn vectorizer, without its machinery for long batches.

`TfidfVectorizer.transform` touches an array as long as the vocabulary for each call. For one message the same numbers
come from a look-up of its n-grams, in a third of the time.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import Any

import numpy as np

from bruecke.german.normal import normal


class Grams:
    """Reads texts as a fitted TfidfVectorizer (sublinear tf, l2 norm) would; texts are made `normal` first."""

    def __init__(self, vectorizer: Any) -> None:
        self._analyze = vectorizer.build_analyzer()
        self._places = vectorizer.vocabulary_
        self._rarity = vectorizer.idf_
        self.size = len(vectorizer.vocabulary_)

    def row(self, text: str) -> tuple[Any, Any]:
        """Places in the vocabulary and their values: two arrays of the same length, which may be empty."""
        counts = Counter(self._analyze(normal(text)))
        known = [(self._places[gram], count) for gram, count in counts.items() if gram in self._places]
        places = np.array([place for place, _ in known], dtype=np.int64)
        values = np.array([1 + log(count) for _, count in known], dtype=np.float32) * self._rarity[places]
        length = float(np.sqrt(values @ values))
        return places, (values / length if length else values).astype(np.float32)
