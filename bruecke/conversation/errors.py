# SPDX-License-Identifier: EUPL-1.2
"""The one error that refuses a call. Its text for people and its HTTP status are data: ``web/texts.yml``."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Every reason for which a call is refused; the value is the public error code."""

    BAD_REQUEST = "bad_request"
    BROKEN_JSON = "broken_json"
    WRONG_CONTENT_TYPE = "wrong_content_type"
    EMPTY_TEXT = "empty_text"
    TEXT_TOO_LONG = "text_too_long"
    BODY_TOO_LARGE = "body_too_large"
    UNKNOWN_CHOICE = "unknown_choice"
    UNKNOWN_TOPIC = "unknown_topic"
    UNKNOWN_PLACE = "unknown_place"
    NO_TOKEN = "no_token"  # noqa: S105 - a reason, not a token
    FOREIGN_ORIGIN = "foreign_origin"
    NO_CONSENT = "no_consent"
    NOT_FOUND = "not_found"
    NO_CONVERSATION = "no_conversation"
    NO_HANDOVER = "no_handover"
    WRONG_METHOD = "wrong_method"
    NOT_POSSIBLE_NOW = "not_possible_now"
    TOO_FAST = "too_fast"
    TOO_MANY_WINDOWS = "too_many_windows"
    FULL = "full"
    BROKEN = "broken"


class Refusal(Exception):
    """A call that is refused.

    :param retry_after: seconds after which another try makes sense.
    """

    def __init__(self, reason: Reason, *, retry_after: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.retry_after = retry_after
