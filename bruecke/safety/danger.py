"""The door to detection: one message in, the kinds of danger out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bruecke.safety import learned
from bruecke.safety.detector import Detector
from bruecke.safety.learned import Estimate, Learned
from bruecke.safety.patterns import FOLDER, KINDS
from bruecke.safety.patterns import load as load_patterns

SHORT_MESSAGE = 8  # words; such a message is also read together with the one before, and a rule in it stands alone


FEWEST_WORDS = 3  # fewer say too little for the learned part; the rules read them


@dataclass(frozen=True)
class Danger:
    """`kinds`: all kinds of danger seen (ids of the taxonomy), most urgent first; `kind`: the first of them."""

    kind: str
    kinds: tuple[str, ...]


def detect(text: str, before: Sequence[str] = ()) -> Danger | None:
    """The danger in a parent's message, or None. `before`: the parent's earlier messages, newest last.

    A danger that lies wholly in earlier messages is not reported again. Never raises on any text.
    """
    seen = _kinds(text, before)
    kinds = tuple(kind for kind in KINDS if kind in seen)
    return Danger(kinds[0], kinds) if kinds else None


def _kinds(text: str, before: Sequence[str]) -> set[str]:
    """What rules and the learned part see together: each alone where it is sure, both where each has a doubt."""
    borders = model().borders
    is_short = len(text.split()) <= SHORT_MESSAGE
    by_rule = set(detector().look(text, before).rules)
    if by_rule and is_short:
        return by_rule  # so few words leave nothing that could make a rule's finding harmless
    estimate = _estimate(text)
    if before and (by_rule or is_short) and not _alarms(before[-1]):
        estimate = max(estimate, _estimate(f"{before[-1]}. {text}"))
    if estimate.danger >= borders.alarm:
        return by_rule or {estimate.kind}
    return by_rule if estimate.danger >= borders.with_rule else set()


def _alarms(text: str) -> bool:
    return _estimate(text).danger >= model().borders.alarm


def _estimate(text: str) -> Estimate:
    return model().estimate(text) if len(text.split()) >= FEWEST_WORDS else Estimate(0.0, KINDS[0])


@lru_cache(maxsize=1)
def detector() -> Detector:
    """The detector with the project's own patterns, compiled once (about a second)."""
    lookalikes = (FOLDER / "lookalikes.txt").read_text(encoding="utf-8").split()
    return Detector(load_patterns(), frozenset(lookalikes))


_loaded: dict[Path, Learned] = {}


def load_model(path: Path) -> None:
    """Reads the learned part; nothing is detected without it, so whoever starts calls this first. Raises OSError."""
    if path not in _loaded:
        model = learned.load(path)
        _loaded.clear()
        _loaded[path] = model


def model() -> Learned:
    """The learned part."""
    return next(iter(_loaded.values()))
