# SPDX-License-Identifier: EUPL-1.2
"""Words that age rules turn on, put right where a finger slipped: "tohcter", "scwhanger", "kidner"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bruecke.german.nlp import data, fold
from bruecke.german.typos import TypoIndex, is_common_word

_SHORTEST = 5  # letters; in shorter words a slip makes another word


def mended(norms: Sequence[str]) -> list[str]:
    """The folded words of a message; each that is one slip from one of `mended` in ages.yml is replaced by it."""
    return [_mended(norm) if len(norm) >= _SHORTEST else norm for norm in norms]


def _mended(norm: str) -> str:
    if norm[0] not in _initials() or norm in _words() or is_common_word(norm) or not norm.isalpha():
        return norm
    near = _index().nearest(norm, most=1)
    return near[0] if len(near) == 1 else norm


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(fold(word) for word in data("ages")["mended"].split())


@lru_cache(maxsize=1)
def _initials() -> frozenset[str]:
    return frozenset(word[0] for word in _words())


@lru_cache(maxsize=1)
def _index() -> TypoIndex:
    return TypoIndex(_words())
