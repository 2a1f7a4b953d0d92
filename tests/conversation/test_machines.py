# SPDX-License-Identifier: EUPL-1.2
"""Both state machines: what the design draws is possible, nothing else is."""

from __future__ import annotations

from itertools import product

import pytest

from bruecke.conversation.machines import HANDOVER, MODE, IllegalTransition, Table, step


def every_pair(machine: Table) -> list[tuple[Table, str | None, str]]:
    states = {state for state, _ in machine} | set(machine.values())
    events = {event for _, event in machine}
    return [(machine, state, event) for state, event in product(states, events)]


@pytest.mark.parametrize(("machine", "state", "event"), every_pair(MODE) + every_pair(HANDOVER))
def test_only_drawn_steps_are_possible(machine: Table, state: str | None, event: str) -> None:
    if (state, event) in machine:
        assert step(machine, state, event) == machine[state, event]
    else:
        with pytest.raises(IllegalTransition):
            step(machine, state, event)


def test_the_tables_are_those_of_the_design() -> None:
    assert {(a, b) for (a, _), b in MODE.items()} == {
        (None, "bot"), ("bot", "human"), ("human", "bot"), ("bot", "ended"), ("human", "ended"), ("ended", "bot"),
    }  # fmt: skip
    assert {(a, b) for (a, _), b in HANDOVER.items()} == {
        (None, "requested"), ("requested", "accepted"), ("accepted", "closed"), ("accepted", "requested"),
        ("requested", "withdrawn"), ("accepted", "withdrawn"), ("requested", "expired"),
    }  # fmt: skip
