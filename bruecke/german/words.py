# SPDX-License-Identifier: EUPL-1.2
"""Sets of words from the data files, and how to ask whether a word belongs to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import Any

from bruecke.german.nlp import data, fold

_STOPS = frozenset({".", ",", ";", "!", "?", "¶"})


class WordClass:
    """A set of folded words; an entry that begins or ends in * stands for all words that end or begin so."""

    def __init__(self, entries: str | Iterable[str]) -> None:
        words = [fold(word) for word in (entries.split() if isinstance(entries, str) else entries)]
        self.exact = frozenset(word for word in words if word == "*" or "*" not in word)
        self.beginnings = tuple(word[:-1] for word in words if len(word) > 1 and word.endswith("*"))
        self.endings = tuple(word[1:] for word in words if len(word) > 1 and word.startswith("*"))

    def __contains__(self, norm: str) -> bool:
        return norm in self.exact or norm.startswith(self.beginnings) or norm.endswith(self.endings)


def word_classes(lines: Mapping[str, Any]) -> dict[str, WordClass]:
    """Each line of a data file's section as a set of words."""
    return {name: WordClass(words) for name, words in lines.items()}


def until_stop(norms: Iterable[str]) -> Iterator[str]:
    """The words up to the end of their clause."""
    return takewhile(lambda norm: norm not in _STOPS, norms)


@lru_cache(maxsize=4)
def word_lists(file: str) -> dict[str, WordClass]:
    """The section `word_lists` of a data file, read once."""
    return word_classes(data(file)["word_lists"])
