# SPDX-License-Identifier: EUPL-1.2
"""The shapes of the public contract: what calls carry, what answers hold. The OpenAPI document is made from these.

Bodies are checked against them; answers are built as plain data, and the tests hold them against these shapes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StrictBool

from bruecke.conversation.choices import OLDEST, YOUNGEST
from bruecke.conversation.clean import MAX_TEXT

LONGEST_WAIT = 25  # seconds of a long poll
_MOST_SEQ = 2**31 - 1

Seq = Annotated[int, Field(ge=0, le=_MOST_SEQ)]
Topic = Annotated[str, Field(max_length=40, examples=["childcare"])]
PlaceId = Annotated[str, Field(max_length=40, examples=["kamen"])]
AgeMonths = Annotated[int, Field(ge=YOUNGEST, le=OLDEST, description="negative before birth: months to go")]
ClientId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,64}$", description="given by the sender, once a message")]
# What is shorter or longer after cleaning is refused with a text of its own, so these limits are for readers only.
TypedText = Annotated[str, Field(json_schema_extra={"minLength": 1, "maxLength": MAX_TEXT, "pattern": r"\S"})]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Out(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StartBody(_In):
    """A new conversation; ``place`` when the page knows it."""

    place: PlaceId | None = None
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")] = "de"


class TextBody(_In):
    """A typed message."""

    client_id: ClientId
    text: TypedText


class ChoiceBody(_In):
    """A tapped button."""

    client_id: ClientId
    choice: Annotated[str, Field(min_length=1, max_length=80, examples=["topic:childcare"])]


class MessageBody(RootModel[TextBody | ChoiceBody]):
    """One of both."""

    @property
    def text(self) -> str | None:
        """The typed text."""
        return self.root.text if isinstance(self.root, TextBody) else None

    @property
    def choice(self) -> str | None:
        """The tapped button's value."""
        return self.root.choice if isinstance(self.root, ChoiceBody) else None


class HandoverBody(_In):
    """The wish for a person. Without ``consent`` it is refused."""

    consent: StrictBool = False
    share_history: StrictBool = False
    note: Annotated[str, Field(max_length=MAX_TEXT)] | None = None


class RatingBody(_In):
    """Did it help?"""

    helpful: StrictBool
    comment: Annotated[str, Field(max_length=MAX_TEXT)] | None = None


class MessagesQuery(_In):
    """Which messages, and how long to wait for one."""

    model_config = ConfigDict(extra="ignore")

    after: Seq = 0
    wait: Annotated[float, Field(ge=0, le=LONGEST_WAIT, allow_inf_nan=False, description="seconds")] = 0


class OffersQuery(_In):
    """What to look for; everything may be left out."""

    model_config = ConfigDict(extra="ignore")

    topic: Topic | None = None
    place: PlaceId | None = None
    age_months: AgeMonths | None = None
    q: Annotated[str, Field(max_length=200, description="a parent's own words")] = ""
    kind: Literal["hotline"] | None = None


class SocketFrame(_In):
    """The first frame of a socket."""

    token: Annotated[str, Field(max_length=200)]
    after: Seq = 0


class Choice(_Out):
    """A button."""

    label: str
    value: str


class Opening(_Out):
    """When it is open; nothing is told that is not confirmed."""

    text: str | None
    open_now: bool | None
    next: str | None


class Offer(_Out):
    """A local offer as a parent may see it."""

    id: str
    name: str
    provider: str | None
    summary: str
    why: str
    topics: list[str]
    places: list[str]
    phone: str | None
    email: str | None
    url: str | None
    address: str | None
    opening: Opening
    cost: str | None
    languages: list[str]
    anonymous: bool | None
    checked_on: str | None


class Contact(_Out):
    """A number that helps in danger."""

    name: str
    tel: str
    hours: str


class Crisis(_Out):
    """Danger was seen; these numbers help, the most urgent first."""

    kind: str
    contacts: list[Contact]


class Message(_Out):
    """One message; the order is ``seq``."""

    seq: Seq
    author: Literal["parent", "bot", "counsellor", "system"]
    name: str
    text: str
    at: Instant
    choices: list[Choice]
    offers: Annotated[list[Offer], Field(max_length=3)]
    crisis: Crisis | None


class Handover(_Out):
    """The wait for a person."""

    status: Literal["requested", "accepted", "closed", "withdrawn", "expired"]
    position: int | None
    expected: str | None


class Understood(_Out):
    """What was understood so far."""

    topics: list[str]
    place: str | None
    age_months: int | None


class State(_Out):
    """Who has the conversation, and what is known."""

    mode: Literal["bot", "human", "ended"]
    handover: Handover | None
    understood: Understood


class Started(_Out):
    """A new conversation; the token is told only here."""

    id: str
    token: str
    state: State
    messages: list[Message]


class OneMessage(_Out):
    """A message that was stored."""

    message: Message


class Page(_Out):
    """What is new."""

    messages: list[Message]
    state: State


class OnlyState(_Out):
    """The state after a change."""

    state: State


class Rated(_Out):
    """The stored rating."""

    helpful: bool


class Receipt(_Out):
    """Proof of an erasure: its number, when, how many messages."""

    receipt: str
    erased_at: Instant
    messages: int


class Offers(_Out):
    """Offers, best first."""

    offers: list[Offer]


class Label(_Out):
    """The short word for an id."""

    label: str


class Taxonomy(_Out):
    """Topics and places by id."""

    topics: dict[str, Label]
    places: dict[str, Label]


class Alive(_Out):
    """The process runs."""

    alive: Literal[True]


class Ready(_Out):
    """Which parts work."""

    ready: bool
    database: bool
    bot: bool
    catalogue: bool


class Error(_Out):
    """The reason as a word for programs and a sentence for people."""

    code: str
    message: str


class ErrorBody(_Out):
    """Every refusal has this shape."""

    error: Error
