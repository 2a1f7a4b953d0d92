"""The command line as an operator uses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bruecke import training
from bruecke.catalogue import taxonomy

ROOT = Path(__file__).parents[1]


def bruecke(*arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bruecke.cli", *arguments]
    return subprocess.run(
        command, cwd=ROOT, input=text, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


def test_understand_writes_one_line_a_text_in_order() -> None:
    texts = [
        "mein baby schreit den ganzen tag, wir wohnen in kamen",
        "",
        "ich will nicht mehr leben",
        "/restart",
        "danke",
    ]
    done = bruecke("understand", "--jsonl", text="".join(json.dumps({"text": text}) + "\n" for text in texts))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["text"] for row in rows] == texts
    assert all(
        list(row) == ["text", "intent", "confidence", "topics", "place", "place_text", "age_months", "crisis"]
        for row in rows
    )
    first, danger, thanks = rows[0], rows[2], rows[4]
    assert first["intent"] == "need_baby_crying_sleep"
    assert (first["place"], first["place_text"], first["age_months"]) == ("kamen", None, None)
    assert danger["crisis"] == "suicide"
    assert thanks["intent"] == "thank"


def test_understand_names_topics_best_first() -> None:
    text = "er zahlt keinen unterhalt, und mein sohn ist 7 und wohnt in hamm"
    done = bruecke("understand", "--jsonl", text=json.dumps({"text": text}))
    row = json.loads(done.stdout)
    confidences = [topic["confidence"] for topic in row["topics"]]
    assert 1 <= len(row["topics"]) <= 3
    assert confidences == sorted(confidences, reverse=True)
    assert {topic["id"] for topic in row["topics"]} <= set(taxonomy.topics())
    assert row["age_months"] == 84


def test_train_does_nothing_when_nothing_changed() -> None:
    model = training.model_path(ROOT, ROOT / "var" / "models")
    before = model.stat().st_mtime_ns
    done = bruecke("train")
    assert (done.returncode, done.stdout) == (0, "")
    assert model.stat().st_mtime_ns == before


def test_broken_catalogue_stops_the_start_with_file_line_and_field(tmp_path: Path) -> None:
    broken = tmp_path / "services.yml"
    lines = (ROOT / "services.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(i for i, line in enumerate(lines) if line.startswith("    topics:"))
    lines[number] = "    topics: [no_such_topic]\n"
    broken.write_text("".join(lines), encoding="utf-8")
    done = bruecke("up", BRUECKE_CATALOGUE=str(broken), BRUECKE_VAR=str(tmp_path))
    assert done.returncode == 1
    assert f"services.yml:{number + 1}:" in done.stderr
    assert "topics" in done.stderr
    assert "Traceback" not in done.stderr


def test_catalogue_check_says_ok_by_its_exit_status() -> None:
    done = bruecke("catalogue", "check")
    assert done.returncode == 0, done.stdout


def test_wrong_setting_is_told_in_german_without_traceback() -> None:
    done = bruecke("train", BRUECKE_PORT="viele")
    assert done.returncode == 1
    assert "BRUECKE_PORT" in done.stderr
    assert "Traceback" not in done.stderr
