"""What a probability is good for, fitted on sentences of writers that the model had not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.isotonic import IsotonicRegression

EVEN = 0.5  # more likely right than wrong
OFFERED = 3  # topics on buttons
NEEDLESS = 0.1  # so many messages of one topic may be given offers for a second


@dataclass(frozen=True)
class Bands:
    """Three bands of confidence and two borders of a second topic, all between 0 and 1.

    From `sure` on, the first intent is more likely right than wrong and is answered. From `lost` on, the right topic is
    more likely than not among the first three, which are offered as buttons; below, the message was not understood.
    From `second` on, the share of the second topic is so great that few messages of one topic have it: both are served.
    From `maybe` on, it speaks for a message that means both: the second is offered as a button.
    """

    sure: float
    lost: float
    second: float
    maybe: float

    @classmethod
    def fit(cls, intents: np.ndarray, topics: np.ndarray, meant: np.ndarray, needs: np.ndarray) -> Bands:
        """All held out, a row a sentence: `intents` probabilities, `topics` shares, `meant` 1 where an intent is meant;
        `needs`: which columns of the intents are topics.
        """
        best = intents.max(axis=1)
        sure = _crossing(best, _among(intents, meant, 1))
        is_need = meant[:, needs].any(axis=1)
        best, topics, meant = best[is_need], topics[is_need], meant[is_need][:, needs]
        lost = min(sure, _crossing(best, _among(topics, meant, OFFERED)))
        shares, both = np.sort(topics, axis=1)[:, -2], meant.sum(axis=1) > 1
        second = float(np.quantile(shares[~both], 1 - NEEDLESS))
        return cls(sure, lost, second, min(second, _border(shares, both)))


def _among(ranked: np.ndarray, meant: np.ndarray, first: int) -> np.ndarray:
    """Whether something meant is among the first of each row."""
    order = np.argsort(-ranked, axis=1)[:, :first]
    return np.take_along_axis(meant, order, axis=1).any(axis=1)


def _crossing(confidence: np.ndarray, right: np.ndarray) -> float:
    """The least confidence at which at least half are right; 0 when that is so everywhere."""
    rising = IsotonicRegression(out_of_bounds="clip").fit(confidence, right)
    at = np.linspace(0, 1, 201)
    reached = at[rising.predict(at) >= EVEN]
    return float(reached[0]) if len(reached) else 1.0


def _border(shares: np.ndarray, both: np.ndarray) -> float:
    """Where messages of two topics and of one part best, each kind counting half (Youden's index)."""
    at = np.linspace(0, 0.5, 201)
    found = [(shares[both] >= border).mean() - (shares[~both] >= border).mean() for border in at]
    return float(at[int(np.argmax(found))])
