# SPDX-License-Identifier: EUPL-1.2
"""The texts that the web application says by itself, from ``texts.yml``; read once, at the start."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Names(_Strict):
    """Who speaks, as shown with each message (P4)."""

    parent: str
    bot: str
    system: str


class Greeting(_Strict):
    """The first message and the topics it offers."""

    text: str
    topics: list[str]


class Fallback(_Strict):
    """What is said when the bot cannot answer; ``hotlines`` are ids of the catalogue, best first."""

    found: str
    nothing: str
    human: str
    forgotten: str
    restarted: str
    why: str
    hotlines: list[str]


class Handover(_Strict):
    """What is said about a request for a person."""

    requested: str
    requested_urgent: str
    withdrawn: str


class Named(_Strict):
    """Labels of choices that name something."""

    forget_topic: str
    age: str
    unborn: str


class Probe(_Strict):
    """A sentence that a working bot understands, and as what."""

    text: str
    intent: str


class Texts(_Strict):
    """All of ``texts.yml``; the labels (by value, and the named ones) are for choices that no message offered."""

    names: Names
    greeting: Greeting
    fallback: Fallback
    handover: Handover
    labels: dict[str, str]
    named: Named
    probe: Probe


@lru_cache(maxsize=1)
def load() -> Texts:
    """The texts; raises pydantic's ValidationError when the file has not this shape."""
    return Texts.model_validate(yaml.safe_load((Path(__file__).parent / "texts.yml").read_text(encoding="utf-8")))
