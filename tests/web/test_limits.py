# SPDX-License-Identifier: EUPL-1.2
"""Floods are stopped where they come from; others do not feel it (S17, P8)."""

from __future__ import annotations

import math

import pytest
from aiohttp import ClientResponse

from bruecke import settings
from bruecke.web import limits
from bruecke.web.keys import LIMITS
from bruecke.web.limits import Buckets, Limits
from tests.conftest import App, StartApp
from tests.support.parent import data, refused

PROXY = "127.0.0.0/8"


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_refills_with_time() -> None:
    clock = Clock()
    bucket = Buckets(60, clock)
    assert [bucket.take("a") for _ in range(60)] == [0.0] * 60
    assert bucket.take("a") == pytest.approx(1)
    clock.now += 2
    assert [bucket.take("a") for _ in range(2)] == [0.0, 0.0]
    assert bucket.take("a") > 0


def test_others_have_their_own_bucket() -> None:
    bucket = Buckets(1, Clock())
    assert bucket.take("a") == 0
    assert bucket.take("a") > 0
    assert bucket.take("b") == 0


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BUCKETS", 10)
    bucket = Buckets(1, Clock())
    bucket.take("kept")
    for number in range(100):
        bucket.take(number)
        assert bucket.take("kept") > 0
    assert len(bucket._levels) == 10


def test_the_key_of_the_addresses_changes_daily() -> None:
    clock = Clock()
    of = Limits(settings.read({}), clock)
    of._source(Request("192.0.2.1"))  # type: ignore[arg-type]
    first = of._key
    clock.now += limits.KEY_SECONDS + 1
    of._source(Request("192.0.2.1"))  # type: ignore[arg-type]
    assert of._key != first


class Request:
    """As much of a request as the limits look at."""

    def __init__(self, remote: str, forwarded: str | None = None) -> None:
        from multidict import CIMultiDict

        self.remote = remote
        self.headers = CIMultiDict({"X-Forwarded-For": forwarded} if forwarded else {})


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("192.0.2.1", None, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),  # not our proxy: its word counts nothing (S21)
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "rubbish", "rubbish"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
    ],
)
def test_only_our_proxies_are_believed(remote: str, forwarded: str | None, address: str) -> None:
    of = Limits(settings.read({"BRUECKE_TRUSTED_PROXIES": "10.0.0.0/8"}), Clock())
    assert of._address(Request(remote, forwarded)) == address  # type: ignore[arg-type]


async def too_fast(response: ClientResponse, code: str = "too_fast", status: int = 429) -> None:
    await refused(response, status, code)
    assert int(response.headers["Retry-After"]) >= 1


async def test_a_conversation_has_a_limit_of_messages(start_app: StartApp) -> None:
    app = await start_app(limit_messages="3")
    parent, other = await app.parent(), await app.parent()
    for _ in range(3):
        await data(await parent.send("hallo"), 201)
    await too_fast(await parent.send("noch eine"))
    await data(await other.send("ich bin jemand anderes"), 201)


async def test_a_source_has_a_limit_of_conversations(start_app: StartApp) -> None:
    app = await start_app(limit_conversations="2", trusted_proxies=PROXY)
    for _ in range(2):
        await data(await begin(app, "192.0.2.1"), 201)
    await too_fast(await begin(app, "192.0.2.1"))
    await data(await begin(app, "192.0.2.2"), 201)


async def begin(app: App, address: str) -> ClientResponse:
    return await app.client.post("/api/conversations", json={}, headers={"X-Forwarded-For": address})


async def test_new_conversations_have_a_limit_in_all(start_app: StartApp) -> None:
    """R22: open conversations go on."""
    app = await start_app(limit_conversations_total="2", trusted_proxies=PROXY)
    parent = await app.parent()
    await data(await begin(app, "192.0.2.1"), 201)
    await too_fast(await begin(app, "192.0.2.2"), "full", 503)
    await data(await parent.send("ich bin schon da"), 201)


async def test_a_source_has_a_limit_of_calls(start_app: StartApp) -> None:
    app = await start_app(limit_requests="5", trusted_proxies=PROXY)
    answers = [await app.client.get("/api/taxonomy") for _ in range(6)]
    assert [answer.status for answer in answers[:5]] == [200] * 5
    await too_fast(answers[5])
    await data(await app.client.get("/api/taxonomy", headers={"X-Forwarded-For": "192.0.2.9"}))
    assert (await app.client.get("/chat")).status == 200


async def test_no_limit_means_no_limit(app: App) -> None:
    parent = await app.parent()
    for _ in range(50):
        await data(await parent.send("hallo"), 201)


async def test_no_address_is_kept(app: App) -> None:
    """P8"""
    await app.parent()
    kept = app.application[LIMITS]._of["requests"]._levels
    assert kept
    assert not any(b"127.0.0.1" in bytes(str(key), "utf-8") for key in kept)
    assert math.isfinite(app.application[LIMITS]._key_until)
