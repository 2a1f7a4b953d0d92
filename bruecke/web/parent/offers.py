# SPDX-License-Identifier: EUPL-1.2
"""The catalogue for everybody: offers, and the words for topics and places."""

from __future__ import annotations

from bruecke.conversation.errors import Reason
from bruecke.conversation.offers import Wanted, labels, search
from bruecke.web.api import Call, Result, Route
from bruecke.web.shapes import Offers, OffersQuery, Taxonomy


async def get(call: Call) -> Result:
    """Search."""
    query = call.query(OffersQuery)
    wanted = Wanted(query.topic, query.place, query.age_months, query.q, query.kind)
    return 200, {"offers": search(call.tools, wanted)}


async def get_taxonomy(call: Call) -> Result:
    """Labels of all topics and places."""
    return 200, labels(call.tools)


ROUTES = (
    Route(
        method="GET",
        path="/api/offers",
        handler=get,
        summary="Search offers by topic, place, age and words.",
        query=OffersQuery,
        answers={200: Offers},
        refuses=(Reason.UNKNOWN_TOPIC, Reason.UNKNOWN_PLACE),
    ),
    Route(
        method="GET",
        path="/api/taxonomy",
        handler=get_taxonomy,
        summary="Topics and places with their labels.",
        answers={200: Taxonomy},
    ),
)
