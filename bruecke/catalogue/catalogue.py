# SPDX-License-Identifier: EUPL-1.2
"""The catalogue as the rest of the application uses it: search, one offer for a parent, youth office, danger."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bruecke.catalogue.data import read_all, text
from bruecke.catalogue.model import Offer, Place, Provider
from bruecke.catalogue.opening import is_always, opening_at
from bruecke.catalogue.search import Hit, Request, Searcher


class Catalogue:
    """A checked catalogue. It never changes; a changed file makes a new one (CatalogueSource).

    `offers` holds everything, hotlines included, also what is not confirmed: it is for editors. Whatever a parent is
    to see goes through `search`, `present` or `crisis_contacts`.
    """

    def __init__(
        self,
        places: Mapping[str, Place],
        providers: Mapping[str, Provider],
        offers: Mapping[str, Offer],
        raw_places: Mapping[str, Any],
    ) -> None:
        read_all()
        county = tuple(places)
        self.places = places
        self.providers = providers
        self.raw_places = raw_places
        self.offers: Mapping[str, Offer] = {
            key: offer.model_copy(update={"places": county}) if offer.area == "county" else offer
            for key, offer in offers.items()
        }
        self._shown = {key: offer.shown for key, offer in self.offers.items()}
        self._searcher = Searcher(self.offers, self._shown, places)

    def search(
        self,
        *,
        topics: Sequence[str] = (),
        place: str | None = None,
        age_months: int | None = None,
        words: str = "",
        now: datetime,
        limit: int = 3,
        exclude: Collection[str] = (),
        outside: bool = False,
    ) -> list[Hit]:
        """The offers that fit best, best first, at most `limit`, none of `exclude`.

        Several `topics` are served in turn. `place` is where the family lives; `outside` means: in no municipality of
        the catalogue, so that only nation-wide help counts. `age_months` is the child's age, negative before birth.
        `words` is a parent's own text, used when `topics` is empty. `now` must be aware. ValueError for unknown ids.
        """
        request = Request(tuple(topics), None if outside else place, age_months, words, now, limit, frozenset(exclude))
        return self._searcher.search(request, outside=outside)

    def present(self, offer_id: str, why: str, now: datetime) -> dict[str, Any]:
        """An offer as the public `offer` shape: what a parent may see, unknown or unconfirmed fields null or empty.

        KeyError for an unknown id.
        """
        offer = self._shown[offer_id]
        opening = opening_at(offer.opening, offer.opening_text, now)
        return {
            "id": offer.id,
            "name": offer.name,
            "provider": self._provider_name(offer),
            "summary": " ".join(filter(None, (offer.summary, offer.how_to_reach))),
            "why": why,
            "topics": list(offer.topics),
            "places": list(offer.places),
            "phone": _first(offer.phones, *(site.phones for site in offer.sites)),
            "email": _first(offer.emails, *(site.emails for site in offer.sites)),
            "url": offer.url,
            "address": _address(offer),
            "opening": asdict(opening),
            "cost": offer.cost,
            "languages": list(offer.languages),
            "anonymous": offer.anonymous,
            "checked_on": offer.checked_on.isoformat(),
        }

    def responsible_office(self, place: str) -> Offer:
        """The youth office that is responsible for a place. KeyError for an unknown place."""
        return self.offers[self.places[place].youth_office_offer]

    def crisis_contacts(self, kind: str) -> list[dict[str, str]]:
        """Confirmed numbers for a danger, most urgent first: name, number as written, hours ("" when not confirmed).

        The loader guarantees at least one that answers day and night (C8). KeyError for an unknown kind.
        """
        ranked = [
            (offer.crises[kind], offer) for offer in self._shown.values() if kind in offer.crises and offer.phones
        ]
        if not ranked:
            raise KeyError(kind)
        ordered = [offer for _, offer in sorted(ranked, key=lambda pair: pair[0])]
        return [{"name": offer.name, "tel": offer.phones[0], "hours": _hours(offer)} for offer in ordered]

    def _provider_name(self, offer: Offer) -> str | None:
        if offer.provider is None:
            return None
        return ", ".join(filter(None, (self.providers[offer.provider].name, offer.department)))


def _first(*groups: tuple[str, ...]) -> str | None:
    return next((value for group in groups for value in group), None)


def _address(offer: Offer) -> str | None:
    if offer.address:
        return str(offer.address)
    return " · ".join(f"{site.name}: {site.address}" for site in offer.sites if site.address) or None


def _hours(offer: Offer) -> str:
    return text("hours", "always") if is_always(offer.opening) else offer.opening_text or ""
