"""Two linear models over word and character n-grams whose scores become one probability.

A linear support vector machine finds the border between neighbours, a complement naive Bayes is steadier on words
seen once; both train in seconds (docs/decisions/0006 has the comparison). A message may mean two intents. How much
each model counts, how sure their sum may be and what is out of scope is fitted on sentences of writers that the
models had not seen: held out by writer, as other people's messages are. Where a sentence encoder is at hand
(bot/components/encoder.py), a second machine learns from its vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Iterator, List, Optional, Sequence, Tuple

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

from bot.components.bands import Bands, Ranking
from bruecke.german.grams import Grams
from bruecke.german.normal import normal

FOLDS = 5
WORDS_AND_SIGNS = r"\w+|[^\w\s.,]"
NEED = "need_"
OUT_OF_SCOPE = "out_of_scope"
TURNED_AWAY = 0.02  # so many needs of unseen writers may be taken for out of scope; the aim is 3 in 100


@dataclass(frozen=True)
class Sentence:
    """A training sentence: masked `text`, its intents (two where two needs are meant), and who wrote it.

    `vector`: the sentence encoder's row for it, where there is one.
    """

    text: str
    intents: Tuple[str, ...]
    writer: str
    vector: Optional[np.ndarray] = None


def _features() -> FeatureUnion:
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORDS_AND_SIGNS, sublinear_tf=True, dtype=np.float32)
    chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)
    return FeatureUnion([("words", words), ("chars", chars)])


class _Models:
    """The models over the same sentences; their scores for a text are columns of one product each."""

    def __init__(self, texts: Sequence[str], meant: np.ndarray, vectors: Optional[np.ndarray]) -> None:
        """`meant`: one row a text, a column an intent, 1 where it is meant; `vectors`: the encoder's row a text."""
        self.features = _features()
        matrix = self.features.fit_transform(texts)
        self.svm = OneVsRestClassifier(LinearSVC(C=0.5)).fit(matrix, meant)
        rows, columns = meant.nonzero()  # a text of two intents teaches both
        self.bayes = ComplementNB(alpha=0.3).fit(matrix[rows], columns)
        self.encoded = None if vectors is None else OneVsRestClassifier(LinearSVC()).fit(vectors, meant)

    def scores(self, texts: Sequence[str], vectors: Optional[np.ndarray]) -> np.ndarray:
        """A layer a model, a row a text, a column an intent."""
        matrix = self.features.transform(texts)
        layers = [self.svm.decision_function(matrix), matrix @ self.bayes.feature_log_prob_.T]
        if self.encoded is not None:
            layers.append(self.encoded.decision_function(vectors))
        return np.stack(layers)


def _coefficients(machine: OneVsRestClassifier) -> np.ndarray:
    """The machine's weights, a row an intent."""
    return np.concatenate([one.coef_ for one in machine.estimators_])


def _intercepts(machine: OneVsRestClassifier) -> np.ndarray:
    """What the machine adds to each intent."""
    return np.concatenate([one.intercept_ for one in machine.estimators_])


class Ranker:
    """Gives each intent a probability. All models are linear, so that one matrix holds what the n-grams taught."""

    def __init__(
        self,
        models: _Models,
        intents: np.ndarray,
        weights: np.ndarray,
        outside: np.ndarray,
        bands: Bands,
    ) -> None:
        self.intents = intents
        self.bands = bands
        self._features = models.features
        both = np.concatenate([_coefficients(models.svm), models.bayes.feature_log_prob_])
        self._matrix = np.ascontiguousarray(both.T, dtype=np.float32)
        self._start = np.concatenate([_intercepts(models.svm), np.zeros(len(intents))]).astype(np.float32)
        self._encoded = models.encoded
        self._weights = weights
        self._outside = outside

    @classmethod
    def learn(cls, sentences: Sequence[Sentence]) -> Ranker:
        """Trains the models on all sentences; weighs them and sets the bands on held-out writers."""
        binarizer = MultiLabelBinarizer()
        meant = binarizer.fit_transform([sentence.intents for sentence in sentences])
        intents = np.array(binarizer.classes_, dtype=str)
        held_out = HeldOut(sentences, meant)
        weights = _weights(*held_out.scores_of_single())
        outside = _outside_bias(np.tensordot(weights, held_out.scores, 1), meant, intents)
        models = _Models([normal(sentence.text) for sentence in sentences], meant, _vectors(sentences))
        bands = Bands.fit(_ranking(held_out.scores, weights, outside), meant, needs_of(intents))
        return cls(models, intents, weights, outside, bands)

    def rank(self, texts: Sequence[str], vectors: Optional[np.ndarray] = None) -> Ranking:
        """What the texts mean; `vectors`: the encoder's row a text, if it was taught with an encoder."""
        both = np.stack([self._scores(text) for text in texts])
        layers = list(np.split(both, 2, axis=1))
        if self._encoded is not None:
            layers.append(self._encoded.decision_function(vectors))
        return _ranking(np.stack(layers), self._weights, self._outside)

    def _scores(self, text: str) -> np.ndarray:
        """The machine's margins, then the Bayesian scores."""
        found, start = self._start, 0
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


def stacked(vectors: Sequence[np.ndarray]) -> Optional[np.ndarray]:
    """One matrix of the rows; None where there are none."""
    return np.stack(vectors) if vectors else None


def _vectors(sentences: Sequence[Sentence]) -> Optional[np.ndarray]:
    return stacked([sentence.vector for sentence in sentences if sentence.vector is not None])


def _ranking(scores: np.ndarray, weights: np.ndarray, outside: np.ndarray) -> Ranking:
    """`scores`: a layer a model, the machine first; `outside` is added to the weighted sums."""
    return Ranking(softmax(np.tensordot(weights, scores, 1) + outside, axis=1), scores[0])


class HeldOut:
    """`scores` of every sentence, a layer a model, each by models that knew nothing of its writer."""

    def __init__(self, sentences: Sequence[Sentence], meant: np.ndarray) -> None:
        texts, vectors = [normal(sentence.text) for sentence in sentences], _vectors(sentences)
        self._meant = meant
        self.scores = np.zeros((2 if vectors is None else 3, *meant.shape))
        for rest, held in folds(meant, [sentence.writer for sentence in sentences]):
            known, asked = (None if vectors is None else vectors[some] for some in (rest, held))
            models = _Models([texts[i] for i in rest], meant[rest], known)
            self.scores[:, held] = models.scores([texts[i] for i in held], asked)

    def scores_of_single(self) -> Tuple[np.ndarray, np.ndarray]:
        """Of sentences with one intent: the models' scores and the right intent's column."""
        single = self._meant.sum(axis=1) == 1
        return self.scores[:, single], self._meant[single].argmax(axis=1)


def _weights(scores: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The factor of each model with which the right intents become likeliest (least negative log-likelihood)."""

    def loss(weights: np.ndarray) -> float:
        likelihood = log_softmax(np.tensordot(weights, scores, 1), axis=1)
        return -float(likelihood[np.arange(len(right)), right].mean())

    start = np.array([2.0, 0.5, 2.0])[: len(scores)]
    return minimize(loss, x0=start, bounds=[(0.01, 30)] * len(scores), method="L-BFGS-B").x


def _outside_bias(found: np.ndarray, meant: np.ndarray, intents: np.ndarray) -> np.ndarray:
    """What is added to the score of "out of scope": as much as turns away no more needs than may be."""
    column = int(np.flatnonzero(intents == OUT_OF_SCOPE)[0])
    is_need = meant[:, needs_of(intents)].any(axis=1)
    others = np.delete(found[is_need], column, axis=1).max(axis=1)
    added = np.quantile(others - found[is_need, column], TURNED_AWAY)
    return np.where(intents == OUT_OF_SCOPE, max(float(added), 0.0), 0.0)
