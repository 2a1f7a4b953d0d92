"""The door to detection: one message in, the kinds of danger out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bruecke.safety import learned
from bruecke.safety.detector import Detector
from bruecke.safety.learned import HARMLESS, Learned
from bruecke.safety.patterns import FOLDER, KINDS, load

SHORT_MESSAGE = 8  # words; a shorter message is also read together with the one before


@dataclass(frozen=True)
class Danger:
    """`kinds`: all kinds of danger seen (ids of the taxonomy), most urgent first; `kind`: the first of them."""

    kind: str
    kinds: tuple[str, ...]


def detect(text: str, before: Sequence[str] = ()) -> Danger | None:
    """The danger in a parent's message, or None. `before`: the parent's earlier messages, newest last.

    A danger that lies wholly in earlier messages is not reported again. Never raises on any text.
    """
    seen = set(detector().look(text, before).rules) | _learned_kinds(text, before)
    kinds = tuple(kind for kind in KINDS if kind in seen)
    return Danger(kinds[0], kinds) if kinds else None


def _learned_kinds(text: str, before: Sequence[str]) -> set[str]:
    kinds = _alarm(text)
    if kinds or not before or len(text.split()) > SHORT_MESSAGE or _alarm(before[-1]):
        return kinds
    return _alarm(f"{before[-1]}. {text}")


def _alarm(text: str) -> set[str]:
    look = detector().look(text)
    likely = model().probabilities(look.words, look.cues)
    if 1 - likely.pop(HARMLESS) < model().alarm_at:
        return set()
    most = max(likely.values())
    return {kind for kind, value in likely.items() if value >= most / 2}


@lru_cache(maxsize=1)
def detector() -> Detector:
    """The detector with the project's own patterns, compiled once (about a second)."""
    lookalikes = (FOLDER / "lookalikes.txt").read_text(encoding="utf-8").split()
    return Detector(load(), frozenset(lookalikes))


@lru_cache(maxsize=1)
def model() -> Learned:
    """The learned part's weights, read once."""
    return learned.load()
