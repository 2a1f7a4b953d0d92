# SPDX-License-Identifier: EUPL-1.2
"""The tables. A test holds that the migrations build exactly these."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware point in time. SQLite forgets zones, so it is stored as UTC and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time, which could mean anything."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was to be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _json(name: str, *, nullable: bool = True) -> Column[Any]:
    return Column(name, JSON(none_as_null=True), nullable=nullable)


def _of_conversation() -> Column[str]:
    return Column("conversation_id", Text, ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False)


# `context` is what the bot knows (opaque but for topics, place, age_months and danger). A parent's message is
# unanswered while answered_seq < parent_seq. `danger` is the kind that was seen last; it is never cleared (C6).
conversation = Table(
    "conversation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("token_hash", LargeBinary, nullable=False),
    Column("mode", Text, nullable=False),
    Column("language", Text, nullable=False),
    _json("context", nullable=False),
    Column("danger", Text),
    Column("last_seq", Integer, nullable=False),
    Column("parent_seq", Integer, nullable=False),
    Column("answered_seq", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("active_at", Instant, nullable=False),
    CheckConstraint("mode IN ('bot', 'human', 'ended')", name="mode"),
)

# `danger` is the kind that was seen in this parent's message; `crisis` is what a reply to it shows.
message = Table(
    "message",
    metadata,
    _of_conversation(),
    Column("seq", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("client_id", Text),
    Column("choice", Text),
    Column("danger", Text),
    _json("choices", nullable=False),
    _json("offers", nullable=False),
    _json("crisis"),
    _json("understanding"),
    PrimaryKeyConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "client_id"),  # R1
    CheckConstraint("author IN ('parent', 'bot', 'counsellor', 'system')", name="author"),
)

handover = Table(
    "handover",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_conversation(),
    Column("status", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("share_history", Boolean, nullable=False),
    Column("note", Text),
    Column("consent_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    CheckConstraint("status IN ('requested', 'accepted', 'closed', 'withdrawn', 'expired')", name="status"),
    sqlite_autoincrement=True,  # the number of an erased handover is never given again
)
_OPEN = handover.c.status.in_(["requested", "accepted"])
Index("ix_handover_open", handover.c.conversation_id, unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_handover_status", handover.c.status)

rating = Table(
    "rating",
    metadata,
    _of_conversation(),
    Column("helpful", Boolean, nullable=False),
    Column("comment", Text),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("conversation_id"),
)

# Append-only, without content: it outlives the conversation, so it points to no row.
change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("from_state", Text),
    Column("to_state", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("machine IN ('mode', 'handover')", name="machine"),
)

# Knows which conversation, so that a restored backup can erase it again (P17).
erasure = Table(
    "erasure",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation_id", Text, nullable=False),
    Column("messages", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)
