# SPDX-License-Identifier: EUPL-1.2
"""Alembic's entry: runs the versions on the connection that `bruecke.storage.migrate` hands over."""

from alembic import context

from bruecke.storage.tables import metadata

# render_as_batch: SQLite cannot alter a column, so Alembic copies the table.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
