"""Understands many messages in one batch: `python -m bot.understand MODEL`, JSON lines in and out."""

from __future__ import annotations

import json
import sys

import bot  # noqa: F401  quietens Rasa before it is imported

BATCH = 256  # messages; bounds memory, large enough for the matrices to pay


def main(model: str) -> None:
    """Reads `{"text": …}` a line, writes one understanding a line, in order."""
    from bot.channel import Bot
    from bot.remote_action import ActionServer

    loaded = Bot(model, ActionServer())
    texts = [json.loads(line)["text"] for line in sys.stdin if line.strip()]
    for start in range(0, len(texts), BATCH):
        for understanding in loaded.understand_all(texts[start : start + BATCH]):
            sys.stdout.write(json.dumps(understanding, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
