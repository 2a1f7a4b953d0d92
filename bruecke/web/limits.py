# SPDX-License-Identifier: EUPL-1.2
"""Token buckets against floods: in memory, bounded, without a stored address (S17, P8)."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Literal

from aiohttp import web

from bruecke.conversation.errors import Reason, Refusal
from bruecke.settings import Settings

MOST_BUCKETS = 20_000  # the least used one is forgotten first
KEY_SECONDS = 24 * 3600

Limit = Literal["requests", "messages", "conversations"]


class Buckets:
    """At most ``per_minute`` in a minute for each key, and as many at once. 0: no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._size = float(per_minute)
        self._clock = clock
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable) -> float:
        """Take one; returns 0, or the seconds until there is one again."""
        if not self._size:
            return 0.0
        now = self._clock()
        level, since = self._levels.pop(key, (self._size, now))
        level = min(self._size, level + (now - since) * self._size / 60)
        allowed = level >= 1
        self._levels[key] = (level - 1 if allowed else level, now)
        if len(self._levels) > MOST_BUCKETS:
            self._levels.popitem(last=False)
        return 0.0 if allowed else (1 - level) * 60 / self._size


class Limits:
    """All limits of this process; ``clock`` gives monotonic seconds."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        self._trusted = settings.trusted_proxies
        self._clock = clock
        self._key, self._key_until = b"", -math.inf
        self._of: dict[Limit, Buckets] = {
            "requests": Buckets(settings.limit_requests, clock),
            "messages": Buckets(settings.limit_messages, clock),
            "conversations": Buckets(settings.limit_conversations, clock),
        }
        self._all_conversations = Buckets(settings.limit_conversations_total, clock)

    def request(self, request: web.Request) -> None:
        """Count a call of the API by where it comes from; refuses with too_fast."""
        self._count("requests", self._source(request))

    def start(self, request: web.Request) -> None:
        """Count a new conversation; refuses with too_fast, or full when there are too many in all (R22)."""
        self._count("conversations", self._source(request))
        if wait := self._all_conversations.take(""):
            raise Refusal(Reason.FULL, retry_after=math.ceil(wait))

    def message(self, conversation_id: str) -> None:
        """Count a message of a conversation; refuses with too_fast."""
        self._count("messages", conversation_id)

    def _count(self, limit: Limit, key: Hashable) -> None:
        if wait := self._of[limit].take(key):
            raise Refusal(Reason.TOO_FAST, retry_after=math.ceil(wait))

    def _source(self, request: web.Request) -> bytes:
        """Who calls, as a keyed hash; the key lives a day and only in memory."""
        now = self._clock()
        if now >= self._key_until:
            self._key, self._key_until = secrets.token_bytes(32), now + KEY_SECONDS
        return hashlib.blake2b(self._address(request).encode(), key=self._key, digest_size=16).digest()

    def _address(self, request: web.Request) -> str:
        """The nearest address on the way that is not one of our proxies; in IPv6 its network, a household's own."""
        way = [part.strip() for header in request.headers.getall("X-Forwarded-For", ()) for part in header.split(",")]
        nearest = request.remote or ""
        while way and self._is_proxy(nearest):
            nearest = way.pop()
        return _network(nearest)

    def _is_proxy(self, address: str) -> bool:
        if not self._trusted:
            return False
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._trusted)


def _network(address: str) -> str:
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network((address, 64), strict=False))
    except ValueError:
        return address
