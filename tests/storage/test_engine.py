# SPDX-License-Identifier: EUPL-1.2
"""The database holds what it promises: order, locks, zeros where something was deleted (R2, R20, P7)."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.sql.expression import ClauseElement

from bruecke.settings import Settings
from bruecke.storage import change, conversation, erasure, handover, message, rating
from bruecke.storage.engine import Database
from bruecke.storage.tables import conversation as table
from tests.storage.conftest import begin, said, say
from tests.support.parent import until

CANARY = "KanarienvogelZwitschert"


def one_pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


async def test_the_writer_is_safe_and_patient(db: Database) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert {name: await db.write(one_pragma, name) for name in pragmas} == pragmas
    assert int(str(await db.write(one_pragma, "busy_timeout"))) >= 5000


async def test_a_reader_cannot_write(db: Database) -> None:
    await begin(db)
    with pytest.raises(OperationalError):
        await db.read(lambda connection: connection.execute(update(table).values(mode="ended")))


async def test_a_transaction_that_fails_leaves_nothing(db: Database) -> None:
    await begin(db)

    def half(connection: Connection) -> None:
        message.add(connection, [said(1)])
        raise KeyError

    with pytest.raises(KeyError):
        await db.write(half)
    assert await db.read(message.count, "c") == 0


async def test_one_client_id_is_stored_once(db: Database) -> None:
    """R1"""
    await begin(db)
    await begin(db, "other")
    await say(db, said(1, client_id="x"), said(1, client_id="x", of="other"))
    with pytest.raises(IntegrityError):
        await say(db, said(2, client_id="x"))


async def test_an_error_does_not_quote_what_was_written(db: Database) -> None:
    """P10"""
    await begin(db)
    await say(db, said(1))
    with pytest.raises(IntegrityError) as error:
        await say(db, said(1, CANARY))
    assert CANARY not in str(error.value)


def add_one(connection: Connection) -> None:
    """Read, then write what was read: loses updates unless the lock is taken at the beginning."""
    before = connection.execute(select(table.c.last_seq)).scalar_one()
    connection.execute(update(table).values(last_seq=before + 1))


async def test_coroutines_never_meet_a_locked_database(db: Database) -> None:
    """R20"""
    await begin(db)
    await asyncio.gather(*(db.write(add_one) for _ in range(1000)))
    assert await db.read(lambda c: c.execute(select(table.c.last_seq)).scalar_one()) == 1000


WRITER = """
import asyncio, sys
from bruecke.storage.engine import Database
from tests.storage.test_engine import add_one

async def main():
    db = Database(sys.argv[1])
    for _ in range(200):
        await db.write(add_one)
    await db.close()

asyncio.run(main())
"""


async def test_processes_wait_for_each_other(db: Database, stored_in: Settings) -> None:
    """R20"""
    await begin(db)
    command = [sys.executable, "-c", WRITER, stored_in.database_url]
    processes = [await asyncio.create_subprocess_exec(*command) for _ in range(4)]
    assert [await process.wait() for process in processes] == [0] * 4
    assert await db.read(lambda c: c.execute(select(table.c.last_seq)).scalar_one()) == 800


async def test_a_reader_sees_one_moment(db: Database) -> None:
    await begin(db)
    loop = asyncio.get_running_loop()

    def two_looks(connection: Connection) -> tuple[int, int]:
        first = connection.execute(select(table.c.last_seq)).scalar_one()
        asyncio.run_coroutine_threadsafe(db.write(add_one), loop).result(10)
        return first, connection.execute(select(table.c.last_seq)).scalar_one()

    assert await db.read(two_looks) == (0, 0)


def files_with(folder: Path, words: str) -> list[str]:
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]


async def is_clean(folder: Path) -> bool:
    return not files_with(folder, CANARY)


async def fill(db: Database, words: str) -> None:
    """Rows that grow and push each other around, every second conversation with ``words``."""
    random = Random(1)
    for number in range(12):
        await begin(db, f"c{number}")
    for seq in range(1, 60):
        for number in range(12):
            text = (words if number % 2 else "bleibt") * random.randrange(1, 40)
            await say(db, said(seq, text, of=f"c{number}"))
            await db.write(message.set_understanding, f"c{number}", random.randrange(1, seq + 1), {"text": text})


async def test_deleted_text_leaves_the_files(db: Database, tmp_path: Path) -> None:
    """P7, P9: also what SQLite itself leaves behind when it moves rows between pages."""
    await fill(db, CANARY)
    for number in range(1, 12, 2):
        await db.write(conversation.remove, f"c{number}")
    assert files_with(tmp_path, CANARY)
    db.scrub_soon()
    await until(lambda: is_clean(tmp_path))
    assert files_with(tmp_path, "bleibt") == ["bruecke.sqlite3"]


async def test_a_long_reader_delays_the_scrubbing(db: Database, tmp_path: Path) -> None:
    await begin(db)
    await say(db, said(1, CANARY))
    backup = sqlite3.connect(tmp_path / "bruecke.sqlite3", isolation_level=None)
    backup.execute("BEGIN")
    backup.execute("SELECT * FROM message").fetchall()
    await db.write(conversation.remove, "c")
    assert not await db._sweep()
    assert files_with(tmp_path, CANARY)
    backup.close()
    assert await db._sweep()
    assert files_with(tmp_path, CANARY) == []


def test_a_killed_writer_leaves_a_sound_database(stored_in: Settings, tmp_path: Path) -> None:
    """R20"""
    code = WRITER.replace("range(200)", "range(10**9)")
    engine_check = sqlite3.connect(tmp_path / "bruecke.sqlite3")
    engine_check.execute(
        "INSERT INTO conversation VALUES ('c', x'01', 'bot', 'de', '{}', NULL, 0, 0, 0, '2026-01-01', '2026-01-01')"
    )
    engine_check.commit()
    process = subprocess.Popen([sys.executable, "-c", code, stored_in.database_url])
    while not engine_check.execute("SELECT last_seq FROM conversation").fetchone()[0]:
        assert process.poll() is None
    process.kill()
    process.wait()
    assert engine_check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    engine_check.close()


def statements() -> list[ClauseElement]:
    rooms = (change, conversation, erasure, handover, message, rating)
    return [value for room in rooms for value in vars(room).values() if isinstance(value, ClauseElement)]


def test_every_statement_is_also_good_for_postgresql() -> None:
    compiled = [str(statement.compile(dialect=postgresql.dialect())) for statement in statements()]  # type: ignore[no-untyped-call]
    assert len(compiled) > 20
    assert sum("FOR UPDATE" in statement for statement in compiled) == 1


async def test_the_log_of_a_closed_database_is_empty(stored_in: Settings, tmp_path: Path) -> None:
    database = await asyncio.to_thread(Database, stored_in.database_url)
    await begin(database)
    await database.read(lambda connection: connection.execute(text("SELECT 1")).one())
    await database.close()
    assert not (tmp_path / "bruecke.sqlite3-wal").exists()
