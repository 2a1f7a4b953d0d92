# SPDX-License-Identifier: EUPL-1.2
"""Sending and reading messages."""

from __future__ import annotations

from bruecke.conversation.errors import Reason
from bruecke.conversation.read import fetch, wait
from bruecke.conversation.receive import Said, receive
from bruecke.web.api import Call, Result, Route
from bruecke.web.keys import LIMITS
from bruecke.web.shapes import MessageBody, MessagesQuery, OneMessage, Page

PATH = "/api/conversations/{id}/messages"


async def post(call: Call) -> Result:
    """Send: 201 when it is stored, 200 when it was stored before."""
    key, body = call.key, await call.body(MessageBody)
    call.request.app[LIMITS].message(key.conversation_id)
    message, is_new = await receive(call.tools, key, Said(body.root.client_id, body.text, body.choice))
    return (201 if is_new else 200), {"message": message}


async def get(call: Call) -> Result:
    """Read what is new, now or soon."""
    key, query = call.key, call.query(MessagesQuery)
    if query.wait:
        return 200, await wait(call.tools, key, query.after, query.wait)
    return 200, await fetch(call.tools, key, query.after)


ROUTES = (
    Route(
        method="POST",
        path=PATH,
        handler=post,
        summary="Send a text or a tapped choice. The same client_id again gives the first message again.",
        body=MessageBody,
        answers={201: OneMessage, 200: OneMessage},
        refuses=(Reason.EMPTY_TEXT, Reason.TEXT_TOO_LONG, Reason.UNKNOWN_CHOICE),
    ),
    Route(
        method="GET",
        path=PATH,
        handler=get,
        summary="Messages after a number and the state; with wait, a long poll.",
        query=MessagesQuery,
        answers={200: Page},
        refuses=(Reason.TOO_MANY_WINDOWS,),
    ),
)
