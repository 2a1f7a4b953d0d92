"""Finds danger in a message: spaCy finds the cues, the rules say which of them together mean danger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product, zip_longest
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bruecke.german.nlp import german
from bruecke.safety.lexicon import UNKNOWN, Lexicon
from bruecke.safety.patterns import Patterns, Rule
from bruecke.safety.reading import SENTENCE_GAP, Word, words

GAP_WORDS = 5  # "…" in a phrase: at most so many positions
DENIAL_REACH = 3
SUBJECT_REACH = 7
NEAR = 3  # `unless_near` looks so many positions around the cues
SHORTEST_MERGE = 6
WINDOW = 2  # C5: a danger may be split over messages; so many earlier ones are read with the newest


class Hit(NamedTuple):
    """A cue that was found: indices of its first and last token."""

    first: int
    last: int


class Reading(NamedTuple):
    """Messages after reading; `words` as folded. `newest` is the index of the newest message's first token."""

    entries: list[str]
    positions: list[int]
    ends: list[bool]
    words: list[str]
    newest: int


class Look(NamedTuple):
    """What was seen: rules that fire by kind of danger, folded words, names of all cues."""

    rules: dict[str, list[str]]
    words: list[str]
    cues: list[str]


class Detector:
    """Compiled patterns. Words the patterns do not know become `_`: nothing a parent wrote enters spaCy's tables."""

    def __init__(self, patterns: Patterns, lookalikes: frozenset[str] = frozenset()) -> None:
        self._patterns = patterns
        self.lexicon = _lexicon(patterns, lookalikes)
        self._vocab = german().vocab
        self._bits = {name: 1 << at for at, name in enumerate(patterns.cues)}
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._owners: dict[int, list[str]] = {}
        self._gapped: list[tuple[str, list[str]]] = []
        self._pairs = set(_pairs(patterns))
        self._compile()
        self._taken_back = [(cue, self._mask(by)) for cue, by in patterns.taken_back.items()]
        self._rules = [
            (rule, [self._mask(group) for group in rule.all], self._mask(rule.unless)) for rule in patterns.rules
        ]

    def look(self, text: str, before: Sequence[str] = ()) -> Look:
        """Reads `text` after the messages `before` it. Danger that lies wholly in `before` is not seen again."""
        reading = self._read(text, before)
        hits = self._find_cues(reading)
        present = self._present(hits)
        rules: dict[str, list[str]] = {}
        for rule, groups, unless in self._rules:
            if all(present & group for group in groups) and not present & unless and _applies(rule, hits, reading):
                rules.setdefault(rule.kind, []).append(rule.name)
        return Look(rules, reading.words, sorted(name for name, found in hits.items() if found and name in self._bits))

    def _compile(self) -> None:
        simple: dict[str, set[str]] = {}
        for name, phrases in self._patterns.cues.items():
            for phrase in phrases:
                if len(phrase) == 1:
                    simple.setdefault(phrase[0], set()).add(name)
                else:
                    parts = [f"{name}: {part}" for part in phrase]
                    self._gapped.append((name, parts))
                    for part, own_name in zip(phrase, parts, strict=True):
                        simple.setdefault(part, set()).add(own_name)
        for said, owners in simple.items():
            self._matcher.add(said, [Doc(self._vocab, words=list(form)) for form in self._forms(said)])
            self._owners[self._vocab.strings[said]] = sorted(owners)

    def _forms(self, phrase: str) -> Iterable[tuple[str, ...]]:
        entries = [entry for word in phrase.split() for entry in self.lexicon.spelling.get(word, (word,))]
        return product(*(self.lexicon.cover(entry) for entry in entries))

    def _mask(self, names: Iterable[str]) -> int:
        return sum(self._bits[name] for name in names)

    def _read(self, text: str, before: Sequence[str]) -> Reading:
        reading = Reading([], [], [], [], 0)
        start = 0
        for message in (*before[-WINDOW:], text):
            reading = reading._replace(newest=len(reading.entries))
            self._append(reading, list(words(message, self._patterns.emoji, start)))
            start = reading.positions[-1] + 1 + SENTENCE_GAP if reading.positions else 0
        return reading

    def _append(self, reading: Reading, message: list[Word]) -> None:
        reading.words.extend(word.text for word in message)
        skip = False
        for word, following in zip_longest(message, message[1:]):
            if skip:
                skip = False
                continue
            merged = self._merge(word, following)
            skip = merged is not None
            entries = merged or self.lexicon.find(word.text)
            ends = following.ends if merged and following else word.ends
            reading.entries.extend(entries)
            reading.positions.extend([word.position] * len(entries))
            reading.ends.extend([False] * (len(entries) - 1) + [ends])

    def _merge(self, word: Word, following: Word | None) -> tuple[str, ...] | None:
        """One entry for a word typed in two pieces ("um bringen"); None when the two are no entry together."""
        if following is None or word.ends or (word.text, following.text) in self._pairs:
            return None
        joined = word.text + following.text
        if len(joined) < SHORTEST_MERGE:
            return None
        if joined in self.lexicon.spelling:
            return self.lexicon.spelling[joined]
        return (joined,) if joined in self.lexicon.entries else None

    def _find_cues(self, reading: Reading) -> dict[str, list[Hit]]:
        hits: dict[str, list[Hit]] = {}
        doc = Doc(self._vocab, words=reading.entries or [UNKNOWN])
        for key, first, after in self._matcher(doc):
            for owner in self._owners[key]:
                hits.setdefault(owner, []).append(Hit(first, after - 1))
        for name, parts in self._gapped:
            if all(part in hits for part in parts):
                hits.setdefault(name, []).extend(_bridge([hits[part] for part in parts], reading.positions))
        for cue, by in self._taken_back:
            if cue in hits and self._present(hits) & by:
                del hits[cue]
        for found in hits.values():
            found.sort()
        return hits

    def _present(self, hits: dict[str, list[Hit]]) -> int:
        return sum(self._bits[name] for name, found in hits.items() if name in self._bits and found)


def _bridge(parts: list[list[Hit]], positions: list[int]) -> Iterator[Hit]:
    """Hits of a phrase with gaps: its parts in order, each at most GAP_WORDS behind the one before."""
    for start in parts[0]:
        last = start.last
        for part in parts[1:]:
            following = [hit for hit in part if 0 < positions[hit.first] - positions[last] <= GAP_WORDS]
            if not following:
                break
            last = following[0].last
        else:
            yield Hit(start.first, last)


def _applies(rule: Rule, hits: dict[str, list[Hit]], reading: Reading) -> bool:
    groups = [sorted(hit for cue in group for hit in hits.get(cue, ())) for group in rule.all]
    chains = _in_order(groups) if rule.in_order else _any_order(groups)
    return any(_holds(rule, chain, hits, reading) for chain in chains)


def _any_order(groups: list[list[Hit]]) -> Iterator[list[Hit]]:
    """For every cue as the first one: it and the nearest following cue of each other group."""
    for leader, starts in enumerate(groups):
        for hit in starts:
            chain = [hit]
            for other, candidates in enumerate(groups):
                if other != leader:
                    at = bisect_left(candidates, hit)
                    if at == len(candidates):
                        break
                    chain.append(candidates[at])
            else:
                yield chain


def _in_order(groups: list[list[Hit]]) -> Iterator[list[Hit]]:
    for hit in groups[0]:
        chain = [hit]
        for candidates in groups[1:]:
            at = bisect_left(candidates, Hit(chain[-1].last + 1, 0))
            if at == len(candidates):
                break
            chain.append(candidates[at])
        else:
            yield chain


def _holds(rule: Rule, chain: list[Hit], hits: dict[str, list[Hit]], reading: Reading) -> bool:
    first, last = min(hit.first for hit in chain), max(hit.last for hit in chain)
    positions = reading.positions
    if last < reading.newest or positions[last] - positions[first] > rule.within + _length(chain):
        return False
    if rule.ends and not reading.ends[last]:
        return False
    around = range(positions[first] - NEAR, positions[last] + NEAR + 1)
    if any(positions[hit.first] in around for hit in _of(rule.unless_near, hits)):
        return False
    if any(first <= hit.first and hit.last <= last and hit not in chain for hit in _of(rule.unless_inside, hits)):
        return False
    if _other_subject(rule, first, last, hits, positions):
        return False
    return not any(_denied(hit, hits, reading) for cue in rule.not_denied for hit in hits.get(cue, ()) if hit in chain)


def _of(cues: Iterable[str], hits: dict[str, list[Hit]]) -> Iterator[Hit]:
    return (hit for cue in cues for hit in hits.get(cue, ()))


def _other_subject(rule: Rule, first: int, last: int, hits: dict[str, list[Hit]], positions: list[int]) -> bool:
    """Whether a subject of `unless_before` stands before the act ("mein Sohn haut mich") and no new one between."""
    new_ones = [hit.first for hit in hits.get("new_subject", ())]
    return any(
        hit.last < first
        and positions[first] - positions[hit.first] <= SUBJECT_REACH
        and not any(hit.last < at <= last for at in new_ones)
        for hit in _of(rule.unless_before, hits)
    )


def _length(chain: list[Hit]) -> int:
    return sum(hit.last - hit.first for hit in chain)


def _denied(act: Hit, hits: dict[str, list[Hit]], reading: Reading) -> bool:
    """Whether "nicht", "kein" … belongs to the act: close to it, in its sentence, no part of another saying."""
    void = {at for hit in hits.get("not_void", ()) for at in range(hit.first, hit.last + 1)}
    borders = {hit.first for hit in hits.get("clause_word", ())}
    return any(
        act.first - DENIAL_REACH <= hit.first <= act.last + DENIAL_REACH
        and not act.first <= hit.first <= act.last
        and hit.first not in void
        and not _parted(act, hit, borders, reading)
        for hit in hits.get("not", ())
    )


def _parted(act: Hit, denial: Hit, borders: set[int], reading: Reading) -> bool:
    low, high = sorted((act.first, denial.first))
    return any(at in borders or (reading.ends[at] and at < high) for at in range(low, high + 1))


def _lexicon(patterns: Patterns, lookalikes: frozenset[str]) -> Lexicon:
    spelling = {variant: tuple(word.split()) for variant, word in patterns.spelling.items()}
    phrases = (part for cue in patterns.cues.values() for phrase in cue for part in phrase)
    plain = {word for phrase in phrases for word in phrase.split()} | {UNKNOWN}
    entries = {entry for word in plain for entry in spelling.get(word, (word,))}
    entries |= {word for words_ in spelling.values() for word in words_}
    repairable = frozenset(_words_of(patterns, patterns.repair))
    glue = frozenset(_words_of(patterns, ["glue"]))
    return Lexicon(frozenset(entries), frozenset(patterns.harmless), spelling, glue, repairable, lookalikes)


def _pairs(patterns: Patterns) -> Iterator[tuple[str, str]]:
    """Neighbours within a phrase: "da sein" is two words there and must not become "dasein"."""
    for cue in patterns.cues.values():
        for phrase in cue:
            for part in phrase:
                yield from pairwise(part.split())


def _words_of(patterns: Patterns, cues: Iterable[str]) -> Iterator[str]:
    return (word for cue in cues for phrase in patterns.cues[cue] for part in phrase for word in part.split())
