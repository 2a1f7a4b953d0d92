"""What an action knows of the turn: the slots and what the message brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

NEED = "need_"


@dataclass(frozen=True)
class Turn:
    """The parent's situation as understood so far, the present message included. `likely`: the message's likeliest
    topics; `maybe`: a second topic that it, or the need last named, may mean, too, and that was not offered yet.
    """

    intent: str
    topics: list[str]
    place: str | None
    place_text: str | None
    candidates: list[str]
    age_months: int | None
    shown: list[str]
    refused: list[str]
    asked: list[str]
    likely: list[str]
    maybe: list[str]
    unclear: str | None

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Reads the tracker. A place named now replaces a town outside named before, and the other way round."""
        message: dict[str, Any] = tracker.latest_message or {}
        brought = {entity["entity"]: entity["value"] for entity in message.get("entities") or []}
        intent = (message.get("intent") or {}).get("name") or ""
        slots = tracker.slots
        maybe = brought.get("maybe_topic") or (None if intent.startswith(NEED) else slots.get("maybe"))
        outside = "place_outside" in brought and "place" not in brought
        inside = "place" in brought
        return cls(
            intent=intent,
            topics=slots.get("topics") or [],
            place=None if outside else slots.get("place"),
            place_text=None if inside else slots.get("place_text"),
            candidates=[] if inside else brought.get("place_candidates") or [],
            age_months=slots.get("age_months"),
            shown=slots.get("shown") or [],
            refused=slots.get("refused") or [],
            asked=slots.get("asked") or [],
            likely=[topic["id"] for topic in message.get("topics") or []],
            maybe=[maybe] if maybe else [],
            unclear=_unclear(intent, brought),
        )

    @property
    def names_a_need(self) -> bool:
        """The message itself says what it is about."""
        return self.intent.startswith(NEED)


def _unclear(intent: str, brought: dict[str, Any]) -> str | None:
    """The slot that the message speaks of without filling it: a place nobody knows, "3. Klasse" for an age."""
    if intent == "inform_place" and not {"place", "place_outside", "place_candidates"} & brought.keys():
        return None if "age" in brought else "place"
    if intent == "inform_age" and "age" not in brought:
        return "age_months"
    return None
