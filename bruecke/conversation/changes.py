# SPDX-License-Identifier: EUPL-1.2
"""Every step of both state machines goes through here: checked against its table, compared, set, and written down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bruecke.conversation import machines
from bruecke.storage import change, conversation, handover
from bruecke.storage.change import Change
from bruecke.storage.conversation import Conversation
from bruecke.storage.handover import Handover


def started(connection: Connection, conversation_id: str, by: str, at: datetime) -> str:
    """Write down that a conversation begins.

    :returns: its first mode.
    """
    mode = machines.step(machines.MODE, None, "start")
    change.add(connection, Change(conversation_id, "mode", "start", None, mode, by, at))
    return mode


def move_mode(connection: Connection, of: Conversation, event: str, by: str, at: datetime) -> Conversation:
    """Change who has the conversation.

    :raises machines.IllegalTransition: when the table does not allow it, or somebody else was faster.
    """
    mode = machines.step(machines.MODE, of.mode, event)
    if not conversation.set_mode(connection, of.id, of.mode, mode):
        raise machines.IllegalTransition(f"{event}: not {of.mode} any more")
    change.add(connection, Change(of.id, "mode", event, of.mode, mode, by, at))
    return of._replace(mode=mode, answered_seq=of.parent_seq)


def requested(connection: Connection, conversation_id: str, by: str, at: datetime) -> None:
    """Write down that a person was asked for."""
    status = machines.step(machines.HANDOVER, None, "request")
    change.add(connection, Change(conversation_id, "handover", "request", None, status, by, at))


def move_handover(connection: Connection, of: Handover, event: str, by: str, at: datetime) -> Handover:
    """Change the status of a handover.

    :raises machines.IllegalTransition: when the table does not allow it, or somebody else was faster.
    """
    status = machines.step(machines.HANDOVER, of.status, event)
    if not handover.set_status(connection, of.id, of.status, status, at):
        raise machines.IllegalTransition(f"{event}: not {of.status} any more")
    change.add(connection, Change(of.conversation_id, "handover", event, of.status, status, by, at))
    return of._replace(status=status)
