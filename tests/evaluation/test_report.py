"""The report says the change since last time and what was not reached."""

from __future__ import annotations

from bruecke.evaluation import report
from bruecke.evaluation.messages import Act, Sets


def line(name: str, text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(name))


def test_numbers_come_with_change_goal_and_counts() -> None:
    sets = Sets(acts=[Act(text="a", act="greet"), Act(text="b", act="thank")])
    empty = {"topics": [], "place": None, "place_text": None, "age_months": None, "crisis": None, "confidence": 0.9}
    result = report.measure(sets, [{**empty, "intent": "greet"}] * 2, {"parsing p50 ms": 3.0})
    text = "\n".join(report.lines(result, {"acts": 1.0, "parsing p50 ms": 4.0}))
    assert all(part in line("acts", text) for part in ("50.0 %", "-50.0", "≥ 92 % ✗", "(1 of 2)"))
    assert all(part in line("parsing p50 ms", text) for part in ("3.0", "-1.000", "≤ 5"))
    assert "1  thank → greet" in text
