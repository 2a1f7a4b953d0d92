# SPDX-License-Identifier: EUPL-1.2
"""Asking for a person, and taking it back."""

from __future__ import annotations

from bruecke.conversation.errors import Reason
from bruecke.conversation.handover import Wish, request, withdraw
from bruecke.web.api import Call, Result, Route
from bruecke.web.shapes import HandoverBody, OnlyState

PATH = "/api/conversations/{id}/handover"


async def post(call: Call) -> Result:
    """Ask: 201 when the request is new, 200 when there is one already."""
    key, body = call.key, await call.body(HandoverBody)
    state, is_new = await request(call.tools, key, Wish(body.consent, body.share_history, body.note))
    return (201 if is_new else 200), {"state": state}


async def delete(call: Call) -> Result:
    """Take it back."""
    return 200, {"state": await withdraw(call.tools, call.key)}


ROUTES = (
    Route(
        method="POST",
        path=PATH,
        handler=post,
        summary="Ask for a counsellor; needs consent.",
        body=HandoverBody,
        answers={201: OnlyState, 200: OnlyState},
        refuses=(Reason.NO_CONSENT,),
    ),
    Route(
        method="DELETE",
        path=PATH,
        handler=delete,
        summary="Take the request and the consent back.",
        answers={200: OnlyState},
        refuses=(Reason.NO_HANDOVER, Reason.NOT_POSSIBLE_NOW),
    ),
)
