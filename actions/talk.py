"""What the bot says when it is unsure, refused, corrected, asked to start over or asked for details."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.choices import buttons, data, topic_buttons
from actions.source import catalogue
from actions.turn import Turn

Events = list[dict[str, Any]]

NOT_UNDERSTOOD = "not_understood"  # so unlikely that the likeliest topics are no help
MOST_LIKELY = 3  # topics offered when unsure
DETAILS = {"ask_cost": "cost", "ask_opening_hours": "hours", "ask_address": "address"}
ANONYMOUS_FOR = ("parenting", "parent_overload")  # who fears the youth office may ask without a name


class ActionOfferTopics(Action):
    """Says that it was not sure, and offers the likeliest topics; or that it understood nothing, and offers some."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_offer_topics"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Two or three topics as buttons, and the way to a person."""
        turn = Turn.of(tracker)
        likely = topic_buttons(turn.likely[:MOST_LIKELY]) if turn.intent != NOT_UNDERSTOOD else []
        response = "utter_not_sure" if likely else "utter_not_understood"
        choices = likely or topic_buttons(data()["frequent_topics"])
        dispatcher.utter_message(response=response, buttons=choices + buttons(data()["after_not_sure"]))
        return []


class ActionSkip(Action):
    """A question was refused, or an offer was not right."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_skip"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Never asks the refused question again; without an open question offers ways on."""
        asked = tracker.slots.get("requested_slot")
        choices = buttons(data()["after_offers"])
        if not asked:
            dispatcher.utter_message(response="utter_deny", buttons=choices)
            return []
        dispatcher.utter_message(response="utter_skipped", buttons=choices)
        refused = [*Turn.of(tracker).refused, asked]
        return [SlotSet("refused", refused), SlotSet("requested_slot", None)]


class ActionForget(Action):
    """Something understood was taken back by its chip."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_forget"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Empties the slot; a topic goes alone."""
        values = [e["value"] for e in tracker.latest_message.get("entities") or [] if e["entity"] == "forget"]
        kind, _, topic = (values or [""])[0].partition(":")
        dispatcher.utter_message(response="utter_forgotten")
        if kind == "topic":
            return [SlotSet("topics", [t for t in Turn.of(tracker).topics if t != topic])]
        if kind == "place":
            return [SlotSet("place", None), SlotSet("place_text", None)]
        return [SlotSet("age_months", None)]


class ActionStartOver(Action):
    """Another topic; place and age stay, they rarely change."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_start_over"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Forgets the topics and shows the frequent ones."""
        dispatcher.utter_message(response="utter_start_over", buttons=topic_buttons(data()["frequent_topics"]))
        return [SlotSet("topics", []), SlotSet("maybe", None), SlotSet("shown", []), SlotSet("requested_slot", None)]


class ActionDetail(Action):
    """Cost, hours or address of the offers shown last."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_detail"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One line an offer; what is not known or not confirmed is said to be unknown."""
        turn = Turn.of(tracker)
        detail = DETAILS.get(turn.intent, "cost")
        offers = [offer for offer in turn.shown[-3:] if offer in catalogue().offers]
        if not offers:
            dispatcher.utter_message(response="utter_nothing_shown", buttons=topic_buttons(data()["frequent_topics"]))
        for offer in offers:
            shown = catalogue().present(offer, "", datetime.now(UTC))
            value = shown["opening"]["text"] if detail == "hours" else shown[detail]
            response = f"utter_detail_{detail}" if value else f"utter_detail_{detail}_unknown"
            dispatcher.utter_message(response=response, name=shown["name"], value=value)
        return []


class ActionYouthOfficeFear(Action):
    """An honest answer, and where one can ask without a name."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_youth_office_fear"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Up to two offers that are known to be anonymous."""
        hits = catalogue().search(topics=ANONYMOUS_FOR, now=datetime.now(UTC), limit=30)
        anonymous = [{"id": hit.offer.id, "why": hit.why} for hit in hits if hit.offer.anonymous][:2]
        dispatcher.utter_message(response="utter_ask_youth_office_fear")
        if anonymous:
            dispatcher.utter_message(
                response="utter_ask_without_name", json_message={"offers": anonymous}, buttons=buttons(["human"])
            )
        return []
