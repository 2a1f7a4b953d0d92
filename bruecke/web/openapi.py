# SPDX-License-Identifier: EUPL-1.2
"""The OpenAPI 3.1 document, made from the routes and the shapes that serve the calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bruecke.conversation.errors import Reason
from bruecke.web.answers import refusals
from bruecke.web.api import Route
from bruecke.web.parent import socket
from bruecke.web.shapes import ErrorBody

Shape = dict[str, Any]

_ALWAYS = (Reason.TOO_FAST, Reason.BROKEN)
_REFS = "#/components/schemas/{model}"


def document(routes: Iterable[Route], version: str) -> Shape:
    """The whole document as plain data."""
    routes = tuple(routes)
    paths: dict[str, Shape] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    paths[socket.PATH] = {"get": _socket()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Brücke", "version": version, "description": "The chat for parents."},
        "paths": paths,
        "components": {
            "schemas": _schemas(routes),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "of one conversation"}},
        },
    }


def _schemas(routes: Iterable[Route]) -> Shape:
    incoming = {route.body for route in routes if route.body}
    outgoing = {model for route in routes for model in route.answers.values()} | {ErrorBody}
    models = [(model, "validation") for model in sorted(incoming, key=_name)]
    models += [(model, "serialization") for model in sorted(outgoing, key=_name)]
    _, schema = models_json_schema(models, ref_template=_REFS)  # type: ignore[arg-type]
    return dict(schema["$defs"])


def _name(model: type[BaseModel]) -> str:
    return model.__name__


def _operation(route: Route) -> Shape:
    operation: Shape = {
        "summary": route.summary,
        "operationId": f"{route.method.lower()}_{route.path.strip('/').translate(str.maketrans('/-', '__', '{}'))}",
        "parameters": [*_path_parameters(route.path), *_query_parameters(route.query)],
        "responses": {
            **{str(status): _content(model, HTTPStatus(status).phrase) for status, model in route.answers.items()},
            **_refusals(_reasons(route)),
        },
    }
    if route.body:
        operation["requestBody"] = {"required": True, **_content(route.body)}
    if route.of_conversation:
        operation["security"] = [{"token": []}]
    return operation


def _content(model: type[BaseModel], description: str | None = None) -> Shape:
    schema = {"$ref": _REFS.format(model=_name(model))}
    content: Shape = {"content": {"application/json": {"schema": schema}}}
    return content if description is None else {"description": description, **content}


def _path_parameters(path: str) -> list[Shape]:
    if "{id}" not in path:
        return []
    return [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]


def _query_parameters(model: type[BaseModel] | None) -> Iterator[Shape]:
    properties = model.model_json_schema()["properties"] if model else {}
    for name, schema in properties.items():
        yield {"name": name, "in": "query", "required": False, "schema": schema}


def _reasons(route: Route) -> set[Reason]:
    reasons = {*_ALWAYS, *route.refuses}
    if route.of_conversation:
        reasons |= {Reason.NO_TOKEN, Reason.NO_CONVERSATION}
    if route.changes:
        reasons |= {Reason.FOREIGN_ORIGIN}
    if route.body:
        reasons |= {Reason.BAD_REQUEST, Reason.BROKEN_JSON, Reason.WRONG_CONTENT_TYPE, Reason.BODY_TOO_LARGE}
    if route.query:
        reasons |= {Reason.BAD_REQUEST}
    return reasons


def _refusals(reasons: set[Reason]) -> Shape:
    """One response for each status, which lists the codes that come with it."""
    codes: dict[int, list[str]] = {}
    for reason in sorted(reasons):
        codes.setdefault(refusals()[reason].status, []).append(reason.value)
    return {str(status): _content(ErrorBody, ", ".join(names)) for status, names in sorted(codes.items())}


def _socket() -> Shape:
    return {
        "summary": "A WebSocket. First frame {token, after}; then message, state and typing events.",
        "operationId": "get_socket",
        "parameters": _path_parameters(socket.PATH),
        "responses": {"101": {"description": "Switching Protocols"}, **_refusals({Reason.FOREIGN_ORIGIN, *_ALWAYS})},
    }
