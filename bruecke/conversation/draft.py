# SPDX-License-Identifier: EUPL-1.2
"""A message that is about to be said and has no number yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from bruecke.storage.conversation import Conversation
from bruecke.storage.message import Message


class Draft(NamedTuple):
    """Text, buttons and offers as they will be shown."""

    text: str
    choices: list[dict[str, str]]
    offers: list[dict[str, Any]]

    def message(self, of: Conversation, number: int, name: str, at: datetime, author: str = "bot") -> Message:
        """The message, the ``number``-th new one of the conversation."""
        seq = of.last_seq + number
        return Message(of.id, seq, author, name, self.text, at, choices=self.choices, offers=self.offers)
