# SPDX-License-Identifier: EUPL-1.2
"""The shapes of services.yml: places, providers, offers. What an editor may write, and what a parent may see of it."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bruecke.catalogue import taxonomy
from bruecke.catalogue.fields import (
    AgeRange,
    CrisisRanks,
    Email,
    Id,
    LifePhaseIds,
    OpeningHoursText,
    Phone,
    PostalCode,
    SourceDate,
    Text,
    TopicIds,
    Unique,
    Url,
    fault,
)

Area = Literal["places", "county", "nation"]
Confidence = Literal["high", "medium", "low"]
# What can be uncertain about an offer. Such a field is loaded for editors and never shown to a parent.
Confirmable = Literal[
    "provider", "places", "phones", "emails", "url", "address", "opening", "how_to_reach", "cost", "sites"
]


class Entry(BaseModel):
    """What all entries share: no unknown keys, no changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class District(Entry):
    """A part of a municipality and what else it is called."""

    name: Text
    also: Unique = ()


class Place(Entry):
    """A municipality: how people write it, and which youth office is responsible."""

    id: Id
    name: Text
    short: Text | None = None
    postal_codes: tuple[PostalCode, ...] = Field(min_length=1)
    latitude: float
    longitude: float
    youth_office: Text
    youth_office_offer: Id
    dialing_codes: Unique = ()
    districts: tuple[District, ...] = ()
    nicknames: Unique = ()
    misspellings: Unique = ()
    in_pilot: bool
    confidence: dict[str, Confidence] = {}
    note: Text | None = None

    @property
    def label(self) -> str:
        """The name for buttons and chips: the short one, where there is one."""
        return self.short or self.name


class Provider(Entry):
    """Who runs offers."""

    id: Id
    name: Text
    note: Text | None = None


class Address(Entry):
    """Where to go: `street` and `city`, or `text` where the source names a building only."""

    street: Text | None = None
    postal_code: PostalCode | None = None
    city: Text | None = None
    text: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Address":
        if not (self.text or self.street or self.city):
            raise fault("address_empty")
        return self

    def __str__(self) -> str:
        town = " ".join(filter(None, (self.postal_code, self.city)))
        return ", ".join(filter(None, (self.text, self.street, town)))


class Site(Entry):
    """One of several addresses of an offer."""

    name: Text
    address: Address | None = None
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    opening: OpeningHoursText | None = None
    opening_text: Text | None = None
    places: Unique = ()
    text: Text | None = None


class Source(Entry):
    """Where an entry's facts come from. `date`: how old the page is, as far as it says."""

    type: Literal["official", "press", "press_release_in_press", "own_knowledge"]
    date: SourceDate | None = None
    urls: tuple[Url, ...] = Field(min_length=1)


class Offer(Entry):
    """Help a parent can get. Everything here is for editors; parents get `shown`, which leaves out what is unconfirmed.

    `checked_on` is the day the source was read, or, with `checked_how` "called", the day somebody asked there.
    """

    id: Id
    kind: Literal["offer", "hotline"]
    name: Text
    provider: Id | None
    department: Text | None = None
    summary: Text
    topics: TopicIds = Field(min_length=1)
    focus: TopicIds | None = None
    net_for: TopicIds = ()
    listed: bool = True
    places: Unique = ()
    area: Area = "places"
    life_phases: LifePhaseIds = ()
    age_months: AgeRange | None = None
    any_age: bool = False
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    url: Url | None = None
    address: Address | None = None
    sites: tuple[Site, ...] = ()
    secret_address: bool = False
    opening: OpeningHoursText | None = None
    opening_text: Text | None = None
    how_to_reach: Text | None = None
    cost: Text | None = None
    languages: Unique = ()
    accessibility: Text | None = None
    anonymous: bool | None = None
    confidential: bool | None = None
    audience: Text | None = None
    event: Text | None = None
    tags: Unique = ()
    also: Unique = ()
    after: Id | None = None
    crises: CrisisRanks = {}
    valid_until: date | None = None
    review_by: date | None = None
    unconfirmed: tuple[Confirmable, ...] = ()
    confidence: Confidence
    source: Source
    checked_on: date
    checked_how: Literal["source", "called"] = "source"
    note: Text | None = None

    @property
    def shown(self) -> "Offer":
        """This offer as a parent may see it: unconfirmed fields are empty, and so is what depends on them."""
        blank: dict[str, Any] = {}
        for name in self.unconfirmed:
            blank |= _BLANK[name]
        return self.model_copy(update=blank) if blank else self

    @property
    def ages(self) -> tuple[tuple[int, int], ...]:
        """Ranges of the child's age in months, [from, to); empty: any age."""
        if self.any_age:
            return ()
        if self.age_months:
            return (self.age_months,)
        phases = taxonomy.life_phases()
        return tuple((phases[name].start, phases[name].end) for name in self.life_phases)


_BLANK: dict[str, dict[str, Any]] = {
    "provider": {"provider": None, "department": None},
    "places": {"places": (), "area": "places"},
    "phones": {"phones": ()},
    "emails": {"emails": ()},
    "url": {"url": None},
    "address": {"address": None},
    "opening": {"opening": None, "opening_text": None},
    "how_to_reach": {"how_to_reach": None},
    "cost": {"cost": None},
    "sites": {"sites": ()},
}
