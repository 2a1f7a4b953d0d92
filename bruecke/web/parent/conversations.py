# SPDX-License-Identifier: EUPL-1.2
"""A conversation begins and is erased."""

from __future__ import annotations

from bruecke.conversation.erase import erase
from bruecke.conversation.errors import Reason
from bruecke.conversation.start import start
from bruecke.web.api import Call, Result, Route
from bruecke.web.keys import LIMITS
from bruecke.web.shapes import Receipt, StartBody, Started


async def post(call: Call) -> Result:
    """Begin."""
    body = await call.body(StartBody)
    call.request.app[LIMITS].start(call.request)
    return 201, await start(call.tools, body.place, body.language)


async def delete(call: Call) -> Result:
    """Erase."""
    receipt = await erase(call.tools, call.key)
    return 200, {"receipt": receipt.id, "erased_at": receipt.at, "messages": receipt.messages}


ROUTES = (
    Route(
        method="POST",
        path="/api/conversations",
        handler=post,
        summary="Begin a conversation. The token is told only here.",
        body=StartBody,
        answers={201: Started},
        refuses=(Reason.UNKNOWN_PLACE, Reason.FULL),
    ),
    Route(
        method="DELETE",
        path="/api/conversations/{id}",
        handler=delete,
        summary="Erase everything that was said. A receipt without content stays.",
        answers={200: Receipt},
    ),
)
