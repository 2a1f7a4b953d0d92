# SPDX-License-Identifier: EUPL-1.2
"""Which offers fit a family best: near and specific first, reachable before not, and the right office among them.

The weights stand in ranking.yml, the duties of offices in taxonomy.yml, everything about an offer in services.yml.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from bruecke.catalogue import taxonomy
from bruecke.catalogue.model import Offer, Place
from bruecke.catalogue.opening import is_open, zone
from bruecke.catalogue.ranking import Candidate, Scope, build_candidates, topic_points, weight
from bruecke.catalogue.why import why
from bruecke.catalogue.words import WordIndex


@dataclass(frozen=True)
class Hit:
    """An offer, without its unconfirmed fields, and why it fits, in simple German."""

    offer: Offer
    why: str


@dataclass(frozen=True)
class Request:
    """What is asked for; see Catalogue.search."""

    topics: tuple[str, ...]
    place: str | None
    age_months: int | None
    words: str
    now: datetime
    limit: int
    exclude: frozenset[str]

    @property
    def phase(self) -> str | None:
        """The child's life phase."""
        return None if self.age_months is None else taxonomy.phase_of(self.age_months).id


@dataclass(frozen=True)
class _Ranked:
    candidate: Candidate
    scope: Scope
    topic: str | None
    points: float

    @property
    def is_office(self) -> bool:
        return self.scope == "office"


class Searcher:
    """Answers searches on one catalogue. Everything that does not depend on the request is worked out once."""

    def __init__(self, offers: Mapping[str, Offer], shown: Mapping[str, Offer], places: Mapping[str, Place]) -> None:
        self._places = places
        self._candidates = build_candidates(offers, shown, places)
        self._by_topic: dict[str, list[Candidate]] = {topic: [] for topic in taxonomy.topics()}
        for candidate in self._candidates.values():
            for topic in dict.fromkeys((*candidate.offer.topics, *candidate.offer.net_for)):
                self._by_topic[topic].append(candidate)
        self._words = WordIndex(offers.values())

    def search(self, request: Request, *, outside: bool) -> list[Hit]:
        """The best hits; see Catalogue.search."""
        self._check(request)
        found = self._words.look_up(request.words)
        topics = request.topics or found.topics
        lists = [self._pick(topic, request, topics, outside) for topic in topics[: request.limit]]
        if found.offers:
            lists.insert(0, self._named(found.offers, request, outside))
        if not request.topics and not request.words:
            lists = [self._pick(None, request, (), outside)]
        chosen = self._in_order(_in_turn(lists), request, outside)
        return [self._hit(ranked, request, several=len(topics) > 1) for ranked in chosen]

    def _check(self, request: Request) -> None:
        if request.now.tzinfo is None:
            raise ValueError("now must carry a time zone")
        if request.place is not None and request.place not in self._places:
            raise ValueError(f"unknown place: {request.place}")
        if unknown := set(request.topics) - self._by_topic.keys():
            raise ValueError(f"unknown topics: {sorted(unknown)}")

    def _pick(self, topic: str | None, request: Request, topics: tuple[str, ...], outside: bool) -> list[_Ranked]:
        """The ranking for one topic, with the offers that must not be missed moved up to the first page."""
        ranked = self._rank(topic, request, topics, outside)
        quota = -(-request.limit // max(1, len(topics)))
        if topic is None or request.exclude or quota < 2:
            return ranked
        term = taxonomy.topics()[topic]
        must = [item for item in ranked if item.is_office and term.office_duty]
        first = [*must, *(item for item in ranked if item not in must)][:quota]
        if term.needs_voice and not any(item.candidate.shown.phones for item in first):
            must = [*[item for item in ranked if item.candidate.shown.phones][:1], *must]
        must = must[: quota - 1]
        rest = [item for item in ranked if item not in must]
        page = sorted([*must, *rest[: quota - len(must)]], key=ranked.index)
        return [*page, *(item for item in ranked if item not in page)]

    def _rank(self, topic: str | None, request: Request, topics: tuple[str, ...], outside: bool) -> list[_Ranked]:
        pool = list(self._candidates.values()) if topic is None else self._by_topic[topic]
        ranked = [
            _Ranked(candidate, scope, topic, self._points(candidate, scope, topic, topics, request))
            for candidate in pool
            if candidate.offer.listed
            and _available(candidate, request)
            and (scope := candidate.scope(request.place, outside))
        ]
        if request.age_months is not None and not (topic and taxonomy.topics()[topic].age_free):
            age = taxonomy.phase_age(request.age_months)
            ranked = [item for item in ranked if item.candidate.fits_age(age)] or ranked
        return sorted(ranked, key=lambda item: (-item.points, item.candidate.order))

    def _points(
        self, candidate: Candidate, scope: Scope, topic: str | None, topics: tuple[str, ...], request: Request
    ) -> float:
        points = candidate.points + weight("scope", "local" if scope == "office" else scope)
        if topic is not None:
            points += topic_points(candidate.offer, topic, scope)
        if len(topics) > 1 and len(candidate.offer_topics.intersection(topics)) > 1:
            points += weight("also")
        if candidate.is_made_for(request.phase):
            points += weight("phase")
        return points + (weight("open_now") if is_open(candidate.shown.opening, request.now) else 0)

    def _named(self, names: tuple[str, ...], request: Request, outside: bool) -> list[_Ranked]:
        """Offers the parent called by name: also from a town nobody named, when there is only one of that name."""
        candidates = [self._candidates[name] for name in names if _available(self._candidates[name], request)]
        ranked = [
            _Ranked(candidate, scope, None, candidate.points + weight("scope", "local" if scope == "office" else scope))
            for candidate in candidates
            if (scope := candidate.scope(request.place, outside))
        ]
        if not ranked and len(candidates) == 1 and request.place is None and not outside:
            ranked = [_Ranked(candidates[0], "named", None, candidates[0].points)]
        return sorted(ranked, key=lambda item: (-item.points, item.candidate.order))[:2]

    def _in_order(self, ranked: Iterable[_Ranked], request: Request, outside: bool) -> list[_Ranked]:
        """At most `limit`, each once, and before an offer the one that has to come first (`after`)."""
        chosen: dict[str, _Ranked] = {}
        for item in ranked:
            if len(chosen) >= request.limit:
                break
            before = self._candidates.get(item.candidate.offer.after or "")
            if before and before.offer.id not in request.exclude and (scope := before.scope(request.place, outside)):
                chosen.setdefault(before.offer.id, _Ranked(before, scope, item.topic, item.points))
            chosen.setdefault(item.candidate.offer.id, item)
        return list(chosen.values())[: request.limit]

    def _hit(self, ranked: _Ranked, request: Request, *, several: bool) -> Hit:
        topic = ranked.topic if several else None
        net = ranked.topic is not None and ranked.topic not in ranked.candidate.offer_topics
        place = self._places[request.place].label if request.place else None
        words = why(ranked.candidate, ranked.scope, place, request.phase, topic, net, request.now)
        return Hit(ranked.candidate.shown, words)


def _available(candidate: Candidate, request: Request) -> bool:
    offer = candidate.offer
    if offer.id in request.exclude:
        return False
    return offer.valid_until is None or _day(request.now) <= offer.valid_until


def _day(now: datetime) -> date:
    return now.astimezone(zone()).date()


def _in_turn(lists: list[list[_Ranked]]) -> Iterator[_Ranked]:
    for row in zip_longest(*lists):
        yield from (item for item in row if item is not None)
