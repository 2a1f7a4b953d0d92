# SPDX-License-Identifier: EUPL-1.2
"""Another site's page can change nothing here (S12)."""

from __future__ import annotations

import pytest

from tests.conftest import App, StartApp
from tests.support.parent import data, refused
from tests.web.routes import changing_routes

FOREIGN = [
    {"Origin": "https://boese.example"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://127.0.0.1"},
]


@pytest.mark.parametrize("headers", FOREIGN)
async def test_foreign_pages_are_refused_on_every_route(app: App, headers: dict[str, str]) -> None:
    parent = await app.parent()
    routes = changing_routes(app.application)
    assert len(routes) >= 6
    for route in routes:
        response = await app.client.request(
            route.method, route.path(parent), json={}, headers={**parent.headers, **headers}
        )
        await refused(response, 403, "foreign_origin")
    assert len((await parent.page())["messages"]) == 1


async def test_a_form_of_a_page_is_refused_on_every_route(app: App) -> None:
    parent = await app.parent()
    for route in changing_routes(app.application):
        if route.method == "POST":
            response = await app.client.post(route.path(parent), data=b"{}", headers={"Content-Type": "text/plain"})
            assert response.status in {401, 415}


async def test_nothing_is_changed_by_get(app: App) -> None:
    parent = await app.parent()
    for path in (f"{parent.path}/handover", f"{parent.path}/rating", "/api/conversations"):
        await refused(await app.client.get(path, headers=parent.headers), 405, "wrong_method")


async def test_our_own_page_may_write(start_app: StartApp) -> None:
    app = await start_app(origins="https://chat.example")
    own = f"http://{app.client.host}:{app.client.port}"
    for headers in (
        {"Origin": own},
        {"Origin": "https://chat.example"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ):
        await data(await app.client.post("/api/conversations", json={}, headers=headers), 201)
