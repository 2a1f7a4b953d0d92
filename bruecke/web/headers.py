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
    "Server": "bruecke",  # no version to read off
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
    insist = f"max-age={settings.hsts}; includeSubDomains" if settings.hsts else None

    async def set_headers(_request: web.Request, response: web.StreamResponse) -> None:
        complete(response)
        if insist:
            response.headers["Strict-Transport-Security"] = insist

    app.on_response_prepare.append(set_headers)


def complete(response: web.StreamResponse) -> None:
    """Set what every response has; what a page said for itself stays."""
    response.headers.update(_EVERYWHERE)
    for name, value in _UNLESS_SAID.items():
        response.headers.setdefault(name, value)
