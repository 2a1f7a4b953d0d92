# SPDX-License-Identifier: EUPL-1.2
"""Security headers, on every response (S13)."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from bruecke.settings import Settings

_POLICY = {
    "default-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
_PAGE = dict.fromkeys(("script-src", "style-src", "img-src", "connect-src", "font-src"), "'self'")
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_UNLESS_SAID = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page_policy(*, frame_ancestors: Sequence[str] = (), frames: bool = False) -> str:
    """The Content-Security-Policy of a page: everything from here, nothing inline, no form that leaves.

    :param frame_ancestors: who may show it in a frame; nobody when empty.
    :param frames: whether it may show pages of ours in a frame.
    """
    policy = _POLICY | _PAGE
    policy |= {"frame-ancestors": " ".join(frame_ancestors) or "'none'"}
    policy |= {"frame-src": "'self'"} if frames else {}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def install(app: web.Application, settings: Settings) -> None:
    """Set the headers when a response begins, also on the ones that aiohttp makes itself."""
    always = dict(_EVERYWHERE)
    if settings.hsts:
        always["Strict-Transport-Security"] = f"max-age={settings.hsts}; includeSubDomains"

    async def set_headers(_request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(always)
        response.headers["Server"] = "bruecke"  # no version to read off
        for name, value in _UNLESS_SAID.items():
            response.headers.setdefault(name, value)

    app.on_response_prepare.append(set_headers)
