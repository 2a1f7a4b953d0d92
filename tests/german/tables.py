# SPDX-License-Identifier: EUPL-1.2
"""Reads the tables of messages (places.yml, ages.yml) and the catalogue's places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bruecke.german.ages import AgeMention
from bruecke.german.places import PlaceMention

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Case:
    section: str
    want: str
    text: str

    @property
    def asked(self) -> bool:
        """The section `asked` holds replies to the program's question."""
        return self.section == "asked"

    def __str__(self) -> str:
        return f"{self.section}: {self.text[:60]}"


@lru_cache
def table(name: str) -> list[Case]:
    sections: dict[str, list[dict[Any, str]]] = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    pairs = [(section, *item.items()) for section, items in sections.items() for item in items]
    return [Case(section, str(want), text) for section, (want, text) in pairs]


@lru_cache
def catalogue_places() -> dict[str, Any]:
    loaded = yaml.load((ROOT / "services.yml").read_bytes(), Loader=yaml.CSafeLoader)
    places: dict[str, Any] = loaded["places"]
    return places


def place_named(mention: PlaceMention | None) -> str:
    """A mention as the tables write it: id, town outside, ids joined by +, or none."""
    if mention is None:
        return "none"
    return mention.place or mention.place_text or "+".join(mention.candidates)


def age_named(mention: AgeMention | None) -> str:
    """A mention as the tables write it: months, or none."""
    return "none" if mention is None else str(mention.months)
