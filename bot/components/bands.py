"""What a probability is good for, fitted on sentences of writers that the model had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sklearn.isotonic import IsotonicRegression

EVEN = 0.5  # more likely right than wrong
OFFERED = 3  # topics on buttons
NEEDLESS = 0.1  # so many messages of one topic may be given offers for a second, and …
NEEDLESS_BUTTON = 0.25  # … so many a button for it


class Ranking(NamedTuple):
    """Of some texts, a row each, a column an intent: how likely it is the one meant (a row adds up to one), and on
    which side of the machine's border the text lies, how far (above 0: meant, perhaps beside others).
    """

    likely: np.ndarray
    margins: np.ndarray


@dataclass(frozen=True)
class Bands:
    """Three bands of confidence (0 to 1) and two borders of a second topic (margins, see Ranking).

    From `sure` on, the first intent is more likely right than wrong and is answered. From `lost` on, the right topic is
    more likely than not among the first three, which are offered as buttons; below, the message was not understood.
    From `second` on, the second topic's margin is so great that few messages of one topic have it: both are served.
    From `maybe` on, some have it: the second is offered as a button. (The probabilities cannot tell this: they say
    which topic a message means rather than another, not whether it means both.)
    """

    sure: float
    lost: float
    second: float
    maybe: float

    @classmethod
    def fit(cls, held_out: Ranking, meant: np.ndarray, needs: np.ndarray) -> Bands:
        """`meant`: a row a sentence, 1 where an intent is meant; `needs`: which columns are topics."""
        best = held_out.likely.max(axis=1)
        sure = _crossing(best, _among(held_out.likely, meant, 1))
        is_need = meant[:, needs].any(axis=1)
        topics, meant = topic_shares(held_out.likely, needs)[is_need], meant[is_need][:, needs]
        lost = min(sure, _crossing(best[is_need], _among(topics, meant, OFFERED)))
        seconds = second_margins(topics, held_out.margins[is_need][:, needs])
        second, maybe = np.quantile(seconds[meant.sum(axis=1) == 1], [1 - NEEDLESS, 1 - NEEDLESS_BUTTON]).tolist()
        return cls(sure, lost, second, maybe)


def topic_shares(likely: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """What each topic's share of a message is; a row's shares add up to one.

    `likely`: the intents' probabilities, a row a message; `needs`: which of them are topics.
    """
    return likely[:, needs] / likely[:, needs].sum(axis=1, keepdims=True)


def second_margins(topics: np.ndarray, margins: np.ndarray) -> np.ndarray:
    """The margin of the topic with the second greatest share, for each row."""
    second = np.argsort(-topics, axis=1)[:, 1]
    return margins[np.arange(len(margins)), second]


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
