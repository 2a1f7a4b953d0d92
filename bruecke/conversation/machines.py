# SPDX-License-Identifier: EUPL-1.2
"""The two state machines of a conversation as tables: (state, event) → next state. What is not here is impossible."""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[tuple[str | None, str], str]

# Who has the conversation. Only the mode `bot` lets the bot speak.
MODE: Table = {
    (None, "start"): "bot",
    ("bot", "accept"): "human",
    ("human", "give_back"): "bot",
    ("bot", "end"): "ended",
    ("human", "end"): "ended",
    ("ended", "reopen"): "bot",
}

# A request for a person. Consent can be taken back at any moment, also while a counsellor has accepted (P6).
HANDOVER: Table = {
    (None, "request"): "requested",
    ("requested", "accept"): "accepted",
    ("accepted", "close"): "closed",
    ("accepted", "pass_on"): "requested",
    ("requested", "withdraw"): "withdrawn",
    ("accepted", "withdraw"): "withdrawn",
    ("requested", "expire"): "expired",
}


class IllegalTransition(Exception):
    """This event is not possible in this state."""


def step(machine: Table, state: str | None, event: str) -> str:
    """The state after ``event``.

    :raises IllegalTransition: when the table has no such step.
    """
    try:
        return machine[state, event]
    except KeyError:
        raise IllegalTransition(f"{event} in {state}") from None
