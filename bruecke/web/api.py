# SPDX-License-Identifier: EUPL-1.2
"""A call of the API: declared once, as data; checked and parsed here, so that a handler only has to make its call.

The same declarations become the OpenAPI document (`bruecke.web.openapi`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from aiohttp import hdrs, web
from pydantic import BaseModel, ValidationError

from bruecke.conversation.access import Key
from bruecke.conversation.errors import Reason, Refusal
from bruecke.conversation.tools import Tools
from bruecke.web import origin
from bruecke.web.answers import answer
from bruecke.web.keys import LIMITS, SETTINGS, TOOLS

Model = TypeVar("Model", bound=BaseModel)
Result = tuple[int, Any]


class Call:
    """What a handler gets: the tools, and the parsed call."""

    def __init__(self, request: web.Request) -> None:
        self.request = request

    @property
    def tools(self) -> Tools:
        """The conversation's tools."""
        return self.request.app[TOOLS]

    @property
    def key(self) -> Key:
        """Which conversation, and the token that came with the call.

        :raises Refusal: no_token.
        """
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refusal(Reason.NO_TOKEN)
        return Key(self.request.match_info["id"], token)

    async def body(self, model: type[Model]) -> Model:
        """The JSON body in this shape.

        :raises Refusal: wrong_content_type (a form of a foreign page could send others; a packed body may be a bomb),
            broken_json, bad_request.
        """
        if self.request.content_type != "application/json" or hdrs.CONTENT_ENCODING in self.request.headers:
            raise Refusal(Reason.WRONG_CONTENT_TYPE)
        try:
            return model.model_validate_json(await self.request.read())
        except web.RequestPayloadError:
            raise Refusal(Reason.BROKEN_JSON) from None
        except ValidationError as error:
            broken = any(problem["type"] == "json_invalid" for problem in error.errors(include_input=False))
            raise Refusal(Reason.BROKEN_JSON if broken else Reason.BAD_REQUEST) from None

    def query(self, model: type[Model]) -> Model:
        """The query in this shape; an empty value counts as left out.

        :raises Refusal: bad_request.
        """
        try:
            return model.model_validate({name: value for name, value in self.request.query.items() if value})
        except ValidationError:
            raise Refusal(Reason.BAD_REQUEST) from None


@dataclass(frozen=True, kw_only=True)
class Route:
    """One call of the public contract."""

    method: str
    path: str
    handler: Callable[[Call], Awaitable[Result]]
    summary: str
    answers: Mapping[int, type[BaseModel]]
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    refuses: tuple[Reason, ...] = ()

    @property
    def of_conversation(self) -> bool:
        """Whether it needs a conversation's token."""
        return "{id}" in self.path

    @property
    def changes(self) -> bool:
        """Whether it changes anything."""
        return self.method != "GET"


def add(app: web.Application, route: Route) -> None:
    """Serve a route."""

    async def serve(request: web.Request) -> web.Response:
        request.app[LIMITS].request(request)
        if route.changes:
            origin.check(request, request.app[SETTINGS])
        status, data = await route.handler(Call(request))
        return answer(data, status)

    app.router.add_route(route.method, route.path, serve)
