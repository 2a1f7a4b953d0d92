# SPDX-License-Identifier: EUPL-1.2
"""How a conversation and its messages are shown: the shapes ``state`` and ``message`` of the public contract."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bruecke.catalogue import Catalogue
from bruecke.storage import handover
from bruecke.storage.conversation import Conversation
from bruecke.storage.message import Message

MOST_OFFERS = 3
_UNKNOWN_OPENING = {"text": None, "open_now": None, "next": None}


def state_of(connection: Connection, of: Conversation) -> dict[str, Any]:
    """The shape ``state``: who has the conversation, the wait for a person, what was understood."""
    return {"mode": of.mode, "handover": _handover(connection, of.id), "understood": _understood(of.context)}


def _handover(connection: Connection, conversation_id: str) -> dict[str, Any] | None:
    latest = handover.latest(connection, conversation_id)
    if latest is None:
        return None
    waiting = latest.status == "requested"
    position = handover.position(connection, latest) if waiting else None
    return {"status": latest.status, "position": position, "expected": None}


def _understood(context: dict[str, Any]) -> dict[str, Any]:
    return {
        "topics": context.get("topics") or [],
        "place": context.get("place"),
        "age_months": context.get("age_months"),
    }


def shown(stored: Message, catalogue: Catalogue, now: datetime) -> dict[str, Any]:
    """The shape ``message``. Offers are shown as they were, but whether they are open is told for ``now``."""
    return {
        "seq": stored.seq,
        "author": stored.author,
        "name": stored.name,
        "text": stored.text,
        "at": stored.at.isoformat(timespec="milliseconds"),
        "choices": stored.choices,
        "offers": [{**offer, "opening": _opening(offer, catalogue, now)} for offer in stored.offers],
        "crisis": stored.crisis,
    }


def _opening(offer: dict[str, Any], catalogue: Catalogue, now: datetime) -> Any:
    if offer["id"] not in catalogue.offers:
        return _UNKNOWN_OPENING
    return catalogue.present(offer["id"], offer["why"], now)["opening"]


def present(suggestions: list[tuple[str, str]], catalogue: Catalogue, now: datetime) -> list[dict[str, Any]]:
    """The shape ``offer`` for pairs of id and why: each once, at most three, only what the catalogue still has."""
    reasons: dict[str, str] = {}
    for offer, why in suggestions:
        if offer in catalogue.offers:
            reasons.setdefault(offer, why)
    return [catalogue.present(offer, why, now) for offer, why in list(reasons.items())[:MOST_OFFERS]]
