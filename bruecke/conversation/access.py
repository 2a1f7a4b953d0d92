# SPDX-License-Identifier: EUPL-1.2
"""Fetching a conversation and checking whose it is are one step; a stranger's and none answer alike (S6, P11)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import NamedTuple

from sqlalchemy import Connection

from bruecke.conversation.errors import Reason, Refusal
from bruecke.storage import conversation
from bruecke.storage.conversation import Conversation

_NOBODY = b"\0" * 32


class Key(NamedTuple):
    """What a parent's call carries: which conversation, and the secret that opens it."""

    conversation_id: str
    token: str


def new_key() -> Key:
    """A fresh conversation's key: 128 bit to name it, 256 bit to open it."""
    return Key(secrets.token_urlsafe(16), secrets.token_urlsafe(32))


def hashed(token: str) -> bytes:
    """The token as it is stored. It is random and long, so a fast hash is enough. A header may hold any bytes."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def access(connection: Connection, key: Key, *, to_change: bool = False) -> Conversation:
    """The conversation that this key opens.

    :param to_change: hold it until the end of the transaction.
    :raises Refusal: no_conversation.
    """
    find = conversation.lock if to_change else conversation.find
    found = find(connection, key.conversation_id)
    expected = found.token_hash if found else _NOBODY
    if not hmac.compare_digest(expected, hashed(key.token)) or found is None:
        raise Refusal(Reason.NO_CONVERSATION)
    return found
