"""`bruecke eval`: understands a folder of messages with the present model, and says how well."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from bruecke import understanding
from bruecke.evaluation import messages, report


def evaluate(folder: Path, root: Path, python: Path, model: Path, kept: Path) -> Iterator[str]:
    """The report's lines. The last result of the same messages lies in `kept` and is replaced by this one.

    Raises EvaluationError and BotFailed.
    """
    sets = messages.read(folder)
    texts = sets.texts()
    answers = list(understanding.understand(texts, root, python, model))
    speed = understanding.speed(texts, root, python, model)
    result = report.measure(sets, answers, speed)
    name = f"{folder.resolve().name}-{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:8]}"
    yield f"{len(texts)} messages of {folder}"
    yield from report.lines(result, _last(kept / f"{name}.json"))
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{name}.json").write_text(json.dumps(result.numbers, indent=2), encoding="utf-8")
    if result.pairs:
        from bruecke.evaluation import pictures  # matplotlib comes with `make eval`, not with the application

        picture = kept / f"{name}.svg"
        pictures.confusions(result.pairs, picture)
        yield f"\nConfusions as a picture: {picture}"


def _last(path: Path) -> dict[str, float]:
    if not path.exists():
        return {}
    numbers: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return numbers
