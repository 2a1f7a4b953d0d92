# SPDX-License-Identifier: EUPL-1.2
"""Every route of the application, taken from its router, with a path that can be called."""

from __future__ import annotations

from typing import NamedTuple

from aiohttp import web

from tests.support.parent import Parent


class Served(NamedTuple):
    """A method and the pattern of its path."""

    method: str
    pattern: str

    def path(self, parent: Parent) -> str:
        """A path of this pattern, in the parent's conversation."""
        return self.pattern.replace("{id}", parent.id).replace("{path}", "tokens.css")


def every_route(app: web.Application) -> list[Served]:
    """All, without the HEAD that comes with a GET."""
    found = {
        Served(route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource and route.method != "HEAD"
    }
    return sorted(found)


def changing_routes(app: web.Application) -> list[Served]:
    """Those that change anything."""
    return [route for route in every_route(app) if route.method != "GET"]
