# SPDX-License-Identifier: EUPL-1.2
"""Rules of context, written as short lines in data files and run by spaCy's Matcher.

A rule names what stands around a *marker* (a token that begins with "#" and stands for a place or an age already
found): `WOHN ~3 in @#place` claims a place after up to three words after a form of "wohnen".

    wort            this word (folded)            in|aus     one of these words or classes
    CLASS           a word of this class          #y         this marker; a bare # is any marker
    X? X* X+        none or one, any, some        ~3         up to three words; no marker, no word of class BREAK
    ^ $             start and end of the message  @#y        the marker that the rule claims (else: the first)
    _               a word that no rule names

Words that no rule names are hidden from spaCy, so that its string store does not grow with what parents write.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from spacy.attrs import NORM, ORTH
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bruecke.german.nlp import fold
from bruecke.german.words import WordClass

UNKNOWN = "_"
_OPERATORS = "?*+"
_REPEATS = 6  # how often a word with * or + is looked for


@dataclass(frozen=True)
class _Rule:
    """One line: its section, which of its markers it claims, and spaCy's matcher for it.

    Running all matchers on each message would take too long. `needs`, `marker`, `left` and `right` rule most out:
    what the message must hold, what the claimed marker may be, and what must stand beside it, nearest first.
    reach: no match goes further from its marker, in tokens.
    """

    section: str
    claimed: int
    matcher: Matcher
    needs: tuple[frozenset[str], ...]
    marker: frozenset[str]
    left: tuple[frozenset[str], ...]
    right: tuple[frozenset[str], ...]
    reach: int


class RuleSet:
    """Rules in sections. The first section (in the order given) that claims a marker decides about it."""

    def __init__(self, classes: Mapping[str, WordClass], sections: Mapping[str, Sequence[str]]) -> None:
        self._lexicon = _Lexicon(classes)
        self._vocab = Vocab(lex_attr_getters={NORM: str})
        self._flags = {name: self._vocab.add_flag(partial(self._lexicon.has, name)) for name in (*classes, "#")}
        self._rules = [self._rule(section, line) for section, lines in sections.items() for line in lines]

    def verdicts(self, norms: Sequence[str]) -> dict[int, str]:
        """For each claimed marker (its position in `norms`) the section that claims it."""
        words = ["^", *map(self._lexicon.shown, norms), "$"]
        atoms = [self._lexicon.atoms(word) for word in words]
        undecided = {position for position, word in enumerate(words) if word[0] == "#"}
        held = frozenset[str]().union(*atoms)
        doc = Doc(self._vocab, words=words)
        found: dict[int, str] = {}
        for rule in self._rules:  # sections in their order: the first claim stays
            if any(map(held.isdisjoint, rule.needs)):
                continue
            for position in sorted(undecided):
                if position in undecided and _may_match(rule, atoms, position):
                    claims = undecided.intersection(_claims(rule, doc, words, position))
                    found.update((claim - 1, rule.section) for claim in claims)
                    undecided -= claims
        return found

    def _rule(self, section: str, line: str) -> _Rule:
        parts = line.split()
        markers = [part for part in parts if "#" in part]
        claimed = next((part for part in markers if part[0] == "@"), markers[0])
        at = parts.index(claimed)
        bare = [part.lstrip("@") for part in parts]
        matcher = Matcher(self._vocab, validate=False)  # its schema does not know flags
        options = [self._options(part) for part in bare]
        matcher.add("rule", [[token for tokens in choice for token in tokens] for choice in product(*options)])
        needs = tuple(_atoms_of(part) for part in bare if part[0] != "~" and part[-1] not in "?*")
        left, right = _neighbours(reversed(bare[:at])), _neighbours(iter(bare[at + 1 :]))
        reach = sum(int(part[1:]) if part[0] == "~" else _REPEATS if part[-1] in "*+" else 1 for part in bare)
        return _Rule(section, markers.index(claimed), matcher, needs, _atoms_of(bare[at]), left, right, reach)

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
            return [{self._flags["BREAK"]: False, self._flags["#"]: False, "OP": "?"}] * int(part[1:])
        operator = part[-1] if len(part) > 1 and part[-1] in _OPERATORS else ""
        token = self._word(part.removesuffix(operator))
        return [token | {"OP": operator}] if operator else [token]

    def _word(self, part: str) -> dict[Any, Any]:
        if part in self._flags:
            return {self._flags[part]: True}
        words = part.split("|")
        if any("*" in word or word.isupper() for word in words if word[0] != "#"):
            raise ValueError(f"{part}: neither a class nor a word")
        known = [self._lexicon.add(word) for word in words]
        return {ORTH: {"IN": known}} if len(known) > 1 else {ORTH: known[0]}


class _Lexicon:
    """The words that rules name, and which classes each belongs to; all other words look alike."""

    def __init__(self, classes: Mapping[str, WordClass]) -> None:
        self._classes = classes
        self._beginnings = tuple(start for words in classes.values() for start in words.beginnings)
        self._endings = tuple(end for words in classes.values() for end in words.endings)
        exact: defaultdict[str, set[str]] = defaultdict(set)
        for name, words in classes.items():
            for word in words.exact:
                exact[word].add(name)
        self._atoms = {word: frozenset({word, *self._open_classes(word), *names}) for word, names in exact.items()}

    def add(self, word: str) -> str:
        """Makes a word known that a rule names itself; answers with its folded form."""
        norm = word if word[0] == "#" else fold(word)
        kinds = ["#"] if norm[0] == "#" else self._open_classes(norm)
        self._atoms[norm] = self._atoms.get(norm, frozenset()) | {norm, *kinds}
        return norm

    def shown(self, norm: str) -> str:
        """The word itself when a rule names it, a stand-in when only its beginning or end counts, else "_"."""
        if norm in self._atoms:
            return norm
        if norm[0] == "#":
            return self.add(norm)
        names = self._open_classes(norm)
        if not names:
            return UNKNOWN
        stand_in = "~" + "+".join(names)
        self._atoms.setdefault(stand_in, frozenset(names))
        return stand_in

    def atoms(self, shown: str) -> frozenset[str]:
        """The word and its classes, as far as rules name them."""
        return self._atoms.get(shown, _NOTHING)

    def has(self, name: str, shown: str) -> bool:
        """True when the word belongs to the class; "#" is the class of all markers."""
        return name in self._atoms.get(shown, _NOTHING)

    def _open_classes(self, norm: str) -> list[str]:
        if not (norm.startswith(self._beginnings) or norm.endswith(self._endings)):
            return []
        return [
            name
            for name, words in self._classes.items()
            if norm.startswith(words.beginnings) or norm.endswith(words.endings)
        ]


_NOTHING: frozenset[str] = frozenset()


def _atoms_of(part: str) -> frozenset[str]:
    """The words and classes of which one must stand where this part of a rule stands."""
    words = part.rstrip(_OPERATORS).split("|") if len(part) > 1 else [part]
    return frozenset(word if word[0] == "#" or word.isupper() else fold(word) for word in words)


def _neighbours(parts: Iterator[str]) -> tuple[frozenset[str], ...]:
    """What must stand beside a marker, reading a rule's parts away from it, as far as that is certain."""
    beside: list[frozenset[str]] = []
    maybe: frozenset[str] = frozenset()
    for part in parts:
        if part[0] == "~":
            return tuple(beside)
        optional = len(part) > 1 and part[-1] in _OPERATORS
        maybe |= _atoms_of(part)
        if not optional:
            beside.append(maybe)
            if maybe != _atoms_of(part):
                return tuple(beside)
            maybe = frozenset()
    return tuple(beside)


def _may_match(rule: _Rule, atoms: Sequence[frozenset[str]], position: int) -> bool:
    if not atoms[position] & rule.marker or position < len(rule.left) or position + len(rule.right) >= len(atoms):
        return False
    return all(atoms[position - away] & need for away, need in enumerate(rule.left, start=1)) and all(
        atoms[position + away] & need for away, need in enumerate(rule.right, start=1)
    )


def _claims(rule: _Rule, doc: Doc, words: Sequence[str], position: int) -> Iterator[int]:
    first = max(0, position - rule.reach)
    for _, start, end in rule.matcher(doc[first : position + rule.reach + 1]):
        yield [index for index in range(first + start, first + end) if words[index][0] == "#"][rule.claimed]


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
