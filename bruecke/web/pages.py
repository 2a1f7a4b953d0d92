# SPDX-License-Identifier: EUPL-1.2
"""Pages and their files. Read once at the start, served from memory, asked for again only when they changed."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import hdrs, web

from bruecke.settings import Settings
from bruecke.web.headers import page_policy

HERE = Path(__file__).parent
_COMPRESSED = {"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"}
# A page's scripts import each other by plain names, so they cannot carry a version in their address: the browser asks
# each time, and hears "not modified".
_ASK_EACH_TIME = "no-cache"


@dataclass(frozen=True)
class File:
    """One file as it is sent; ``small`` is gzipped, where that helps."""

    body: bytes
    small: bytes | None
    kind: str
    etag: str


def read(path: Path) -> File:
    """The file at ``path``. Blocking: only at the start."""
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    small = gzip.compress(body, 9, mtime=0) if kind in _COMPRESSED else None
    return File(body, small, kind, hashlib.sha256(body).hexdigest()[:20])


def read_all(folder: Path) -> Mapping[str, File]:
    """All files under ``folder`` by their path in it."""
    return {path.relative_to(folder).as_posix(): read(path) for path in folder.rglob("*") if path.is_file()}


def send(request: web.Request, file: File, headers: Mapping[str, str]) -> web.Response:
    """The file, or "not modified"."""
    response = web.Response(headers={hdrs.CACHE_CONTROL: _ASK_EACH_TIME, hdrs.VARY: "Accept-Encoding", **headers})
    response.etag = file.etag
    known = request.if_none_match or ()
    if any(tag.value in {file.etag, "*"} for tag in known):
        response.set_status(304)
        return response
    response.content_type = file.kind
    if file.kind.startswith("text/"):
        response.charset = "utf-8"
    if file.small is not None and "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        response.headers[hdrs.CONTENT_ENCODING] = "gzip"
        response.body = file.small
    else:
        response.body = file.body
    return response


def install(app: web.Application, settings: Settings) -> None:
    """Serve /, /chat, /demo and /static/…"""
    chat = page_policy(frame_ancestors=("'self'", *settings.embed_origins))
    _add_page(app, "/chat", "chat.html", {"Content-Security-Policy": chat})
    _add_page(app, "/demo", "demo.html", {"Content-Security-Policy": page_policy(frames=True)})
    _add_static(app, read_all(HERE / "static"))
    app.router.add_get("/", _to_chat)


async def _to_chat(_request: web.Request) -> web.Response:
    raise web.HTTPFound("/chat")


def _add_page(app: web.Application, path: str, template: str, headers: Mapping[str, str]) -> None:
    file = read(HERE / "templates" / template)

    async def serve(request: web.Request) -> web.Response:
        return send(request, file, headers)

    app.router.add_get(path, serve)


def _add_static(app: web.Application, files: Mapping[str, File]) -> None:
    async def serve(request: web.Request) -> web.Response:
        file = files.get(request.match_info["path"])
        if file is None:
            raise web.HTTPNotFound
        # The launcher script is loaded by pages of municipalities.
        return send(request, file, {"Cross-Origin-Resource-Policy": "cross-origin"})

    app.router.add_get("/static/{path:.+}", serve)
