"""Buttons: values as in the contract of the channel, labels from choices.yml and the taxonomy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bruecke.catalogue import Place, taxonomy

Button = dict[str, str]


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The content of choices.yml."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("choices.yml").read_text(encoding="utf-8"))
    return loaded


def buttons(values: Iterable[str]) -> list[Button]:
    """Fixed buttons such as `more`, `other`, `human`, `skip`."""
    return [{"title": data()["labels"][value], "payload": value} for value in values]


def topic_buttons(topics: Iterable[str]) -> list[Button]:
    """One button a topic."""
    labels = taxonomy.topics()
    return [{"title": labels[topic].label, "payload": f"topic:{topic}"} for topic in topics if topic in labels]


def place_buttons(places: Iterable[Place]) -> list[Button]:
    """One button a place."""
    return [{"title": place.label, "payload": f"place:{place.id}"} for place in places]
