"""Search as a person at a counter would answer: near, fitting, reachable, and nothing from the wrong town."""

import subprocess
import sys
from datetime import datetime
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bruecke.catalogue import Catalogue, Hit, taxonomy
from tests.catalogue.conftest import HERE, ROOT, SERVICES

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 24, 10, 30, tzinfo=BERLIN)  # a Tuesday
NIGHT = datetime(2026, 11, 25, 2, 30, tzinfo=BERLIN)
AGES = (None, -6, 0, 8, 20, 50, 100, 170, 260)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.offer.id for hit in hits]


TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "search_cases.yml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(topic, case, id=f"{topic}-{case.get('place')}-{case.get('age')}")
    for topic, cases in TABLE.items()
    for case in cases
]


@pytest.mark.parametrize(("topic", "case"), CASES)
def test_good_answer(topic: str, case: dict[str, Any], real: Catalogue) -> None:
    outside = case.get("place") == "outside"
    place = None if outside else case.get("place")

    def ask(limit: int) -> list[str]:
        hits = real.search(
            topics=[topic], place=place, age_months=case.get("age"), now=MORNING, limit=limit, outside=outside
        )
        return ids(hits)

    assert case.get("first", ask(3)[0]) == ask(3)[0]
    assert set(case.get("among", ())) <= set(ask(3))
    assert not set(case.get("never", ())) & set(ask(10))


@pytest.mark.parametrize("topic", taxonomy.topics())
def test_every_place_and_age_gets_something_useful(topic: str, real: Catalogue) -> None:
    for place, age, now in product((None, *real.places), AGES, (MORNING, NIGHT)):
        hits = real.search(topics=[topic], place=place, age_months=age, now=now)
        assert 1 <= len(hits) <= 3, (place, age)
        assert any(reachable(hit) for hit in hits), (place, age)
    assert any(reachable(hit) for hit in real.search(topics=[topic], now=NIGHT, outside=True))


def reachable(hit: Hit) -> bool:
    offer = hit.offer
    return bool(offer.phones or offer.emails or offer.url or offer.address or offer.how_to_reach)


@pytest.mark.parametrize("topic", taxonomy.topics())
def test_no_offer_of_another_municipality_is_shown(topic: str, real: Catalogue) -> None:
    for place, age in product(real.places, AGES):
        for hit in real.search(topics=[topic], place=place, age_months=age, now=MORNING, limit=50):
            serves = hit.offer.area != "places" or place in hit.offer.places
            assert serves or hit.why.startswith("Fragen Sie zuerst: Gilt das für"), (place, hit.offer.id)


@pytest.mark.parametrize("topic", taxonomy.topics())
def test_without_a_place_no_random_town_is_shown(topic: str, real: Catalogue) -> None:
    for hit in real.search(topics=[topic], now=MORNING, limit=50):
        assert hit.offer.area in {"county", "nation"} or hit.why.startswith("Fragen Sie zuerst"), hit.offer.id


@pytest.mark.parametrize("topic", taxonomy.topics())
def test_outside_the_county_only_nationwide_help_is_shown(topic: str, real: Catalogue) -> None:
    hits = real.search(topics=[topic], place="kamen", outside=True, now=MORNING, limit=50)
    assert {hit.offer.area for hit in hits} == {"nation"}


@pytest.mark.parametrize("age", [age for age in AGES if age is not None])
def test_offers_fit_the_childs_age(age: int, real: Catalogue) -> None:
    phase = taxonomy.phase_of(age).id
    for topic, place in product(taxonomy.topics().values(), real.places):
        if topic.age_free:
            continue
        for hit in real.search(topics=[topic.id], place=place, age_months=age, now=MORNING, limit=50):
            offer = hit.offer
            in_months = offer.age_months and offer.age_months[0] <= age < offer.age_months[1]
            assert offer.any_age or not offer.life_phases or phase in offer.life_phases or in_months, offer.id


@pytest.mark.parametrize("topic", [topic.id for topic in taxonomy.topics().values() if topic.office_duty])
def test_responsible_youth_office_is_among_the_first_three(topic: str, real: Catalogue) -> None:
    for place, age in product(real.places, AGES):
        hits = real.search(topics=[topic], place=place, age_months=age, now=MORNING)
        assert real.responsible_office(place).id in ids(hits), (place, age)


@pytest.mark.parametrize("topic", [topic.id for topic in taxonomy.topics().values() if topic.needs_voice])
def test_somebody_can_be_called_where_a_voice_is_needed(topic: str, real: Catalogue) -> None:
    for place, age in product((None, *real.places), AGES):
        hits = real.search(topics=[topic], place=place, age_months=age, now=NIGHT)
        assert any(hit.offer.phones for hit in hits), (place, age)


def test_two_topics_are_served_in_turn(real: Catalogue) -> None:
    hits = real.search(topics=["childcare", "debt"], place="kamen", age_months=20, now=MORNING)
    assert ids(hits)[:2] == ["kita-kamen", "verbraucherzentrale-kamen"]
    assert hits[0].why == "Zum Thema: Kita und Betreuung. Für Kamen. Für kleine Kinder."
    assert hits[1].why.startswith("Zum Thema: Schulden.")


def test_three_topics_get_one_offer_each(real: Catalogue) -> None:
    topics = ["addiction", "debt", "baby_crying_sleep"]
    hits = real.search(topics=topics, place="unna", age_months=3, now=MORNING)
    for topic, hit in zip(topics, hits, strict=True):
        assert topic in hit.offer.topics


def test_more_never_repeats_what_was_shown(real: Catalogue) -> None:
    shown: list[str] = []
    while page := real.search(topics=["parenting"], place="luenen", age_months=30, now=MORNING, exclude=shown):
        assert not set(ids(page)) & set(shown)
        shown += ids(page)
    assert len(shown) > 6
    assert "jugendamt-luenen" in shown


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_limit_is_kept(limit: int, real: Catalogue) -> None:
    hits = real.search(topics=["childcare", "debt"], place="kamen", now=MORNING, limit=limit)
    assert len(hits) == limit


def test_shelter_never_comes_before_the_helpline(real: Catalogue) -> None:
    for place, limit in product((None, *real.places), range(1, 6)):
        found = ids(real.search(topics=["domestic_violence"], place=place, now=MORNING, limit=limit))
        if "frauenhaus-kreis-unna" in found:
            assert found.index("hilfetelefon-frauen") < found.index("frauenhaus-kreis-unna")


def test_shelter_asked_for_by_name_brings_the_helpline_first(real: Catalogue) -> None:
    assert ids(real.search(words="Nummer vom Frauenhaus", now=MORNING))[:2] == [
        "hilfetelefon-frauen",
        "frauenhaus-kreis-unna",
    ]


def test_without_topic_a_place_shows_its_own_offers(real: Catalogue) -> None:
    hits = real.search(place="werne", now=MORNING, limit=5)
    assert all("werne" in hit.offer.places for hit in hits)


def test_ended_offer_is_not_shown_any_more(real: Catalogue) -> None:
    in_2027 = datetime(2027, 1, 1, 0, 30, tzinfo=BERLIN)
    last_minute = datetime(2026, 12, 31, 23, 30, tzinfo=BERLIN)
    assert "gesundheitskiosk-kreis-unna" in ids(real.search(topics=["child_health"], now=last_minute, limit=20))
    assert "gesundheitskiosk-kreis-unna" not in ids(real.search(topics=["child_health"], now=in_2027, limit=20))


@pytest.mark.parametrize(
    ("topic", "place", "age", "offer", "why"),
    [
        ("baby_crying_sleep", "kamen", 3, "villa-fib-kamen", "In Kamen. Für Babys."),
        ("childcare", "boenen", 40, "kreisjugendamt-unna", "Ihr Jugendamt für Bönen."),
        ("childcare", "froendenberg", 40, "kreisjugendamt-unna", "Ihr Jugendamt für Fröndenberg."),
        ("childcare", "kamen", 40, "jugendamt-kamen", "Ihr Jugendamt in Kamen."),
        ("addiction", "kamen", 40, "suchtberatung-kreis-unna", "Für alle Orte im Kreis Unna."),
        ("grief", "kamen", 40, "telefonseelsorge", "Für alle in Deutschland. Sie können jetzt anrufen."),
        ("separation", "werne", None, "efl-luenen", "Auch für Werne."),
        ("debt", "unna", None, "verbraucherzentrale-kamen", "Fragen Sie zuerst: Gilt das für Unna?"),
        ("baby_feeding", "luenen", 3, "familienbuero-luenen", "In Lünen. Hier können Sie auch danach fragen."),
    ],
)
def test_each_hit_says_why(topic: str, place: str, age: int | None, offer: str, why: str, real: Catalogue) -> None:
    hits = real.search(topics=[topic], place=place, age_months=age, now=MORNING)
    assert {hit.offer.id: hit.why for hit in hits}[offer] == why


def test_unknown_ids_are_refused(real: Catalogue) -> None:
    with pytest.raises(ValueError, match="dortmund"):
        real.search(place="dortmund", now=MORNING)
    with pytest.raises(ValueError, match="dragons"):
        real.search(topics=["dragons"], now=MORNING)
    with pytest.raises(ValueError, match="time zone"):
        real.search(topics=["debt"], now=datetime(2026, 11, 24, 10, 30))


def test_nothing_is_read_from_disk_while_a_parent_waits() -> None:
    program = f"""
import builtins, datetime, io, pathlib
from bruecke.catalogue import load_catalogue
catalogue = load_catalogue(pathlib.Path({str(SERVICES)!r}))
def refuse(*_, **__): raise AssertionError("read from disk")
builtins.open = io.open = pathlib.Path.read_bytes = pathlib.Path.open = refuse
now = datetime.datetime(2026, 11, 24, 10, 30, tzinfo=datetime.UTC)
for hit in catalogue.search(words="Mein Baby schreit, ich habe Schulden", place="kamen", age_months=3, now=now):
    catalogue.present(hit.offer.id, hit.why, now)
catalogue.crisis_contacts("suicide")
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
