"""Offers for what a parent needs, and at most one question with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.choices import Button, buttons, data, place_buttons, topic_buttons
from actions.source import catalogue
from actions.turn import Turn
from bruecke.catalogue import Hit

Events = list[dict[str, Any]]

MOST_OFFERS = 3  # at once (design section 5)
MOST_OFFERS_OF_TWO = 2  # for each of two topics in one message
MOST_QUESTIONS = 2  # times that one thing is asked; whoever passes over it twice does not want to say it


class ActionOffers(Action):
    """Answers a need, a place or an age with offers that fit."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_offers"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One bubble with offers a topic, then the question, if one is open."""
        turn = Turn.of(tracker)
        events = [SlotSet("place", turn.place), SlotSet("place_text", turn.place_text)]
        if turn.unclear or (turn.candidates and not turn.names_a_need):
            return events + _ask(dispatcher, turn, turn.unclear or "place")
        if not turn.topics:
            return events + _ask_topic(dispatcher, turn)
        if turn.place_text and turn.names_a_need:
            dispatcher.utter_message(response="utter_outside", place_name=turn.place_text)
        question = _question(turn)
        shown = _show(dispatcher, turn, last=question is None)
        later = turn.maybe[0] if turn.maybe and question else None  # a question's buttons take its place
        events += [SlotSet("maybe", later), SlotSet("shown", [*turn.shown, *shown])]
        return [*events, *_ask(dispatcher, turn, question)]


class ActionMore(Action):
    """The next offers of the present topics."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_more"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Up to three offers that were not shown yet."""
        turn = Turn.of(tracker)
        if not turn.topics:
            return _ask_topic(dispatcher, turn)
        hits = _search(turn, turn.topics, MOST_OFFERS, exclude=turn.shown)
        if not hits:
            dispatcher.utter_message(response="utter_no_more_offers", buttons=buttons(["human", "other"]))
            return []
        _utter(dispatcher, "utter_more_offers", hits=hits, choices=_after(turn))
        return [SlotSet("maybe", None), SlotSet("shown", [*turn.shown, *(hit.offer.id for hit in hits)])]


def _show(dispatcher: CollectingDispatcher, turn: Turn, last: bool) -> list[str]:
    """One bubble a topic that was just named; a place or an age alone brings one for all topics together."""
    groups = [[topic] for topic in turn.topics] if turn.names_a_need else [turn.topics]
    limit = MOST_OFFERS if len(groups) == 1 else MOST_OFFERS_OF_TWO
    shown: list[str] = []
    for topics in groups:
        hits = _search(turn, topics, limit, exclude=shown)
        is_last = last and topics is groups[-1]
        _utter(dispatcher, *_text(turn, topics[0]), hits=hits, choices=_after(turn) if is_last else [])
        shown += [hit.offer.id for hit in hits]
    return shown


def _search(turn: Turn, topics: Sequence[str], limit: int, exclude: Sequence[str]) -> list[Hit]:
    return catalogue().search(
        topics=topics,
        place=turn.place,
        age_months=turn.age_months,
        outside=turn.place_text is not None,
        now=datetime.now(UTC),
        limit=limit,
        exclude=exclude,
    )


def _text(turn: Turn, topic: str) -> tuple[str, str]:
    """The response above the offers, and the name it may need."""
    if turn.names_a_need:
        return f"utter_need_{topic}", ""
    if turn.place_text:
        return "utter_offers_outside", turn.place_text
    if turn.intent == "inform_age" or not turn.place:
        return "utter_offers_age", ""
    return "utter_offers_here", catalogue().places[turn.place].label


def _utter(
    dispatcher: CollectingDispatcher, response: str, place_name: str = "", *, hits: Sequence[Hit], choices: list[Button]
) -> None:
    dispatcher.utter_message(
        response=response,
        place_name=place_name,
        buttons=choices,
        json_message={"offers": [{"id": hit.offer.id, "why": hit.why} for hit in hits]},
    )


def _after(turn: Turn) -> list[Button]:
    """The ways on after offers; a second topic that the message may mean, too, comes first."""
    return topic_buttons(turn.maybe) + buttons(data()["after_offers"])


def _question(turn: Turn) -> str | None:
    """What to ask next: the place, then the age where it matters; nothing twice refused."""
    if turn.candidates:
        return "place"
    if not turn.place and not turn.place_text and _may_ask("place", turn):
        return "place"
    matters = any(topic in data()["age_matters"] for topic in turn.topics)
    if turn.age_months is None and matters and _may_ask("age_months", turn):
        return "age_months"
    return None


def _may_ask(slot: str, turn: Turn) -> bool:
    return slot not in turn.refused and turn.asked.count(slot) < MOST_QUESTIONS


def _ask(dispatcher: CollectingDispatcher, turn: Turn, slot: str | None) -> Events:
    """Says the question and leaves it open (bot/memory.py opens its form with the next message)."""
    if slot is None:
        return [SlotSet("requested_slot", None)]
    places = catalogue().places
    if turn.unclear:
        choices = place_buttons(places.values()) if slot == "place" else []
        dispatcher.utter_message(response=f"utter_unclear_{slot}", buttons=choices + buttons(["skip"]))
    elif turn.candidates:
        choices = place_buttons(places[place] for place in turn.candidates if place in places)
        dispatcher.utter_message(response="utter_ask_which_place", buttons=choices + buttons(["skip"]))
    elif slot == "place":
        choices = place_buttons(places.values())
        dispatcher.utter_message(response="utter_ask_place", buttons=choices + buttons(["skip"]))
    else:
        dispatcher.utter_message(response="utter_ask_age", buttons=buttons(["skip"]))
    return [SlotSet("requested_slot", slot), SlotSet("asked", [*turn.asked, slot])]


def _ask_topic(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    choices = topic_buttons(data()["frequent_topics"])
    if turn.place_text:
        dispatcher.utter_message(response="utter_place_outside", place_name=turn.place_text, buttons=choices)
    elif turn.place and turn.intent == "inform_place":
        name = catalogue().places[turn.place].label
        dispatcher.utter_message(response="utter_place_noted", place_name=name, buttons=choices)
    elif turn.age_months is not None and turn.intent == "inform_age":
        dispatcher.utter_message(response="utter_age_noted", buttons=choices)
    else:
        dispatcher.utter_message(response="utter_ask_topic", buttons=choices)
    return [SlotSet("requested_slot", None)]
