# SPDX-License-Identifier: EUPL-1.2
"""What has to hold between the entries of a catalogue. Each rule notes its faults in the document and never raises."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bruecke.catalogue import taxonomy
from bruecke.catalogue.document import Document
from bruecke.catalogue.fields import hint, is_short, rejected
from bruecke.catalogue.model import Offer, Place, Provider
from bruecke.catalogue.opening import is_always
from bruecke.catalogue.problems import FieldPath

MAX_AGE_DAYS = 90  # how old a checked number may be before an editor is reminded (C9)
_NUMBER = re.compile(r"\+?\d[\d\s/()-]{4,}\d|\b1(?:1\d \d{3}|1\d{4}|1[0-5])\b")


@dataclass
class Entries:
    """All valid entries of a file; `known` also holds the ids of those that are not valid, so that references to a
    broken entry are not reported as missing."""

    document: Document
    today: date | None = None
    places: dict[str, Place] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    known: Mapping[str, set[str]] = field(
        default_factory=lambda: {"places": set(), "providers": set(), "offers": set(), "hotlines": set()}
    )

    def each_offer(self) -> Iterator[tuple[FieldPath, Offer]]:
        """Every offer with its path in the file."""
        for offer in self.offers.values():
            yield ("hotlines" if offer.kind == "hotline" else "offers", offer.id), offer

    def offer_ids(self) -> tuple[str, ...]:
        """The ids of all offers and hotlines."""
        return tuple(self.known["offers"] | self.known["hotlines"])


def references(entries: Entries) -> None:
    """Providers, places and offers that are named exist."""
    document, providers = entries.document, tuple(entries.known["providers"])
    places, offers = tuple(entries.known["places"]), entries.offer_ids()
    for path, offer in entries.each_offer():
        if offer.provider and offer.provider not in providers:
            document.add(
                "provider_unknown", (*path, "provider"), value=offer.provider, hint=hint(offer.provider, providers)
            )
        for index, place in enumerate(offer.places):
            if place not in places:
                document.add("place_unknown", (*path, "places", index), value=place, hint=hint(place, places))
        if offer.after and offer.after not in offers:
            document.add("offer_unknown", (*path, "after"), value=offer.after, hint=hint(offer.after, offers))


def offices(entries: Entries) -> None:
    """The youth office of each place exists and serves it."""
    for place in entries.places.values():
        path = ("places", place.id)
        office = entries.offers.get(place.youth_office_offer)
        if place.youth_office_offer not in entries.offer_ids():
            meant = hint(place.youth_office_offer, entries.offer_ids())
            entries.document.add(
                "offer_unknown", (*path, "youth_office_offer"), value=place.youth_office_offer, hint=meant
            )
        elif office and place.id not in office.shown.places:
            entries.document.add("office_elsewhere", (*path, "youth_office_offer"), value=office.id)


def scope(entries: Entries) -> None:
    """An offer says for whom it is, once; its focus lies within its topics; what is unconfirmed is filled in."""
    for path, offer in entries.each_offer():
        if (offer.area == "places") != bool(offer.places):
            entries.document.add("area_or_places", (*path, "places" if offer.places else "area"))
        for topic in set(offer.focus or ()) - set(offer.topics):
            entries.document.add("focus_not_topic", (*path, "focus"), value=topic)
        for index, name in enumerate(offer.unconfirmed):
            if not _filled(offer, name):
                entries.document.add("unconfirmed_empty", (*path, "unconfirmed", index), value=name)


def _filled(offer: Offer, name: str) -> bool:
    if name == "places":
        return bool(offer.places) or offer.area != "places"
    if name == "opening":
        return bool(offer.opening or offer.opening_text)
    return bool(getattr(offer, name))


def secrets(entries: Entries) -> None:
    """The address of a shelter never stands in the file."""
    for path, offer in entries.each_offer():
        if offer.secret_address and (offer.address or offer.sites):
            entries.document.add("secret_address", (*path, "address" if offer.address else "sites"))


def texts(entries: Entries) -> None:
    """Numbers stand where they are checked: texts for parents may only name short ones such as 116 117 (C9)."""
    for path, offer in entries.each_offer():
        for name in ("name", "summary", "how_to_reach", "opening_text", "cost", "accessibility", "event"):
            for number in _NUMBER.findall(getattr(offer, name) or ""):
                if reason := rejected(number):
                    entries.document.add("phone_rejected", (*path, name), value=number.strip(), reason=reason)
                elif not is_short(number):
                    entries.document.add("number_in_text", (*path, name), value=number.strip())


def doubles(entries: Entries) -> None:
    """No offer stands in the file twice under two ids."""
    seen: dict[tuple[str, str | None], FieldPath] = {}
    for path, offer in entries.each_offer():
        first = seen.setdefault((offer.name.casefold(), offer.provider), path)
        if first != path:
            entries.document.add("double_offer", (*path, "name"), first=entries.document.line(first))


def crises(entries: Entries) -> None:
    """Each kind of danger has a confirmed number that answers day and night (C8), and a clear order."""
    for kind in taxonomy.crises():
        ranks: dict[int, str] = {}
        for path, offer in entries.each_offer():
            if (rank := offer.crises.get(kind)) is None:
                continue
            if ranks.setdefault(rank, offer.id) != offer.id:
                entries.document.add("double_rank", (*path, "crises", kind), rank=rank, kind=kind, other=ranks[rank])
        if not any(_answers_always(entries.offers[name]) for name in ranks.values()):
            entries.document.add("crisis_uncovered", ("hotlines",), kind=kind)


def _answers_always(offer: Offer) -> bool:
    return bool(offer.shown.phones) and is_always(offer.shown.opening)


def unused_providers(entries: Entries) -> None:
    """Warns of providers without an offer."""
    used = {offer.provider for offer in entries.offers.values()}
    if len(entries.offers) < len(entries.offer_ids()):
        return  # a broken offer may be the one that uses it
    for provider in entries.providers.keys() - used:
        entries.document.add("provider_unused", ("providers", provider), warning=True)


def reachable(entries: Entries) -> None:
    """Warns of offers that leave a parent without any way to get there."""
    for path, offer in entries.each_offer():
        shown = offer.shown
        if not (shown.phones or shown.emails or shown.url or shown.address or shown.sites or shown.how_to_reach):
            entries.document.add("no_way", path, warning=True)


def ageing(entries: Entries) -> None:
    """Warns of entries that were last looked at long ago, are ending or have ended."""
    if entries.today is None:
        return
    for path, offer in entries.each_offer():
        days = (entries.today - offer.checked_on).days
        if days > MAX_AGE_DAYS:
            entries.document.add("stale", (*path, "checked_on"), warning=True, days=days)
        if offer.valid_until and (left := (offer.valid_until - entries.today).days) <= MAX_AGE_DAYS:
            code = "ends_soon" if left >= 0 else "ended"
            entries.document.add(code, (*path, "valid_until"), warning=True, day=offer.valid_until)
        if offer.review_by and offer.review_by <= entries.today:
            entries.document.add("review_due", (*path, "review_by"), warning=True, day=offer.review_by)


Rule = Callable[[Entries], None]
RULES: tuple[Rule, ...] = (
    references, offices, scope, secrets, texts, doubles, crises, unused_providers, reachable, ageing,
)  # fmt: skip
