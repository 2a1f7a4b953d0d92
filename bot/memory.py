"""The bot's memory: one turn long.

The truth of a conversation is the web application's database. Each call brings the context along
(`Context`), from which the tracker of this turn is made, and takes the new context back. So memory is
bounded by the turns in flight, nothing expires too late, and a bot that restarts has lost nothing.
"""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional, Set

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

Context = Dict[str, Any]

SLOTS = ("topics", "maybe", "place", "place_text", "age_months", "shown", "refused", "asked", "danger")
FORM_OF = {"place": "place_form", "age_months": "age_form"}  # the form that waits for a slot
ENTITY_OF = {"place": "place", "age_months": "age"}  # the entity that fills it
REMEMBERED_OFFERS = 60  # the ids in `shown`; older ones may be offered again


class TurnMemory(TrackerStore):
    """A tracker store that holds a tracker from `begin` to `end` of one turn."""

    def __init__(self, domain: Domain) -> None:
        super().__init__(domain, None)
        self._turns: Dict[str, DialogueStateTracker] = {}

    def begin(self, sender: str, context: Context, entities: List[Dict[str, Any]]) -> None:
        """Makes the tracker of a turn from the context that the call brought and what was understood."""
        tracker = DialogueStateTracker(sender, self.domain.slots)
        tracker.update_with_events(_events(context, {entity["entity"] for entity in entities}), self.domain)
        self._turns[sender] = tracker

    def end(self, sender: str) -> Context:
        """Forgets the turn and returns its context."""
        tracker = self._turns.pop(sender)
        context = {name: tracker.get_slot(name) for name in SLOTS}
        context["topics"] = context["topics"] or []
        context["shown"] = (context["shown"] or [])[-REMEMBERED_OFFERS:]
        for name in ("refused", "asked"):
            context[name] = context[name] or []
        context["danger"] = bool(context["danger"])
        context["open_question"] = tracker.get_slot(REQUESTED_SLOT)
        return context

    def drop(self, sender: str) -> None:
        """Forgets a turn that failed."""
        self._turns.pop(sender, None)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker until the turn ends."""
        self._turns[tracker.sender_id] = tracker

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The tracker of the running turn."""
        return self._turns.get(sender_id)

    async def keys(self) -> Iterable[str]:
        """The conversations with a turn in flight."""
        return list(self._turns)


def _events(context: Context, brought: Set[str]) -> List[Event]:
    """The past as events. The open question's form waits only for a message that answers it: Rasa
    would put the question again after everything else, and nobody likes to be asked twice.
    """
    past: List[Event] = [SlotSet(name, context[name]) for name in SLOTS if context.get(name) is not None]
    asked = context.get("open_question")
    if asked in FORM_OF:
        if ENTITY_OF[asked] in brought:
            past += [ActionExecuted(FORM_OF[asked]), ActiveLoop(FORM_OF[asked])]
        past.append(SlotSet(REQUESTED_SLOT, asked))
    return [*past, ActionExecuted(ACTION_LISTEN_NAME)]
