# SPDX-License-Identifier: EUPL-1.2
"""Why an offer fits, in one to three simple German sentences (whys.yml)."""

from datetime import datetime

from bruecke.catalogue import taxonomy
from bruecke.catalogue.data import text
from bruecke.catalogue.opening import is_open
from bruecke.catalogue.ranking import Candidate, Scope


def why(
    candidate: Candidate,
    scope: Scope,
    place: str | None,
    phase: str | None,
    topic: str | None,
    net: bool,
    now: datetime,
) -> str:
    """The sentences. `place` is a label, `phase` the child's life phase, `topic` is named where there are several."""
    sentences = [
        text("whys", "topic", topic=taxonomy.topics()[topic].label) if topic else None,
        _scope_sentence(candidate, scope, place),
        text("whys", "net") if net else _phase_sentence(candidate, phase),
        _open_sentence(candidate, now),
    ]
    return " ".join([sentence for sentence in sentences if sentence][:3])


def _scope_sentence(candidate: Candidate, scope: Scope, place: str | None) -> str | None:
    if scope == "named":
        return None
    if scope == "unclear" and place is None:
        return text("whys", "unclear_anywhere")
    if scope == "office" and len(candidate.office_of) > 1:
        return text("whys", "office_county", place=place)
    if scope == "local" and not candidate.shown.address:
        return text("whys", "local_online", place=place)
    return text("whys", scope, place=place)


def _phase_sentence(candidate: Candidate, phase: str | None) -> str | None:
    return text("whys", f"phases.{phase}") if candidate.is_made_for(phase) else None


def _open_sentence(candidate: Candidate, now: datetime) -> str | None:
    if not is_open(candidate.shown.opening, now):
        return None
    return text("whys", "call_now" if candidate.shown.phones else "open_now")
