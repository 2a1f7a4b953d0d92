# SPDX-License-Identifier: EUPL-1.2
"""All routes of the web application in one place."""

from __future__ import annotations

from importlib.metadata import version

import pydantic_core
from aiohttp import web
from aiohttp.typedefs import Handler

from bruecke.settings import Settings
from bruecke.web import api, headers, malformed, middleware, openapi, operation, pages
from bruecke.web.parent import conversations, handover, messages, offers, rating, socket

LARGEST_BODY = 16 * 1024  # bytes

ROUTES = (
    *conversations.ROUTES,
    *messages.ROUTES,
    *handover.ROUTES,
    *rating.ROUTES,
    *offers.ROUTES,
)


def create(settings: Settings) -> web.Application:
    """The application with its routes; what they work with is put in by `bruecke.app`. Reads files: not in the loop."""
    app = web.Application(middlewares=[middleware.count, middleware.shape_errors], client_max_size=LARGEST_BODY)
    headers.install(app, settings)
    malformed.install()
    for route in ROUTES:
        api.add(app, route)
    app.router.add_get(socket.PATH, socket.get, allow_head=False)
    app.router.add_get("/api/openapi.json", _openapi())
    app.router.add_get("/healthz", operation.healthz)
    app.router.add_get("/readyz", operation.readyz)
    app.router.add_get("/metrics", operation.metrics)
    pages.install(app, settings)
    return app


def _openapi() -> Handler:
    body = pydantic_core.to_json(openapi.document(ROUTES, version("bruecke")))

    async def serve(_request: web.Request) -> web.Response:
        return web.Response(body=body, content_type="application/json")

    return serve
