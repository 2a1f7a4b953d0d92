# SPDX-License-Identifier: EUPL-1.2
"""The database: whole transactions as plain functions of a connection, run where they block nobody.

Measured before it was decided (500 messages, five statements each): SQLAlchemy's async engine over aiosqlite
changes threads for every cursor, statement, fetch and close and needs 4.1 ms CPU a transaction; the same statements
in one go on a thread of their own need 0.6 ms. So a transaction is one function, and SQLite gets one thread that
writes and a few that read. PostgreSQL can run the same functions with ``AsyncConnection.run_sync``.
Only this module knows that it is SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import pydantic_core
from sqlalchemy import Connection, Engine, create_engine, event

from bruecke.storage.scrub import Scrubber
from bruecke.storage.workers import Workers

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[Connection, P], T]

READERS = 3
# R20 asks for 5,000 ms at least; a second process (a backup, the command line) may write for longer.
BUSY_MILLISECONDS = 15_000
LOG_MILLISECONDS = 1_000  # emptying the log waits for readers, and all writers wait for it
# Measured: FULL costs 0.2 ms CPU a commit more than NORMAL. An acknowledged message survives a power cut (R2).
# secure_delete overwrites most of what was deleted with zeros at once; `_sweep` takes out the rest (P7).
WRITER_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    f"busy_timeout={BUSY_MILLISECONDS}",
    "foreign_keys=ON",
    "secure_delete=ON",
)
READER_PRAGMAS = (f"busy_timeout={BUSY_MILLISECONDS}", "query_only=ON")


def writer_engine(url: str, *more_pragmas: str) -> Engine:
    """One connection that takes the lock when its transaction begins, not at its first change."""
    return _engine(url, WRITER_PRAGMAS + more_pragmas, "BEGIN IMMEDIATE", 1)


def _engine(url: str, pragmas: tuple[str, ...], begin: str, size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # an error must not carry what a parent wrote into a log (P10)
        json_serializer=lambda value: pydantic_core.to_json(value).decode(),
        json_deserializer=pydantic_core.from_json,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # sqlite3 would begin by itself: late, and without the lock
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        _driver(connection).execute(begin)

    return engine


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


class Database:
    """One writer per process: coroutines wait in a queue instead of polling a locked file (R20)."""

    def __init__(self, url: str) -> None:
        self._writer = writer_engine(url)
        self._reader = _engine(url, READER_PRAGMAS, "BEGIN", READERS)
        self._writing = Workers("database-write", 1)
        self._reading = Workers("database-read", READERS)
        self._scrubber = Scrubber(self._sweep)

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(connection, …)`` in one transaction; when this returns, it is committed.

        A caller that is cancelled does not undo it: the transaction still runs to its end.
        """
        return await self._writing.run(partial(_transaction, self._writer, work, args, kwargs))

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(connection, …)`` on one consistent view of the data; it cannot change anything."""
        return await self._reading.run(partial(_transaction, self._reader, work, args, kwargs))

    def scrub_soon(self) -> None:
        """Take what was deleted out of the files, too, within a minute (P7, P9). Call it after the commit."""
        self._scrubber.soon()

    async def close(self) -> None:
        """Finish what runs and close the files."""
        await self._scrubber.close()
        for workers, engine in ((self._reading, self._reader), (self._writing, self._writer)):
            await workers.run(engine.dispose)
            await workers.stop()

    async def _sweep(self) -> bool:
        return await self._writing.run(partial(_sweep, self._writer))


def _transaction(engine: Engine, work: Callable[..., T], args: Any, kwargs: Any) -> T:
    with engine.begin() as connection:
        return work(connection, *args, **kwargs)


def _sweep(engine: Engine) -> bool:
    """Write the database anew, then empty the log; False when a reader (a backup) needed the log for too long.

    secure_delete alone is not enough: when SQLite moves rows between pages, it leaves copies in the unused middle of
    pages (tried: in 4 of 6 runs of 400 random inserts and updates, deleted words were still in the file).
    """
    with engine.connect() as pooled:
        connection = _driver(pooled)
        connection.execute("VACUUM")
        connection.execute(f"PRAGMA busy_timeout={LOG_MILLISECONDS}")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        return not busy
