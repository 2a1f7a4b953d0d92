# SPDX-License-Identifier: EUPL-1.2
"""How far a birthday is from today: "im Mai 4 geworden", "vor zwei Monaten 3 geworden", "wird an Ostern 5".

What lies around the number is a message's `view` (see age_message.py), of one clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise, takewhile

from bruecke.german.numbers import MONTHS
from bruecke.german.words import word_lists

_MONTHS_A_YEAR = 12
_NEAR = 6  # words between a birthday and its month
_SUBORDINATE = frozenset({"weil", "da", "dass", "wenn", "ob", "obwohl", "damit", "denn"})
_ON = frozenset({"im", "in", "an", "zu", "anfang", "mitte", "ende", "diesen", "letzten"})
_SEASONS = {
    **{"ostern": 4, "pfingsten": 5, "weihnachten": 12, "heiligabend": 12, "nikolaus": 12, "silvester": 12},
    **{"karneval": 2, "fasching": 2, "fruehling": 4, "fruehjahr": 4, "sommer": 6, "sommerferien": 7, "herbst": 10},
}


def since_birthday(before: Sequence[str], after: Sequence[str], today: date) -> int | None:
    """Whole months since the birthday, negative until it; None where no month is told.

    before, after: the words of the number's clause, nearest first.
    """
    month = _month(before[:_NEAR]) or _month(after[:_NEAR], behind=True)
    if month is None:
        return None
    if "geworden" in after[:2] or {"wurde", "wurden"}.intersection(before) or {"seit", "ist"} <= {*before}:
        return (today.month - month) % _MONTHS_A_YEAR
    lists = word_lists("ages")
    turns = any(norm in lists["becomes"] for norm in before) or after[:1] == ["wird"]
    return -((month - today.month) % _MONTHS_A_YEAR or 1) if turns else None


def _month(norms: Sequence[str], behind: bool = False) -> int | None:
    """The first month or feast of a clause; behind the number only with "im" or "an", not with "ab"."""
    clause = list(takewhile(lambda norm: norm not in _SUBORDINATE, norms))
    for beside, norm in pairwise(("", *clause)):
        month = MONTHS.get(norm) or _SEASONS.get(norm)
        if month and (not behind or beside in _ON):
            return month
    return None
