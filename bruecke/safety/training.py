"""Teaches the learned part. Run it after every change to patterns or messages: `python -m bruecke.safety.training`.

It reads the package's own training messages, the bot's messages of everyday needs (data/nlu: what must stay quiet) and
the test messages that have served as a fresh test once (tests/safety/messages).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import yaml

from bruecke.safety import learned
from bruecke.safety.detector import Detector
from bruecke.safety.learned import HARMLESS, SIZE, Floats, Learned
from bruecke.safety.patterns import FOLDER, KINDS

ROOT = Path(__file__).parents[2]
MESSAGES = Path(__file__).parent / "training"
FOLDS = 5
STEPS = 160
RATE = 0.25
PENALTY = 0.33
QUIET = 0.99  # so much of everyday talk stays below the alarm
LOOKALIKE_WEIGHT = 3.0  # harmless messages that look like danger teach more than ordinary ones
HOT_TOPICS = ("need_domestic_violence", "need_child_abuse")  # their messages may be danger: rules decide


@dataclass(frozen=True)
class Example:
    """A message with the kind of danger it means, or `harmless`; `everyday` when it is ordinary talk."""

    kind: str
    text: str
    everyday: bool = False


def main() -> None:
    """Trains, prints how much is recognised out of fold, writes learned.yml."""
    from bruecke.safety.danger import detector

    examples = list(read_examples(detector()))
    rows = Rows(examples, detector())
    alarm_at = _cross_validate(examples, rows)
    model = Learned((*KINDS, HARMLESS), train(rows, np.arange(len(examples))), alarm_at, fingerprint())
    learned.save(model)


def fingerprint() -> str:
    """Changes with every pattern and training message, so that a test notices weights that are out of date."""
    files = [*sorted(FOLDER.glob("*.yml")), *sorted(MESSAGES.glob("*.yml"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def read_examples(detector: Detector) -> Iterator[Example]:
    """All training messages."""
    for path in (*sorted(MESSAGES.glob("*.yml")), *sorted((ROOT / "tests/safety").rglob("*.yml"))):
        for kind, content in _yaml(path).items():
            yield from (Example(kind, text) for text in _texts(content))
    for path in sorted((ROOT / "data/nlu").rglob("*.yml")):
        yield from _everyday(path, detector)


def _everyday(path: Path, detector: Detector) -> Iterator[Example]:
    for intent in _yaml(path)["nlu"]:
        for line in intent["examples"].splitlines():
            text = line.strip().removeprefix("- ")
            seen = detector.look(text).rules
            if not seen and path.stem not in HOT_TOPICS:
                yield Example(HARMLESS, text, everyday=True)
            elif seen and path.stem in HOT_TOPICS:
                yield Example(next(kind for kind in KINDS if kind in seen), text)


def _yaml(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load(path.read_text(encoding="utf-8")))


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


class Rows:
    """Features of all examples in one piece: row i has places[starts[i]:starts[i + 1]]."""

    def __init__(self, examples: list[Example], detector: Detector) -> None:
        seen = (detector.look(example.text) for example in examples)
        rows = [learned.features(look.words, look.cues) for look in seen]
        self.starts = np.cumsum([0, *(len(places) for places, _ in rows)])
        self.places = np.concatenate([places for places, _ in rows])
        self.values: Floats = np.concatenate([values for _, values in rows])
        kinds = (*KINDS, HARMLESS)
        self.target = np.eye(len(kinds), dtype=np.float32)[[kinds.index(example.kind) for example in examples]]
        self.weight = _weights(examples, self.target)

    def part(self, rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
        """Row numbers (from 0), places and values of some rows."""
        spans = [np.arange(self.starts[row], self.starts[row + 1]) for row in rows]
        numbers = np.repeat(np.arange(len(rows)), [len(span) for span in spans])
        taken = np.concatenate(spans)
        return numbers, self.places[taken], self.values[taken]


def _weights(examples: list[Example], target: Floats) -> Floats:
    balance = len(examples) / (target.shape[1] * target.sum(axis=0))
    own = [LOOKALIKE_WEIGHT if example.kind == HARMLESS and not example.everyday else 1.0 for example in examples]
    return cast("Floats", (target @ balance) * np.array(own, dtype=np.float32))


def train(rows: Rows, chosen: npt.NDArray[np.int64]) -> Floats:
    """Softmax regression by Adam over all chosen rows at once: the same rows give the same weights."""
    numbers, places, values = rows.part(chosen)
    target, weight = rows.target[chosen], rows.weight[chosen][:, None]
    size = (SIZE + 1, target.shape[1])
    model, mean, spread = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        error = (_softmax(_scores(model, numbers, places, values, len(chosen))) - target) * weight
        gradient = _gradient(error, numbers, places, values) + PENALTY * model
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.99 * spread + 0.01 * gradient**2
        rate = RATE * (1 - step / (STEPS + 1))
        model -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-6)
    return model.astype(np.float32)


def _scores(model: Any, numbers: Any, places: Any, values: Any, count: int) -> Any:
    columns = [np.bincount(numbers, values * model[places, kind], count) for kind in range(model.shape[1])]
    return np.stack(columns, axis=1) + model[SIZE]


def _gradient(error: Any, numbers: Any, places: Any, values: Any) -> Any:
    columns = [np.bincount(places, values * error[numbers, kind], SIZE + 1) for kind in range(error.shape[1])]
    gradient = np.stack(columns, axis=1)
    gradient[SIZE] = error.sum(axis=0)
    return gradient


def _softmax(scores: Any) -> Any:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _cross_validate(examples: list[Example], rows: Rows) -> float:
    """The alarm threshold that leaves QUIET of everyday talk below it; prints what that recognises out of fold."""
    order = np.random.default_rng(1).permutation(len(examples))
    danger = np.zeros(len(examples))
    for fold in range(FOLDS):
        held, rest = order[fold::FOLDS], np.concatenate([order[at::FOLDS] for at in range(FOLDS) if at != fold])
        model = train(rows, rest)
        scores = _scores(model, *rows.part(held), len(held))
        danger[held] = 1 - _softmax(scores)[:, -1]
    everyday = np.array([example.everyday for example in examples])
    alarm_at = float(np.quantile(danger[everyday], QUIET))
    for line in _report(examples, danger >= alarm_at):
        sys.stdout.write(line + "\n")
    return alarm_at


def _report(examples: list[Example], alarms: npt.NDArray[np.bool_]) -> Iterable[str]:
    for kind in (*KINDS, HARMLESS):
        own = np.array([example.kind == kind and not example.everyday for example in examples])
        yield f"{kind}: {int(alarms[own].sum())} of {int(own.sum())} raise an alarm out of fold"


if __name__ == "__main__":
    main()
