# SPDX-License-Identifier: EUPL-1.2
"""A migrated database in a file of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bruecke import settings
from bruecke.settings import Settings
from bruecke.storage import conversation, message
from bruecke.storage.conversation import Conversation
from bruecke.storage.engine import Database
from bruecke.storage.message import Message
from bruecke.storage.migrate import upgrade

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def stored_in(tmp_path: Path) -> Settings:
    config = settings.read({"BRUECKE_VAR": str(tmp_path)})
    upgrade(config)
    return config


@pytest.fixture
async def db(stored_in: Settings) -> AsyncIterator[Database]:
    database = await asyncio.to_thread(Database, stored_in.database_url)
    yield database
    await database.close()


def new_conversation(name: str = "c") -> Conversation:
    return Conversation(name, b"\1" * 32, "bot", "de", {}, None, 0, 0, 0)


def said(seq: int, text: str = "hallo", client_id: str | None = None, of: str = "c") -> Message:
    return Message(of, seq, "parent", "Sie", text, NOW, client_id=client_id)


async def begin(db: Database, name: str = "c") -> None:
    await db.write(conversation.add, new_conversation(name), NOW)


async def say(db: Database, *messages: Message) -> None:
    await db.write(message.add, messages)
