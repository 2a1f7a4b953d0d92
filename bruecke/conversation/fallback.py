# SPDX-License-Identifier: EUPL-1.2
"""What a parent gets while the bot is late, wrong or gone: a plain word, a search, a number, the way to a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from bruecke.catalogue import Catalogue, taxonomy
from bruecke.conversation.bot import Context
from bruecke.conversation.choices import age_of, human_choice, topic_choices
from bruecke.conversation.draft import Draft
from bruecke.conversation.state import MOST_OFFERS, present
from bruecke.conversation.texts import Texts
from bruecke.german.ages import find_age
from bruecke.german.places import PlaceFinder
from bruecke.storage.message import Message


def bare(texts: Texts) -> Draft:
    """An answer that needs nothing at all."""
    return Draft(texts.fallback.nothing, [human_choice(texts)], [])


def hotlines(texts: Texts) -> list[tuple[str, str]]:
    """Telephones for anybody, as pairs of offer id and why."""
    return [(offer, texts.fallback.why) for offer in texts.fallback.hotlines]


def answer(
    questions: Sequence[Message], context: dict[str, Any], catalogue: Catalogue, texts: Texts, now: datetime
) -> tuple[list[Draft], dict[str, Any]]:
    """One answer to all these messages, without the bot.

    :returns: what to say, and the context after it: place and age that were named are not lost.
    """
    known = Context.model_validate(context)
    for question in questions:
        _note(question, known, catalogue, now)
    draft = _spoken(questions[-1].choice, texts) or _search(questions, known, catalogue, texts, now)
    known.shown += [offer["id"] for offer in draft.offers]
    known.open_question = None
    return [draft], known.model_dump()


def _note(question: Message, known: Context, catalogue: Catalogue, now: datetime) -> None:
    if question.choice:
        _note_choice(question.choice, known, catalogue)
        return
    place = _finder(catalogue).find(question.text, asked=known.open_question == "place")
    if place and (place.place or place.place_text):
        known.place, known.place_text = place.place, place.place_text
    age = find_age(question.text, asked=known.open_question == "age_months", today=now.date())
    if age:
        known.age_months = age.months


def _note_choice(choice: str, known: Context, catalogue: Catalogue) -> None:
    kind, _, value = choice.rpartition(":")
    if choice == "restart":
        known.topics, known.place, known.place_text, known.age_months = [], None, None, None
    elif choice == "forget:place":
        known.place, known.place_text = None, None
    elif choice == "forget:age":
        known.age_months = None
    elif kind == "forget:topic":
        known.topics = [topic for topic in known.topics if topic != value]
    elif kind == "topic":
        known.topics = [value]
    elif kind == "place" and value in catalogue.places:
        known.place, known.place_text = value, None
    elif (months := age_of(choice)) is not None:
        known.age_months = months


def _spoken(choice: str | None, texts: Texts) -> Draft | None:
    """The answer to a choice that asks for no offers."""
    if choice == "human":
        return Draft(texts.fallback.human, [human_choice(texts)], [])
    if choice in {"restart", "other"}:
        return Draft(texts.fallback.restarted, topic_choices(texts.greeting.topics), [])
    if choice and choice.startswith("forget:"):
        return Draft(texts.fallback.forgotten, [human_choice(texts)], [])
    return None


def _search(questions: Sequence[Message], known: Context, catalogue: Catalogue, texts: Texts, now: datetime) -> Draft:
    """Offers by the words just typed, else by the topics known from before, and a telephone for anybody."""

    def hits(**wanted: Any) -> list[tuple[str, str]]:
        found = catalogue.search(
            **wanted,
            place=known.place,
            outside=known.place is None and known.place_text is not None,
            age_months=known.age_months,
            now=now,
            limit=MOST_OFFERS - 1,
            exclude=known.shown,
        )
        return [(hit.offer.id, hit.why) for hit in found]

    typed = " ".join(question.text for question in questions if question.choice is None)
    found = (hits(words=typed) if typed else []) or (hits(topics=known.topics) if known.topics else [])
    text = texts.fallback.found if found else texts.fallback.nothing
    return Draft(text, [human_choice(texts)], present(found + hotlines(texts), catalogue, now))


@lru_cache(maxsize=2)
def _finder(catalogue: Catalogue) -> PlaceFinder:
    return PlaceFinder(catalogue.raw_places)


def warm_up(catalogue: Catalogue, texts: Texts, now: datetime) -> None:
    """Build and read what the first answer needs, so that no parent waits for it. Blocking."""
    for choice in (None, "restart"):
        question = Message("", 1, "parent", "", "kita", now, choice=choice)
        answer([question], {}, catalogue, texts, now)
    for kind in taxonomy.crises():
        catalogue.crisis_contacts(kind)
