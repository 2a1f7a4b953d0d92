# SPDX-License-Identifier: EUPL-1.2
"""What is no HTTP at all never reaches the application: aiohttp answers it by itself, quotes the sender's bytes, names
its version, and logs an error for each. Here such a request gets our error shape and headers, and a quiet line."""

from __future__ import annotations

import logging

from aiohttp import web

from bruecke.conversation.errors import Reason
from bruecke.web import headers
from bruecke.web.answers import refusal

log = logging.getLogger(__name__)


def _answer(
    handler: web.RequestHandler,
    request: web.BaseRequest,
    status: int = 500,
    exc: BaseException | None = None,
    message: str | None = None,
) -> web.StreamResponse:
    """In place of ``RequestHandler.handle_error``; same promise: it closes the connection."""
    log.info("a malformed request", extra={"status": status})
    if request.writer.output_size > 0:
        raise ConnectionError("an answer has begun already")
    response = refusal(Reason.BAD_REQUEST if status < 500 else Reason.BROKEN)
    headers.complete(response)
    response.force_close()
    return response


def install() -> None:
    """aiohttp has no setting for this, but the method is a public one."""
    web.RequestHandler.handle_error = _answer  # type: ignore[method-assign, assignment]
