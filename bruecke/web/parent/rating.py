# SPDX-License-Identifier: EUPL-1.2
"""Did it help?"""

from __future__ import annotations

from bruecke.conversation.rating import rate
from bruecke.web.api import Call, Result, Route
from bruecke.web.shapes import Rated, RatingBody


async def post(call: Call) -> Result:
    """Store the rating in place of an earlier one."""
    key, body = call.key, await call.body(RatingBody)
    await rate(call.tools, key, body.helpful, body.comment)
    return 200, {"helpful": body.helpful}


ROUTES = (
    Route(
        method="POST",
        path="/api/conversations/{id}/rating",
        handler=post,
        summary="Rate the conversation; the last word counts.",
        body=RatingBody,
        answers={200: Rated},
    ),
)
