# SPDX-License-Identifier: EUPL-1.2
"""Security headers on every response, pages that load nothing foreign, frames only where allowed (S13, S15)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

import pytest

from tests.conftest import App, StartApp
from tests.web.routes import every_route

EMBEDDER = "https://www.kamen.example"


def policy(headers: Mapping[str, str]) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def assert_safe(headers: Mapping[str, str]) -> None:
    csp = policy(headers)
    assert {csp[name] for name in ("default-src", "object-src", "base-uri", "form-action")} == {"'none'"}
    assert "unsafe" not in str(csp)
    assert "frame-ancestors" in csp
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert headers["Server"] == "bruecke"
    assert not any(name.lower().startswith("access-control-") for name in headers)
    assert "Set-Cookie" not in headers


async def test_every_route_answers_with_them(app: App) -> None:
    parent = await app.parent()
    for route in every_route(app.application):
        response = await app.client.request(route.method, route.path(parent), allow_redirects=False)
        assert_safe(response.headers)


async def test_errors_and_sockets_have_them_too(app: App) -> None:
    parent = await app.parent()
    for method, path in (("GET", "/nothing"), ("PUT", "/api/offers"), ("TRACE", "/chat")):
        assert_safe((await app.client.request(method, path)).headers)
    async with app.client.ws_connect(f"{parent.path}/socket") as socket:
        assert_safe(socket._response.headers)


@pytest.mark.parametrize(
    "request_line",
    [
        b"METHOD<x> / HTTP/1.1",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y",
        b"GET / HTTP/1.1\r\nbad header: x",
        b"\x16\x03\x01",
    ],
)
async def test_what_is_no_http_is_not_quoted(app: App, request_line: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """S20, S21: aiohttp by itself would send the bytes back and name its version."""
    reader, writer = await asyncio.open_connection(app.client.host, app.client.port)
    writer.write(request_line + b"\r\n\r\n")
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    assert head.startswith(b"HTTP/1.0 400")
    assert b"nosniff" in head
    assert b"aiohttp" not in head
    assert json.loads(body)["error"]["code"] == "bad_request"
    assert [record.levelname for record in caplog.records if record.name == "aiohttp.server"] == []


async def test_nothing_of_the_api_is_kept_anywhere(app: App) -> None:
    parent = await app.parent()
    for route in every_route(app.application):
        if route.pattern.startswith("/api/"):
            response = await app.client.request(route.method, route.path(parent), headers=parent.headers)
            assert response.headers["Cache-Control"] == "no-store"


async def test_only_allowed_sites_may_frame_the_chat(start_app: StartApp) -> None:
    app = await start_app(embed_origins=EMBEDDER)
    ancestors = {
        path: policy((await app.client.get(path)).headers)["frame-ancestors"]
        for path in ("/chat", "/demo", "/api/taxonomy", "/healthz", "/static/tokens.css", "/nothing")
    }
    assert ancestors.pop("/chat") == f"'self' {EMBEDDER}"
    assert set(ancestors.values()) == {"'none'"}


async def test_the_demo_may_show_the_chat(app: App) -> None:
    assert policy((await app.client.get("/demo")).headers)["frame-src"] == "'self'"
    assert "frame-src" not in policy((await app.client.get("/chat")).headers)


async def test_pages_take_everything_from_here(app: App) -> None:
    csp = policy((await app.client.get("/chat")).headers)
    assert {csp[f"{kind}-src"] for kind in ("script", "style", "img", "connect", "font")} == {"'self'"}


async def test_https_is_not_insisted_on_when_switched_off(start_app: StartApp) -> None:
    app = await start_app(hsts="0")
    assert "Strict-Transport-Security" not in (await app.client.get("/chat")).headers
