# SPDX-License-Identifier: EUPL-1.2
"""Pages and their files: small, asked for again only when changed, and all there."""

from __future__ import annotations

import gzip
import re

from tests.conftest import App


async def test_the_front_door_leads_to_the_chat(app: App) -> None:
    response = await app.client.get("/", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (302, "/chat")


async def test_pages_are_html_in_utf8(app: App) -> None:
    for path in ("/chat", "/chat?embed=1&place=kamen", "/demo"):
        response = await app.client.get(path)
        assert (response.status, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")


async def test_an_unchanged_file_is_not_sent_again(app: App) -> None:
    first = await app.client.get("/chat")
    again = await app.client.get("/chat", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"
    other = await app.client.get("/chat", headers={"If-None-Match": '"other"'})
    assert other.status == 200


async def test_texts_are_sent_compressed(app: App) -> None:
    plain = await app.client.get("/static/tokens.css", headers={"Accept-Encoding": "identity"})
    packed = await app.client.get("/static/tokens.css", headers={"Accept-Encoding": "gzip"}, auto_decompress=False)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(await packed.read()) == await plain.read()


async def test_every_file_that_a_page_names_is_there(app: App) -> None:
    for page in ("/chat", "/demo"):
        html = await (await app.client.get(page)).text()
        for path in re.findall(r'(?:src|href)="(/[^"#?]+)', html):
            assert (await app.client.get(path)).status == 200, path


async def test_scripts_are_scripts(app: App) -> None:
    response = await app.client.get("/static/chat/api.js")
    assert response.headers["Content-Type"].startswith("text/javascript")


async def test_head_works_for_pages(app: App) -> None:
    assert (await app.client.head("/chat")).status == 200
