# SPDX-License-Identifier: EUPL-1.2
"""The OpenAPI document is true: it names every route, and every answer has the shape it promises (S26)."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from jsonschema_rs import Draft202012Validator
from schemathesis import openapi
from schemathesis.generation import GenerationMode
from yarl import URL

from tests.conftest import App, StartApp
from tests.support.bot_double import BotDouble, replying
from tests.support.parent import Parent, Shape, data
from tests.web.routes import every_route

EXAMPLES = 25  # of each operation and mode


async def document(app: App) -> Shape:
    return dict(await data(await app.client.get("/api/openapi.json")))


async def test_it_names_every_route_of_the_api(app: App) -> None:
    paths = (await document(app))["paths"]
    named = {(method.upper(), path) for path, operations in paths.items() for method in operations}
    served = {(route.method, route.pattern) for route in every_route(app.application) if "/api/" in route.pattern}
    assert named == served - {("GET", "/api/openapi.json")}


async def test_every_operation_is_described(app: App) -> None:
    for operations in (await document(app))["paths"].values():
        for operation in operations.values():
            assert operation["summary"].endswith(".")
            assert set(operation["responses"]) >= {"429", "500"}


class Checked:
    """Calls, and holds every answer against the document."""

    def __init__(self, app: App, spec: Shape) -> None:
        self.app, self.spec = app, spec
        self.seen: set[tuple[str, str, int]] = set()

    async def __call__(self, method: str, pattern: str, parent: Parent, **more: Any) -> Any:
        path = pattern.replace("{id}", parent.id)
        response = await self.app.client.request(method, path, headers={**parent.headers}, **more)
        body = await response.json()
        promised = self.spec["paths"][pattern][method.lower()]["responses"][str(response.status)]
        schema = promised["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": self.spec["components"]}).validate(body)
        self.seen.add((method, pattern, response.status))
        return body


async def test_every_answer_has_the_promised_shape(app: App, bot: BotDouble) -> None:
    bot.behave = replying(
        "Hier:",
        offers=[{"id": "elterntelefon", "why": "weil"}],
        choices=[{"label": "Mehr", "value": "more"}],
        topics=["childcare"],
        place="kamen",
        age_months=3,
    )
    call, parent = Checked(app, await document(app)), await app.parent()
    one, messages = "/api/conversations/{id}", "/api/conversations/{id}/messages"
    await call("POST", "/api/conversations", parent, json={})
    await call("POST", "/api/conversations", parent, json={"place": "atlantis"})
    for text in ("hallo", "hallo", "ich will nicht mehr leben"):
        await call("POST", messages, parent, json={"client_id": text[:5], "text": text})
    await call("POST", messages, parent, json={"client_id": "c", "text": "x" * 3000})
    await call("POST", messages, parent, data=b"x")
    await call("GET", messages, parent, params={"after": "0"})
    await call("GET", messages, parent, params={"after": "-1"})
    for consent in (False, True, True):
        await call("POST", f"{one}/handover", parent, json={"consent": consent, "share_history": True})
    await call("GET", messages, parent)
    await call("DELETE", f"{one}/handover", parent)
    await call("POST", f"{one}/rating", parent, json={"helpful": True})
    await call("GET", "/api/offers", parent, params={"topic": "childcare", "place": "unna"})
    await call("GET", "/api/offers", parent, params={"kind": "hotline"})
    await call("GET", "/api/offers", parent, params={"topic": "x"})
    await call("GET", "/api/taxonomy", parent)
    await call("DELETE", one, parent)
    await call("GET", messages, parent)
    await call("DELETE", f"{one}/handover", parent)
    promised = {
        (method.upper(), path, int(status))
        for path, operations in call.spec["paths"].items()
        for method, operation in operations.items()
        for status in operation["responses"]
        if status[0] == "2"
    }
    assert promised <= call.seen


async def test_the_document_itself_is_valid(app: App) -> None:
    schema = openapi.from_dict(await document(app))
    schema.validate()


@pytest.mark.parametrize("mode", list(GenerationMode))
async def test_made_up_calls_never_break_the_server(start_app: StartApp, mode: GenerationMode) -> None:
    """S26: schemathesis makes up calls, right and wrong ones; no answer is 5xx or of another kind than promised."""
    app = await start_app(limit_requests="0", limit_conversations_total="0")
    parent = await app.parent()
    schema = openapi.from_dict(await document(app))
    failures: list[str] = []
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        if operation.method != "delete" and not operation.path.endswith("/socket"):
            for case in await asyncio.to_thread(made_up, operation, mode):
                failures += await failed(app, parent, case)
    assert failures == []


def made_up(operation: Any, mode: GenerationMode) -> list[Any]:
    """Calls of one operation; none when this mode can make none up."""
    made: list[Any] = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def collect(case: Any) -> None:
        made.append(case)

    with suppress(Unsatisfiable):
        collect()
    return made


async def failed(app: App, parent: Parent, case: Any) -> list[str]:
    pattern = case.operation.path
    query = {name: str(value) for name, value in (case.query or {}).items()}
    query |= {"after": "0"} if query.get("wait", "0") != "0" else {}  # a long poll that has something to tell
    url = URL(pattern.replace("{id}", parent.id)).with_query(query)
    body = None if case.method == "GET" else json.dumps(case.body, default=str).encode()
    headers = {**parent.headers, "Content-Type": "application/json"}
    response = await app.client.request(case.method, url, data=body, headers=headers)
    if response.status >= 500 or str(response.status) not in case.operation.definition.raw["responses"]:
        return [f"{case.method} {url} {body!r}: {response.status}"]
    return []
