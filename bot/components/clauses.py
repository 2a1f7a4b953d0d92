"""A message and its clauses: what a clause says clearly counts beside what the whole message says."""

from __future__ import annotations

import re
from typing import List, Sequence

import numpy as np

_BREAK = re.compile(r"[.,;:!?\n]+|\s+und\s+|\b(?:au(?:ss|ß)erdem|dazu kommt|nebenbei)\b")
FEWEST_WORDS = 3
WEIGHT = 0.3  # of a clause beside the whole; best on held-out messages of two topics (docs/decisions/0006)


def with_clauses(text: str) -> List[str]:
    """The text itself, then its clauses of three words or more where it has several."""
    parts = [part.strip() for part in _BREAK.split(text) if part and len(part.split()) >= FEWEST_WORDS]
    return [text, *parts] if len(parts) > 1 else [text]


def strongest(rows: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """For each message (its whole at row `starts[i]`, its clauses behind) the greatest number of a clause, a column
    each; zeros where the message has no clauses.
    """
    ends = np.append(starts[1:], len(rows))
    found = np.zeros((len(starts), rows.shape[1]))
    for message, (start, end) in enumerate(zip(starts, ends)):
        if end - start > 1:
            found[message] = rows[start + 1 : end].max(axis=0)
    return found


def topic_shares(whole: np.ndarray, clause: np.ndarray) -> np.ndarray:
    """What each topic's share of the message is; a row's shares add up to one.

    `whole`: the topics' probabilities for each message; `clause`: the greatest for one of its clauses.
    """
    shares = whole / whole.sum(axis=1, keepdims=True)
    joined = np.square(np.sqrt(shares) + WEIGHT * clause)
    return joined / joined.sum(axis=1, keepdims=True)
