"""Sets of others' messages: read as they come, refused with file and line when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bruecke.evaluation import messages
from bruecke.evaluation.messages import EvaluationError

NEED = '{"text": "x", "topics": ["debt"], "place": null, "place_text": null, "age_months": 12}'


def test_a_folder_may_leave_sets_out(tmp_path: Path) -> None:
    (tmp_path / "needs.jsonl").write_text(f"{NEED}\n\n{NEED}\n", encoding="utf-8")
    sets = messages.read(tmp_path)
    assert (len(sets.needs), sets.acts, sets.crises) == (2, [], [])


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("{", "JSON"),
        ('{"topics": ["debt"]}', "text"),
        (NEED.replace("debt", "no_such_topic"), "no_such_topic"),
        (NEED.replace("12", '"alt"'), "age_months"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, word: str) -> None:
    (tmp_path / "needs.jsonl").write_text(f"{NEED}\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=rf"needs\.jsonl:2: .*{word}"):
        messages.read(tmp_path)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"no needs\.jsonl"):
        messages.read(tmp_path)
