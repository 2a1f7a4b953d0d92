# SPDX-License-Identifier: EUPL-1.2
"""What the conversation expects of a bot. `bruecke.bot_client` speaks to the real one."""

from __future__ import annotations

from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field


class BotUnavailable(Exception):
    """No answer that could be used; ``str()`` is a short reason for the log, never content."""


class Choice(BaseModel):
    """A button: what it shows, and what it sends."""

    label: str = Field(min_length=1)
    value: str = Field(min_length=1)


class Suggestion(BaseModel):
    """An offer of the catalogue, and why it fits."""

    id: str
    why: str


class Reply(BaseModel):
    """One message of the bot."""

    text: str
    choices: list[Choice] = []
    offers: list[Suggestion] = []


class Context(BaseModel):
    """What the bot knows. It may hold more than this; all of it is kept and sent with the next message."""

    model_config = ConfigDict(extra="allow")

    topics: list[str] = []
    place: str | None = None
    place_text: str | None = None
    age_months: int | None = None
    open_question: str | None = None
    shown: list[str] = []
    danger: bool = False


class Understanding(BaseModel):
    """What the bot took a text for; all of it is kept for the review."""

    model_config = ConfigDict(extra="allow")

    intent: str
    confidence: float


class Answer(BaseModel):
    """What the bot answered to one message."""

    replies: list[Reply]
    understanding: Understanding
    context: Context


class Bot(Protocol):
    """Answers one message at a time; it remembers nothing, the context says it all."""

    async def answer(self, sender: str, text: str | None, choice: str | None, context: dict[str, Any]) -> Answer:
        """The answer to a typed text or a tapped choice.

        :raises BotUnavailable: late, gone, empty or not of this shape (R10).
        """
        ...

    async def understand(self, text: str) -> Understanding:
        """What a text means, without a conversation.

        :raises BotUnavailable: late, gone or not of this shape.
        """
        ...
