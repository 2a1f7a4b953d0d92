# SPDX-License-Identifier: EUPL-1.2
"""Where a call comes from: another site's page may neither change anything nor open a socket (S12, S16)."""

from __future__ import annotations

from aiohttp import web

from bruecke.conversation.errors import Reason, Refusal
from bruecke.settings import Settings


def check(request: web.Request, settings: Settings) -> None:
    """Accept our own pages, and programs that are no browser and send no Origin.

    A page with ``Referrer-Policy: no-referrer`` may send Origin "null"; then the browser's own word
    (Sec-Fetch-Site, which no page can set) decides.

    :raises Refusal: foreign_origin.
    """
    origin = request.headers.get("Origin")
    if origin is None or origin in settings.origins or origin.partition("://")[2] == request.host:
        return
    if origin == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return
    raise Refusal(Reason.FOREIGN_ORIGIN)
