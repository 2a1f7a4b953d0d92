# SPDX-License-Identifier: EUPL-1.2
"""Migrations build exactly the tables, again and again, also when two processes start at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from bruecke.settings import Settings
from bruecke.storage.engine import writer_engine
from bruecke.storage.migrate import upgrade
from bruecke.storage.tables import metadata


def test_migrations_equal_the_tables(stored_in: Settings) -> None:
    engine = writer_engine(stored_in.database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_checks_and_names_survive_the_migration(stored_in: Settings) -> None:
    engine = writer_engine(stored_in.database_url)
    with engine.connect() as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            wanted = {str(check.name) for check in table.constraints if str(check.name).startswith("ck_")}
            assert {check["name"] for check in found.get_check_constraints(table.name)} == wanted
    engine.dispose()


def test_upgrading_again_changes_nothing(stored_in: Settings) -> None:
    file = Path(stored_in.var / "bruecke.sqlite3")
    before = file.read_bytes()
    upgrade(stored_in)
    assert file.read_bytes() == before


def test_two_processes_may_start_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from bruecke import settings; from bruecke.storage.migrate import upgrade;"
        "upgrade(settings.read({'BRUECKE_VAR': sys.argv[1]}))"
    )
    starts = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(3)]
    assert [process.wait(60) for process in starts] == [0, 0, 0]


def test_what_parents_write_is_for_the_owner_only(tmp_path: Path) -> None:
    from bruecke import settings

    upgrade(settings.read({"BRUECKE_VAR": str(tmp_path / "new")}))
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
