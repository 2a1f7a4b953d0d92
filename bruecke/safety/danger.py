"""The door to detection: one message in, the kinds of danger out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bruecke.safety.detector import Detector
from bruecke.safety.patterns import FOLDER, KINDS, load


@dataclass(frozen=True)
class Danger:
    """`kinds`: all kinds of danger seen (ids of the taxonomy's crises), most urgent first; `kind`: the first of them."""

    kind: str
    kinds: tuple[str, ...]


def detect(text: str, before: Sequence[str] = ()) -> Danger | None:
    """The danger in a parent's message, or None. `before`: the parent's earlier messages, newest last.

    A danger that lies wholly in earlier messages is not reported again. Never raises on any text.
    """
    seen = detector().reasons(text, before)
    kinds = tuple(kind for kind in KINDS if kind in seen)
    return Danger(kinds[0], kinds) if kinds else None


@lru_cache(maxsize=1)
def detector() -> Detector:
    """The detector with the project's own patterns, compiled once (about a tenth of a second)."""
    lookalikes = (FOLDER / "lookalikes.txt").read_text(encoding="utf-8").split()
    return Detector(load(), frozenset(lookalikes))
