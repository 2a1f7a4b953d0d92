"""Rules of context, written as short lines in data files and run by spaCy's Matcher.

A rule names what stands around a *marker* (a token that begins with "#" and stands for a place or an age already
found): `WOHN ~3 in @#place` claims a place after up to three words after a form of "wohnen".

    wort            this word (folded)            in|aus     one of these words
    CLASS           a word of this class          #y         this marker; a bare # is any marker
    X? X* X+        none or one, any, some        ~3         up to three words; no marker, no word of class BREAK
    ^ $             start and end of the message  @#y        the marker that the rule claims (else: the first)
    _               a word that no rule names

Words that no rule names are hidden from spaCy, so that its string store does not grow with what parents write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any

from spacy.attrs import NORM, ORTH
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bruecke.german.nlp import fold

UNKNOWN = "_"
_OPERATORS = "?*+"


class WordClass:
    """A set of words; an entry that begins or ends in * stands for all words that end or begin so."""

    def __init__(self, entries: str | Iterable[str]) -> None:
        words = [fold(word) for word in (entries.split() if isinstance(entries, str) else entries)]
        self.exact = frozenset(word for word in words if word == "*" or "*" not in word)
        self.beginnings = tuple(word[:-1] for word in words if len(word) > 1 and word.endswith("*"))
        self.endings = tuple(word[1:] for word in words if len(word) > 1 and word.startswith("*"))

    def __contains__(self, norm: str) -> bool:
        return norm in self.exact or norm.startswith(self.beginnings) or norm.endswith(self.endings)


class RuleSet:
    """Rules in sections. The first section (in the order given) that claims a marker decides about it."""

    def __init__(self, classes: Mapping[str, WordClass], sections: Mapping[str, Sequence[str]]) -> None:
        self._classes = list(classes.values())
        self._vocab = Vocab(lex_attr_getters={NORM: str})
        self._flags = {name: self._vocab.add_flag(partial(_holds, words)) for name, words in classes.items()}
        self._marker = self._vocab.add_flag(_is_marker)
        self._literals: set[str] = set()
        self._matcher = Matcher(self._vocab, validate=False)  # its schema does not know flags
        self._claims: dict[int, tuple[int, str, int]] = {}
        for rank, (section, rules) in enumerate(sections.items()):
            for number, rule in enumerate(rules):
                self._add(rank, section, f"{section}/{number}", rule)

    def verdicts(self, norms: Sequence[str]) -> dict[int, str]:
        """For each claimed marker (its position in `norms`) the section that claims it."""
        words = ["^", *map(self._shown, norms), "$"]
        best: dict[int, tuple[int, str]] = {}
        for key, start, end in self._matcher(Doc(self._vocab, words=words)):
            rank, section, nth = self._claims[key]
            position = [index for index in range(start, end) if words[index][0] == "#"][nth] - 1
            if position not in best or rank < best[position][0]:
                best[position] = (rank, section)
        return {position: section for position, (_, section) in best.items()}

    def _shown(self, norm: str) -> str:
        known = norm[0] == "#" or norm in self._literals or any(norm in words for words in self._classes)
        return norm if known else UNKNOWN

    def _add(self, rank: int, section: str, key: str, rule: str) -> None:
        parts = rule.split()
        markers = [part for part in parts if "#" in part]
        claimed = next((nth for nth, part in enumerate(markers) if part[0] == "@"), 0)
        options = [self._options(part.lstrip("@")) for part in parts]
        self._matcher.add(key, [[token for tokens in choice for token in tokens] for choice in product(*options)])
        self._claims[self._vocab.strings[key]] = (rank, section, claimed)

    def _options(self, part: str) -> list[list[dict[Any, Any]]]:
        """The ways to match one part; a class among words ("WOHN|in") makes ways of their own."""
        words = part.split("|")
        classes = [word for word in words if word in self._flags]
        if len(words) == 1 or not classes:
            return [self._tokens(part)]
        rest = "|".join(word for word in words if word not in classes)
        return [self._tokens(option) for option in (*classes, rest) if option]

    def _tokens(self, part: str) -> list[dict[Any, Any]]:
        if part[0] == "~":
            return [{self._flags["BREAK"]: False, self._marker: False, "OP": "?"}] * int(part[1:])
        operator = part[-1] if len(part) > 1 and part[-1] in _OPERATORS else ""
        token = self._word(part.removesuffix(operator))
        return [token | {"OP": operator}] if operator else [token]

    def _word(self, part: str) -> dict[Any, Any]:
        if part in self._flags:
            return {self._flags[part]: True}
        if part == "#":
            return {self._marker: True}
        words = [word if word[0] == "#" else fold(word) for word in part.split("|")]
        if any("*" in word or word.isupper() for word in part.split("|") if word[0] != "#"):
            raise ValueError(f"{part}: neither a class nor a word")
        self._literals.update(words)
        return {ORTH: {"IN": words}} if len(words) > 1 else {ORTH: words[0]}


def collapse(
    norms: Sequence[str], spans: Sequence[tuple[int, int]], markers: Sequence[str]
) -> tuple[list[str], list[int]]:
    """A message with a marker in place of each span [start, end), and where the markers stand in it."""
    view: list[str] = []
    places: list[int] = []
    position = 0
    for (start, end), marker in zip(spans, markers, strict=True):
        view += norms[position:start]
        places.append(len(view))
        view.append(marker)
        position = end
    return view + list(norms[position:]), places


def _holds(words: WordClass, norm: str) -> bool:
    return norm in words


def _is_marker(norm: str) -> bool:
    return norm.startswith("#")
