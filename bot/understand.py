"""Understands many messages in one batch: `python -m bot.understand MODEL [--speed]`, JSON lines in and out."""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import TYPE_CHECKING, Dict, List

import bot  # noqa: F401  quietens Rasa before it is imported

if TYPE_CHECKING:
    from bot.channel import Bot

BATCH = 256  # messages; bounds memory, large enough for the matrices to pay


def main(model: str, speed: str = "") -> None:
    """Reads `{"text": …}` a line, writes one understanding a line, in order; with `--speed` only how long it took."""
    from bot.channel import Bot
    from bot.remote_action import ActionServer

    loaded = Bot(model, ActionServer())
    texts = [json.loads(line)["text"] for line in sys.stdin if line.strip()]
    batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    if speed:
        sys.stdout.write(json.dumps(_speed(loaded, texts, batches)) + "\n")
        return
    for batch in batches:
        for understanding in loaded.understand_all(batch):
            sys.stdout.write(json.dumps(understanding, ensure_ascii=False) + "\n")


def _speed(loaded: Bot, texts: List[str], batches: List[List[str]]) -> Dict[str, float]:
    def took(some: List[str]) -> float:
        started = time.perf_counter()
        loaded.understand_all(some)
        return time.perf_counter() - started

    took(texts[:1])  # the first parse fills caches
    alone = [took([text]) for text in texts]
    together = sum(took(batch) for batch in batches)
    return {"parsing p50 ms": 1000 * statistics.median(alone), "batch per second": len(texts) / together}


if __name__ == "__main__":
    main(*sys.argv[1:])
