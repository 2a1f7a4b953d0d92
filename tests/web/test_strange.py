# SPDX-License-Identifier: EUPL-1.2
"""Bytes that no browser sends: refused or ignored, never a fault of ours (S20)."""

from __future__ import annotations

import asyncio

import pytest

from tests.conftest import App

POST = b"POST /api/conversations HTTP/1.1\r\nContent-Length: 2\r\n"
STRANGE = [
    b"GET /api/conversations/%%ff/messages HTTP/1.1\r\nAuthorization: Bearer x",
    b"GET /api/conversations/%%00/messages HTTP/1.1\r\nAuthorization: Bearer x",
    b"GET /api/conversations/%%ED%%A0%%80/messages HTTP/1.1\r\nAuthorization: Bearer x",
    b"GET %(path)s/messages HTTP/1.1\r\nAuthorization: Bearer \xff\xfe",
    b"GET %(path)s/messages HTTP/1.1\r\nAuthorization: Bearer \xed\xa0\x80",
    b"GET %(path)s/messages HTTP/1.1\r\nAuthorization: bearer  %(token)s",
    b"GET %(path)s/messages HTTP/1.1\r\nAuthorization: Basic eDp4",
    b"GET %(path)s/messages?after=%%ff HTTP/1.1\r\nAuthorization: Bearer %(token)s",
    b"GET /api/offers?q=%%ff%%00%%ED%%A0%%80 HTTP/1.1",
    b"GET /api/offers?topic=%%ff&place=%%00 HTTP/1.1",
    b"GET /static/%%2e%%2e/routes.py HTTP/1.1",
    b"GET /static/..%%5croutes.py HTTP/1.1",
    b"GET //chat HTTP/1.1",
    POST + b"Content-Type: application/json\r\n\r\n\xff\xff",
    POST + b"Content-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n{}",
    POST + b"Content-Type: application/json; charset=utf-99\r\n\r\n{}",
    POST + b"Content-Type: \xff\r\n\r\n{}",
    POST + b"Origin: \xff\r\nContent-Type: application/json\r\n\r\n{}",
    b"GET %(path)s/socket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade",
    b"GET %(path)s/socket HTTP/1.1",
]  # fmt: skip


@pytest.mark.parametrize("sent", STRANGE)
async def test_strange_calls_are_no_fault_of_ours(app: App, sent: bytes) -> None:
    parent = await app.parent()
    sent = sent % {b"path": parent.path.encode(), b"token": parent.token.encode()}
    head, _, body = sent.partition(b"\r\n\r\n")
    reader, writer = await asyncio.open_connection(app.client.host, app.client.port)
    writer.write(head + b"\r\nHost: x\r\nConnection: close\r\n\r\n" + body)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    status = int(answer.split()[1])
    assert 200 <= status < 500, answer
    assert b'"error"' in answer or status < 400


@pytest.mark.parametrize("length", [10, 16 * 1024])
async def test_a_phone_that_hangs_up_is_no_fault_of_ours(
    app: App, caplog: pytest.LogCaptureFixture, length: int
) -> None:
    _, writer = await asyncio.open_connection(app.client.host, app.client.port)
    head = f"POST /api/conversations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}"
    writer.write(head.encode() + b"\r\n\r\n{")
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.transport.abort()
    await asyncio.sleep(0.05)
    await app.parent()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
