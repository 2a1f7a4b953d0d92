# SPDX-License-Identifier: EUPL-1.2
"""A parent asks for a person, or takes it back. Until somebody accepts, the bot keeps helping."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from bruecke.catalogue import Catalogue
from bruecke.conversation import changes
from bruecke.conversation.access import Key, access
from bruecke.conversation.clean import clean
from bruecke.conversation.draft import Draft
from bruecke.conversation.errors import Reason, Refusal
from bruecke.conversation.fallback import hotlines
from bruecke.conversation.machines import IllegalTransition
from bruecke.conversation.state import present, state_of
from bruecke.conversation.texts import Texts
from bruecke.conversation.tools import Tools
from bruecke.storage import conversation, handover, message
from bruecke.storage.conversation import Conversation

Shape = dict[str, Any]


class Wish(NamedTuple):
    """What the parent agreed to: being read by a counsellor, with or without what was written before (P6)."""

    consent: bool
    share_history: bool
    note: str | None


async def request(tools: Tools, key: Key, wish: Wish) -> tuple[Shape, bool]:
    """Put the conversation in the queue. A second request while one is open changes nothing.

    :returns: the state, and whether the request is new.
    :raises Refusal: no_consent, no_conversation.
    """
    if not wish.consent:
        raise Refusal(Reason.NO_CONSENT)
    wish = wish._replace(note=clean(wish.note or "") or None)
    state, is_new = await tools.db.write(_request, key, wish, tools.catalogue.current(), tools.texts, tools.clock())
    if is_new:
        tools.listeners.wake(key.conversation_id)
        tools.meter.count("handover", "requested")
    return state, is_new


def _request(
    connection: Connection, key: Key, wish: Wish, catalogue: Catalogue, texts: Texts, now: datetime
) -> tuple[Shape, bool]:
    of = access(connection, key, to_change=True)
    latest = handover.latest(connection, of.id)
    if latest and latest.status in {"requested", "accepted"}:
        return state_of(connection, of), False
    if of.mode == "ended":
        of = changes.move_mode(connection, of, "reopen", "parent", now)
    changes.requested(connection, of.id, "parent", now)
    handover.add(
        connection, of.id, urgent=of.danger is not None, share_history=wish.share_history, note=wish.note, at=now
    )
    _say(connection, of, _honest(of, catalogue, texts, now), texts, now, _numbers(of, catalogue))
    return state_of(connection, of), True


def _honest(of: Conversation, catalogue: Catalogue, texts: Texts, now: datetime) -> Draft:
    """Nobody is there yet: say so at once, with what helps until then (C11)."""
    if of.danger:
        return Draft(texts.handover.requested_urgent, [], [])
    return Draft(texts.handover.requested, [], present(hotlines(texts), catalogue, now))


def _numbers(of: Conversation, catalogue: Catalogue) -> Shape | None:
    return {"kind": of.danger, "contacts": catalogue.crisis_contacts(of.danger)} if of.danger else None


def _say(
    connection: Connection, of: Conversation, draft: Draft, texts: Texts, now: datetime, crisis: Shape | None = None
) -> None:
    said = draft.message(of, 1, texts.names.system, now, author="system")
    message.add(connection, [said._replace(crisis=crisis)])
    conversation.spoken(connection, of._replace(last_seq=said.seq), now)


async def withdraw(tools: Tools, key: Key) -> Shape:
    """Take the request back, and with it the consent; the note is deleted. Once more changes nothing.

    :returns: the state.
    :raises Refusal: no_handover, not_possible_now (it is over), no_conversation.
    """
    state, others = await tools.db.write(_withdraw, key, tools.texts, tools.clock())
    for conversation_id in (key.conversation_id, *others):
        tools.listeners.wake(conversation_id)
    return state


def _withdraw(connection: Connection, key: Key, texts: Texts, now: datetime) -> tuple[Shape, list[str]]:
    of = access(connection, key, to_change=True)
    latest = handover.latest(connection, of.id)
    if latest is None:
        raise Refusal(Reason.NO_HANDOVER)
    if latest.status == "withdrawn":
        return state_of(connection, of), []
    try:
        changes.move_handover(connection, latest, "withdraw", "parent", now)
    except IllegalTransition:
        raise Refusal(Reason.NOT_POSSIBLE_NOW) from None
    handover.forget_note(connection, latest.id)
    if of.mode == "human":
        of = changes.move_mode(connection, of, "give_back", "parent", now)
    _say(connection, of, Draft(texts.handover.withdrawn, [], []), texts, now)
    return state_of(connection, of), handover.waiting(connection)
