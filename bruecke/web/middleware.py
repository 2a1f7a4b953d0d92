# SPDX-License-Identifier: EUPL-1.2
"""Around every call: whatever goes wrong becomes the one error shape, and every answer is counted."""

from __future__ import annotations

import logging
from time import perf_counter

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bruecke.conversation.errors import Reason, Refusal
from bruecke.web.answers import refusal
from bruecke.web.keys import METRICS

log = logging.getLogger(__name__)

_OF_AIOHTTP = {404: Reason.NOT_FOUND, 405: Reason.WRONG_METHOD, 413: Reason.BODY_TOO_LARGE}
# Security staff want to see these; the rest is everyday.
_WORTH_A_LINE = {Reason.NO_TOKEN, Reason.NO_CONVERSATION, Reason.FOREIGN_ORIGIN, Reason.TOO_FAST, Reason.FULL}


@web.middleware
async def shape_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every failure in the one shape, without anything internal (S20)."""
    try:
        return await handler(request)
    except Refusal as error:
        if error.reason in _WORTH_A_LINE:
            log.info("refused", extra={"route": route_of(request), "reason": error.reason.value})
        return refusal(error.reason, retry_after=error.retry_after)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        response = refusal(_OF_AIOHTTP.get(error.status, Reason.BAD_REQUEST))
        if hdrs.ALLOW in error.headers:
            response.headers[hdrs.ALLOW] = error.headers[hdrs.ALLOW]
        return response
    except Exception:
        log.exception("a call failed", extra={"route": route_of(request)})
        return refusal(Reason.BROKEN)


@web.middleware
async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count every answer and how long it took."""
    started = perf_counter()
    response = await handler(request)
    metrics, route = request.app[METRICS], route_of(request)
    method = request.method if request.method in hdrs.METH_ALL else "other"
    metrics.answered(method, route, response.status)
    metrics.took(route, perf_counter() - started)
    return response


def route_of(request: web.Request) -> str:
    """The pattern of the path: paths hold conversation ids, which belong into no log."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
