"""The fixed answers to danger. Contacts are the catalogue's; the conversation joins both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "replies.yml"


@dataclass(frozen=True)
class CrisisReply:
    """A reviewed text in simple German, at most five sentences (C7)."""

    text: str


def reply(kind: str) -> CrisisReply:
    """The text for a kind of danger. Raises KeyError for a kind that is not one of the taxonomy's crises."""
    return _replies()[kind]


@lru_cache(maxsize=1)
def _replies() -> dict[str, CrisisReply]:
    texts = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {kind: CrisisReply(text) for kind, text in texts.items()}
