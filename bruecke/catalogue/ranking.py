# SPDX-License-Identifier: EUPL-1.2
"""What an offer is worth before anybody asks, and for whom it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bruecke.catalogue import taxonomy
from bruecke.catalogue.data import read
from bruecke.catalogue.model import Offer, Place

FEW_PHASES = 4

# "office": the youth office responsible for the place. "unclear": nobody has confirmed that it serves the place.
# "named": the parent asked for it by name without naming a place.
Scope = Literal["office", "local", "several", "county", "nation", "unclear", "named"]


@dataclass(frozen=True, eq=False)
class Candidate:
    """An offer in the search index: `offer` with all data, `shown` as parents see it."""

    offer: Offer
    shown: Offer
    order: int
    points: float
    offer_topics: frozenset[str]
    ages: tuple[tuple[int, int], ...]
    office_of: frozenset[str]

    def scope(self, place: str | None, outside: bool) -> Scope | None:
        """In which way it serves a family in `place` (None: unknown; `outside`: none of ours). None: not at all."""
        if "places" in self.offer.unconfirmed:
            return self._unclear(place, outside)
        if self.shown.area == "nation":
            return "nation"
        if outside:
            return None
        if self.shown.area == "county":
            return "county"
        if place is None or place not in self.shown.places:
            return None
        if place in self.office_of:
            return "office"
        return "local" if len(self.shown.places) == 1 else "several"

    def _unclear(self, place: str | None, outside: bool) -> Scope | None:
        """Unconfirmed places never say that an offer is right, only that asking there makes sense."""
        county_wide = place is None and self.offer.area != "places"
        return "unclear" if not outside and (county_wide or place in self.offer.places) else None

    def is_made_for(self, phase: str | None) -> bool:
        """Whether it is there for a few life phases, this one among them: who serves all ages is not “for babies”."""
        phases = self.offer.life_phases
        return phase in phases and len(phases) <= FEW_PHASES and not self.offer.any_age

    def fits_age(self, age: int) -> bool:
        """Whether it is for a child of `age` months (within the table of life phases)."""
        return not self.ages or any(start <= age < end for start, end in self.ages)


def build_candidates(
    offers: Mapping[str, Offer], shown: Mapping[str, Offer], places: Mapping[str, Place]
) -> dict[str, Candidate]:
    """The search index, in the order of the file."""
    offices: dict[str, set[str]] = {}
    for place in places.values():
        offices.setdefault(place.youth_office_offer, set()).add(place.id)
    return {
        key: Candidate(
            offer, shown[key], order, _points(offer, shown[key]), frozenset(offer.topics), offer.ages,
            frozenset(offices.get(key, ())),
        )
        for order, (key, offer) in enumerate(offers.items())
    }  # fmt: skip


def weight(*keys: str) -> float:
    """A weight of ranking.yml."""
    value = read("ranking")
    for key in keys:
        value = value[key]
    return float(value)


def topic_points(offer: Offer, topic: str, scope: Scope) -> float:
    """How much an offer is made for a topic."""
    if topic not in offer.topics:
        return weight("net")
    few: list[float] = read("ranking")["few_topics"]
    points = few[len(offer.topics) - 1] if len(offer.topics) <= len(few) else 0
    if offer.focus is None or topic in offer.focus:
        return points + weight("focus")
    is_duty = scope == "office" and taxonomy.topics()[topic].office_duty
    return points + weight("duty" if is_duty else "beside")


def _points(offer: Offer, shown: Offer) -> float:
    points = weight("confidence", offer.confidence) + _way_points(shown)
    return points + (weight("event") if offer.event else 0)


def _way_points(shown: Offer) -> float:
    """How easily a parent gets there with what is confirmed."""
    site_phone = any(site.phones for site in shown.sites)
    site_address = any(site.address for site in shown.sites)
    goes_there = shown.address is not None and (shown.address.street or shown.address.text)
    points = 0.0
    points += weight("phone") if shown.phones or site_phone else 0
    points += weight("address_or_email") if shown.emails or goes_there or site_address else 0
    points += weight("website") if shown.url else 0
    if points:
        return points
    return weight("only_text") if shown.how_to_reach else weight("no_way")
