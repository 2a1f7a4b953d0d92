# SPDX-License-Identifier: EUPL-1.2
"""Is everything there that a parent needs? (R16)"""

from __future__ import annotations

import logging
from typing import NamedTuple

from sqlalchemy import Connection, literal, select
from sqlalchemy.exc import SQLAlchemyError

from bruecke.conversation.bot import BotUnavailable
from bruecke.conversation.tools import Tools

log = logging.getLogger(__name__)
_PROBE = select(literal(1))


class Parts(NamedTuple):
    """Which parts work. A catalogue whose file is broken is served as it was before, so it stops nobody."""

    database: bool
    bot: bool
    catalogue: bool

    @property
    def ready(self) -> bool:
        """Whether parents get what they should."""
        return self.database and self.bot


async def look(tools: Tools) -> Parts:
    """Ask the database, have the bot understand a sentence, see whether the catalogue's file can be read."""
    return Parts(await _database(tools), await _bot(tools), tools.catalogue.error is None)


async def _database(tools: Tools) -> bool:
    try:
        return await tools.db.read(_one) == 1
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return False


def _one(connection: Connection) -> int:
    return connection.execute(_PROBE).scalar_one()


async def _bot(tools: Tools) -> bool:
    probe = tools.texts.probe
    try:
        return (await tools.bot.understand(probe.text)).intent == probe.intent
    except BotUnavailable:
        return False
