# SPDX-License-Identifier: EUPL-1.2
"""Bring the database to the newest shape. Blocking: call it before the loop starts, or in a thread."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from bruecke.settings import Settings
from bruecke.storage.engine import writer_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration without its ini file."""
    alembic = Config()
    alembic.set_main_option("script_location", str(MIGRATIONS))
    return alembic


def upgrade(settings: Settings) -> None:
    """Create the database if there is none, and run every migration it has not seen.

    The lock of the one transaction makes a second process that starts at the same time wait, then find nothing to do.
    """
    if database := make_url(settings.database_url).database:
        Path(database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A migration copies a table and drops the old one; with foreign keys on, that would delete what points to it.
    engine = writer_engine(settings.database_url, "foreign_keys=OFF")
    alembic = config()
    with engine.begin() as connection:
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "head")
    engine.dispose()
