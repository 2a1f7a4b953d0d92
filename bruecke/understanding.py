"""What messages mean, without a running server: the bot's model in one batch, danger beside it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bruecke.safety import detect
from bruecke.training import BotFailed

NEED = "need_"
MOST_TOPICS = 3


def understand(texts: Sequence[str], root: Path, python: Path, model: Path) -> Iterator[dict[str, Any]]:
    """One answer a text, in order, as `bruecke understand --jsonl` prints it (design section 6)."""
    answers = _bot(texts, root, python, model)
    if len(answers) != len(texts):
        raise BotFailed(f"The bot understood {len(answers)} of {len(texts)} messages.")
    for text, answer in zip(texts, answers, strict=True):
        yield _row(text, json.loads(answer))


def speed(texts: Sequence[str], root: Path, python: Path, model: Path) -> dict[str, float]:
    """How quickly the bot parses: "parsing p50 ms" one message at a time, "batch per second" all together."""
    numbers: dict[str, float] = json.loads(_bot(texts, root, python, model, "--speed")[-1])
    return numbers


def _bot(texts: Sequence[str], root: Path, python: Path, model: Path, *more: str) -> list[str]:
    """The lines that `bot.understand` writes. Raises BotFailed."""
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    command = [str(python), "-W", "ignore", "-m", "bot.understand", str(model), *more]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=root, check=False)  # noqa: S603
    if done.returncode:
        raise BotFailed(done.stderr[-2000:])
    return done.stdout.splitlines()


def _row(text: str, understanding: dict[str, Any]) -> dict[str, Any]:
    found = {entity["entity"]: entity["value"] for entity in understanding["entities"]}
    danger = detect(text)
    best = understanding["ranking"][0]
    return {
        "text": text,
        "intent": best["intent"],
        "confidence": best["confidence"],
        "topics": understanding["topics"][:MOST_TOPICS],
        "place": found.get("place"),
        "place_text": found.get("place_outside"),
        "age_months": found.get("age"),
        "crisis": danger.kind if danger else None,
    }
