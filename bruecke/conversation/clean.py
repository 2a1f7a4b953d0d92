# SPDX-License-Identifier: EUPL-1.2
"""What people typed, made safe to store and show: one Unicode form, no control characters, emoji untouched."""

from __future__ import annotations

import re
import unicodedata

from bruecke.conversation.errors import Reason, Refusal

MAX_TEXT = 2_000  # characters

_LINE_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# Controls, lone surrogates (JSON may hold them, databases may not), characters that turn the direction of foreign
# text, byte order marks and non-characters. U+200D stays: it joins emoji.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_INVISIBLE = {"Cf", "Mn", "Zs", "Zl", "Zp", "Cc"}


def clean(text: str) -> str:
    """The text in NFC, line breaks as ``\\n``, without what cannot be seen; "" when nothing is left to see."""
    text = _UNWANTED.sub("", _LINE_BREAKS.sub("\n", text))
    text = unicodedata.normalize("NFC", text).strip()
    return text if any(unicodedata.category(character) not in _INVISIBLE for character in text) else ""


def message_text(text: str) -> str:
    """A message's text, cleaned.

    :raises Refusal: empty_text, text_too_long.
    """
    text = clean(text)
    if not text:
        raise Refusal(Reason.EMPTY_TEXT)
    if len(text) > MAX_TEXT:
        raise Refusal(Reason.TEXT_TOO_LONG)
    return text
