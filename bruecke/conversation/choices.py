# SPDX-License-Identifier: EUPL-1.2
"""The buttons: which values exist, and what they are called when no message offered them."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from bruecke.catalogue import Catalogue, taxonomy
from bruecke.conversation.errors import Reason, Refusal
from bruecke.conversation.texts import Texts
from bruecke.storage import message

_AGE = re.compile(r"age:(-?\d{1,3})")
YOUNGEST, OLDEST = -9, 324  # months, as in the taxonomy's life phases


def topic_choices(topics: list[str]) -> list[dict[str, str]]:
    """Buttons for topics."""
    known = taxonomy.topics()
    return [{"label": known[topic].label, "value": f"topic:{topic}"} for topic in topics]


def human_choice(texts: Texts) -> dict[str, str]:
    """The button that leads to a person."""
    return {"label": texts.labels["human"], "value": "human"}


def age_of(value: str) -> int | None:
    """The months of an ``age:`` choice, or None when it is none."""
    match = _AGE.fullmatch(value)
    months = int(match[1]) if match else None
    return months if months is not None and YOUNGEST <= months <= OLDEST else None


def label_of(connection: Connection, conversation_id: str, value: str, catalogue: Catalogue, texts: Texts) -> str:
    """What the tapped button said: as the latest message that offers it calls it, else our own word for it.

    :raises Refusal: unknown_choice.
    """
    for choices in message.offered_choices(connection, conversation_id):
        for choice in choices:
            if choice["value"] == value:
                return choice["label"]
    label = _own_label(value, catalogue, texts)
    if label is None:
        raise Refusal(Reason.UNKNOWN_CHOICE)
    return label


def _own_label(value: str, catalogue: Catalogue, texts: Texts) -> str | None:
    if value in texts.labels:
        return texts.labels[value]
    if (months := age_of(value)) is not None:
        return texts.named.unborn if months < 0 else texts.named.age.format(months=months)
    kind, _, rest = value.rpartition(":")
    topic, place = taxonomy.topics().get(rest), catalogue.places.get(rest)
    if kind == "topic" and topic:
        return topic.label
    if kind == "place" and place:
        return place.label
    if kind == "forget:topic" and topic:
        return texts.named.forget_topic.format(label=topic.label)
    return None
