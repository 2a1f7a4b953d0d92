"""Two linear models over word and character n-grams whose scores become one probability.

A linear support vector machine finds the border between neighbours, a complement naive Bayes is steadier on words
seen once; both train in seconds (docs/decisions/0006 has the comparison). A message may mean two intents. How much
each model counts, how sure their sum may be and what is out of scope is fitted on sentences of writers that the
models had not seen: held out by writer, as other people's messages are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Iterator, List, Sequence, Tuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import FeatureUnion
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

from bot.components.bands import Bands
from bot.components.clauses import strongest, topic_shares, with_clauses
from bruecke.german.grams import Grams
from bruecke.german.normal import normal

FOLDS = 5
WORDS_AND_SIGNS = r"\w+|[^\w\s.,]"
NEED = "need_"
OUT_OF_SCOPE = "out_of_scope"
TURNED_AWAY = 0.02  # so many needs of unseen writers may be taken for out of scope; the aim is 3 in 100


@dataclass(frozen=True)
class Sentence:
    """A training sentence: masked `text`, its intents (two where two needs are meant), and who wrote it."""

    text: str
    intents: Tuple[str, ...]
    writer: str


def _features() -> FeatureUnion:
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORDS_AND_SIGNS, sublinear_tf=True, dtype=np.float32)
    chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)
    return FeatureUnion([("words", words), ("chars", chars)])


class _Models:
    """Both models over the same features; their scores for a text are columns of one product each."""

    def __init__(self, texts: Sequence[str], meant: np.ndarray) -> None:
        """`meant`: one row a text, a column an intent, 1 where it is meant."""
        self.features = _features()
        matrix = self.features.fit_transform(texts)
        self.svm = OneVsRestClassifier(LinearSVC(C=0.5)).fit(matrix, meant)
        rows, columns = meant.nonzero()  # a text of two intents teaches both
        self.bayes = ComplementNB(alpha=0.3).fit(matrix[rows], columns)

    def scores(self, texts: Sequence[str]) -> Tuple[np.ndarray, np.ndarray]:
        matrix = self.features.transform(texts)
        return self.svm.decision_function(matrix), matrix @ self.bayes.feature_log_prob_.T

    def coefficients(self) -> np.ndarray:
        """The machine's weights, a row an intent."""
        return np.concatenate([one.coef_ for one in self.svm.estimators_])

    def intercepts(self) -> np.ndarray:
        """What the machine adds to each intent."""
        return np.concatenate([one.intercept_ for one in self.svm.estimators_])


class Ranker:
    """Gives each intent a probability. Both models are linear, so that one matrix holds what they learnt."""

    def __init__(
        self, features: FeatureUnion, intents: np.ndarray, matrix: np.ndarray, bias: np.ndarray, bands: Bands
    ) -> None:
        self._features = features
        self.intents = intents
        self._matrix = matrix
        self._bias = bias
        self.bands = bands

    @classmethod
    def learn(cls, sentences: Sequence[Sentence]) -> Ranker:
        """Trains both models on all sentences; weighs them and sets the bands on held-out writers."""
        binarizer = MultiLabelBinarizer()
        meant = binarizer.fit_transform([sentence.intents for sentence in sentences])
        intents = np.array(binarizer.classes_, dtype=str)
        held_out = HeldOut(sentences, meant)
        weights = _weights(*held_out.scores_of_single())
        outside = _outside_bias(held_out.found(weights), meant, intents)
        models = _Models([normal(sentence.text) for sentence in sentences], meant)
        matrix = weights[0] * models.coefficients() + weights[1] * models.bayes.feature_log_prob_
        return cls(
            models.features,
            intents,
            np.ascontiguousarray(matrix.T, dtype=np.float32),
            (weights[0] * models.intercepts() + outside).astype(np.float32),
            held_out.bands(weights, outside, needs_of(intents)),
        )

    def rank(self, texts: Sequence[str]) -> np.ndarray:
        """One row of probabilities a text, a column an intent."""
        found = np.stack([self._found(text) for text in texts])
        return softmax(found, axis=1)

    def _found(self, text: str) -> np.ndarray:
        found, start = self._bias, 0
        for grams in self._grams:
            places, values = grams.row(text)
            found = found + values @ self._matrix[start + places]
            start += grams.size
        return found

    @cached_property
    def _grams(self) -> List[Grams]:
        return [Grams(vectorizer) for _, vectorizer in self._features.transformer_list]


def needs_of(intents: np.ndarray) -> np.ndarray:
    """Which intents are needs."""
    return np.char.startswith(intents, NEED)


def folds(meant: np.ndarray, writers: Sequence[str]) -> Iterator[Tuple[np.ndarray, np.ndarray]]:
    """(learn, test) row numbers: all sentences of a writer are on one side."""
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    yield from splitter.split(meant, meant.argmax(axis=1), writers)


class HeldOut:
    """Both models' scores for every sentence and its clauses, each by models that knew nothing of its writer."""

    def __init__(self, sentences: Sequence[Sentence], meant: np.ndarray) -> None:
        parts = [[normal(part) for part in with_clauses(sentence.text)] for sentence in sentences]
        self._meant = meant
        self._starts = np.cumsum([0, *(len(part) for part in parts)])[:-1]
        rows = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        flat = [text for part in parts for text in part]
        self._svm, self._bayes = np.zeros((len(flat), meant.shape[1])), np.zeros((len(flat), meant.shape[1]))
        for rest, held in folds(meant, [sentence.writer for sentence in sentences]):
            models = _Models([parts[i][0] for i in rest], meant[rest])
            at = np.flatnonzero(np.isin(rows, held))
            self._svm[at], self._bayes[at] = models.scores([flat[i] for i in at])

    def scores_of_single(self) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of sentences with one intent: both models' scores and the right intent's column."""
        single = self._meant.sum(axis=1) == 1
        at = self._starts[single]
        return self._svm[at], self._bayes[at], self._meant[single].argmax(axis=1)

    def found(self, weights: np.ndarray) -> np.ndarray:
        """The weighted scores of whole sentences."""
        return weights[0] * self._svm[self._starts] + weights[1] * self._bayes[self._starts]

    def bands(self, weights: np.ndarray, bias: np.ndarray, needs: np.ndarray) -> Bands:
        """What the probabilities of these weights are good for."""
        likely = softmax(weights[0] * self._svm + weights[1] * self._bayes + bias, axis=1)
        whole = likely[self._starts]
        topics = topic_shares(whole[:, needs], strongest(likely[:, needs], self._starts))
        return Bands.fit(whole, topics, self._meant, needs)


def _weights(svm: np.ndarray, bayes: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The two factors with which the right intents become likeliest (least negative log-likelihood)."""

    def loss(weights: np.ndarray) -> float:
        likelihood = log_softmax(weights[0] * svm + weights[1] * bayes, axis=1)
        return -float(likelihood[np.arange(len(right)), right].mean())

    return minimize(loss, x0=np.array([2.0, 0.5]), bounds=[(0.01, 30), (0.01, 30)], method="L-BFGS-B").x


def _outside_bias(found: np.ndarray, meant: np.ndarray, intents: np.ndarray) -> np.ndarray:
    """What is added to the score of "out of scope": as much as turns away no more needs than may be."""
    column = int(np.flatnonzero(intents == OUT_OF_SCOPE)[0])
    is_need = meant[:, needs_of(intents)].any(axis=1)
    others = np.delete(found[is_need], column, axis=1).max(axis=1)
    added = np.quantile(others - found[is_need, column], TURNED_AWAY)
    return np.where(intents == OUT_OF_SCOPE, max(float(added), 0.0), 0.0)
