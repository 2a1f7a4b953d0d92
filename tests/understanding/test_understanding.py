"""What is understood of messages that nobody trained on: every number asked for, on the frozen test messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bruecke import training, understanding
from bruecke.evaluation import messages, report
from bruecke.evaluation.report import LEAST, MOST, Result

ROOT = Path(__file__).parents[2]
TIMINGS = {"batch per second", "parsing p50 ms"}  # measured by `make eval`, never in a test


@pytest.fixture(scope="module")
def result() -> Result:
    sets = messages.read(Path(__file__).parent)
    model = training.model_path(ROOT, ROOT / "var" / "models")
    answers = list(understanding.understand(sets.texts(), ROOT, ROOT / ".venv-bot" / "bin" / "python", model))
    return report.measure(sets, answers, {})


@pytest.mark.parametrize("name", sorted(LEAST.keys() - TIMINGS))
def test_enough_is_understood(result: Result, name: str) -> None:
    """C2, C19 for danger."""
    assert result.numbers[name] >= LEAST[name]


@pytest.mark.parametrize("name", sorted(MOST.keys() - TIMINGS))
def test_little_goes_wrong(result: Result, name: str) -> None:
    assert result.numbers[name] <= MOST[name]
