# SPDX-License-Identifier: EUPL-1.2
"""The catalogue without a conversation: search by topic, place, age and words."""

from __future__ import annotations

from typing import Any, NamedTuple

from bruecke.catalogue import taxonomy
from bruecke.conversation.clean import clean
from bruecke.conversation.errors import Reason, Refusal
from bruecke.conversation.tools import Tools

MOST_FOUND = 12

Shape = dict[str, Any]


class Wanted(NamedTuple):
    """What to look for; ``kind`` "hotline" lists the telephones that everybody may call."""

    topic: str | None
    place: str | None
    age_months: int | None
    words: str
    kind: str | None


def search(tools: Tools, wanted: Wanted) -> list[Shape]:
    """Offers in the shape ``offer``, best first.

    :raises Refusal: unknown_topic, unknown_place.
    """
    catalogue, now = tools.catalogue.current(), tools.clock()
    if wanted.topic is not None and wanted.topic not in taxonomy.topics():
        raise Refusal(Reason.UNKNOWN_TOPIC)
    if wanted.place is not None and wanted.place not in catalogue.places:
        raise Refusal(Reason.UNKNOWN_PLACE)
    if wanted.kind == "hotline":
        hotlines = [offer.id for offer in catalogue.offers.values() if offer.kind == "hotline"]
        return [catalogue.present(offer, "", now) for offer in hotlines]
    hits = catalogue.search(
        topics=[wanted.topic] if wanted.topic else [],
        place=wanted.place,
        age_months=wanted.age_months,
        words=clean(wanted.words),
        now=now,
        limit=MOST_FOUND,
    )
    return [catalogue.present(hit.offer.id, hit.why, now) for hit in hits]


def labels(tools: Tools) -> Shape:
    """Topics and places with the words for chips and tiles."""
    places = tools.catalogue.current().places
    return {
        "topics": {topic: {"label": term.label} for topic, term in taxonomy.topics().items()},
        "places": {place: {"label": entry.label} for place, entry in places.items()},
    }
