"""Two linear models over word and character n-grams whose scores become one probability.

A linear support vector machine finds the border between neighbours, a complement naive Bayes is
steadier on words seen once; both train in seconds. How much each counts, and how sure their sum may
be, is fitted on predictions for sentences that they had not seen.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Sequence, Tuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
FOLDS = 4
WORDS_AND_SIGNS = r"\w+|[^\w\s.,]"


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


def _features() -> FeatureUnion:
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORDS_AND_SIGNS, sublinear_tf=True, dtype=np.float32)
    chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)
    return FeatureUnion([("words", words), ("chars", chars)])


class _Models:
    """Both models over the same features; their scores for a text are columns of one product each."""

    def __init__(self, texts: Sequence[str], intents: np.ndarray) -> None:
        self.features = _features()
        matrix = self.features.fit_transform(texts)
        self.svm = LinearSVC(C=0.5, class_weight="balanced").fit(matrix, intents)
        self.bayes = ComplementNB(alpha=0.3).fit(matrix, intents)

    def scores(self, texts: Sequence[str]) -> Tuple[np.ndarray, np.ndarray]:
        matrix = self.features.transform(texts)
        return self.svm.decision_function(matrix), matrix @ self.bayes.feature_log_prob_.T


class Ranker:
    """Gives each intent a probability. Both models are linear, so that one matrix holds what they learnt."""

    def __init__(self, features: FeatureUnion, intents: np.ndarray, matrix: np.ndarray, bias: np.ndarray) -> None:
        self._features = features
        self.intents = intents
        self._matrix = matrix
        self._bias = bias

    @classmethod
    def learn(cls, texts: Sequence[str], intents: Sequence[str]) -> Ranker:
        """Trains both models on all sentences and weighs them on held-out ones."""
        texts, y = [plain(text) for text in texts], np.array(intents)
        svm_weight, bayes_weight = _weights(*_held_out_scores(texts, y))
        models = _Models(texts, y)
        matrix = svm_weight * models.svm.coef_ + bayes_weight * models.bayes.feature_log_prob_
        return cls(
            models.features,
            models.svm.classes_,
            np.ascontiguousarray(matrix.T, dtype=np.float32),
            (svm_weight * models.svm.intercept_).astype(np.float32),
        )

    def rank(self, texts: Sequence[str]) -> np.ndarray:
        """One row of probabilities a text, a column an intent."""
        found = self._features.transform([plain(text) for text in texts])
        return softmax(found @ self._matrix + self._bias, axis=1)


def _held_out_scores(texts: Sequence[str], y: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    svm, bayes, right = [], [], []
    for rest, held in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, y):
        models = _Models([texts[i] for i in rest], y[rest])
        for scores, kept in zip(models.scores([texts[i] for i in held]), (svm, bayes)):
            kept.append(scores)
        right.append(np.searchsorted(models.svm.classes_, y[held]))
    return np.concatenate(svm), np.concatenate(bayes), np.concatenate(right)


def _weights(svm: np.ndarray, bayes: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The two factors with which the right intents become likeliest (least negative log-likelihood)."""

    def loss(weights: np.ndarray) -> float:
        likelihood = log_softmax(weights[0] * svm + weights[1] * bayes, axis=1)
        return -float(likelihood[np.arange(len(right)), right].mean())

    return minimize(loss, x0=np.array([2.0, 0.5]), bounds=[(0.01, 30), (0.01, 30)], method="L-BFGS-B").x
