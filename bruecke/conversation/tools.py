# SPDX-License-Identifier: EUPL-1.2
"""What the functions of this room work with; wired once in `bruecke.app`, passed to each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bruecke.catalogue import CatalogueSource
from bruecke.conversation.bot import Bot
from bruecke.conversation.listeners import Listeners
from bruecke.conversation.texts import Texts
from bruecke.conversation.turns import Turns
from bruecke.storage.engine import Database


class Meter(Protocol):
    """Counts for the operator; never who, never what was said."""

    def count(self, event: str, kind: str = "") -> None:
        """One more of this event; ``kind`` is one of a few words."""
        ...

    def took(self, what: str, seconds: float) -> None:
        """How long something took."""
        ...


@dataclass(frozen=True)
class Tools:
    """One for each process. ``clock`` gives aware times."""

    db: Database
    catalogue: CatalogueSource
    bot: Bot
    listeners: Listeners
    turns: Turns
    texts: Texts
    meter: Meter
    clock: Callable[[], datetime]
