"""The numbers of `bruecke eval` are counted right."""

from __future__ import annotations

from typing import Any

import pytest

from bruecke.evaluation import measures
from bruecke.evaluation.measures import Share
from bruecke.evaluation.messages import Act, Crisis, Need


def answer(intent: str = "greet", topics: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    ranked = [{"id": topic, "confidence": 0.5} for topic in topics]
    empty = {"place": None, "place_text": None, "age_months": None, "crisis": None, "confidence": 0.5}
    return {**empty, "intent": intent, "topics": ranked, **more}


def need(*topics: str, **more: Any) -> Need:
    return Need(**{"text": "x", "topics": topics, "place": None, "place_text": None, "age_months": None, **more})


def test_any_accepted_topic_is_right_at_first_place() -> None:
    shares = measures.needs([(need("debt", "housing"), answer("need_housing", ("housing", "debt")))])
    assert shares["topic first"] == Share(1, 1)
    assert shares["intent"] == Share(1, 1)


def test_a_topic_among_three_is_not_first() -> None:
    shares = measures.needs([(need("debt"), answer("need_housing", ("housing", "school", "debt")))])
    assert (shares["topic first"], shares["topic among three"]) == (Share(0, 1), Share(1, 1))


def test_two_topics_count_only_when_both_are_first() -> None:
    meant = need("debt", "housing", multi=True)
    first = (meant, answer("need_debt", ("debt", "housing", "school")))
    late = (meant, answer("need_debt", ("debt", "school", "housing")))
    shares = measures.needs([first, late])
    assert shares["both topics"] == Share(1, 2)
    assert shares["topic first"] == Share(0, 0)


@pytest.mark.parametrize(
    ("meant", "found", "right"), [(36, 37, True), (36, 38, False), (None, None, True), (None, 3, False), (-3, -3, True)]
)
def test_an_age_may_be_a_month_off(meant: int | None, found: int | None, right: bool) -> None:
    assert measures.age_is_right(need("debt", age_months=meant), answer(age_months=found)) is right


def test_a_need_taken_for_out_of_scope_is_turned_away() -> None:
    pairs = [(need("debt"), answer("out_of_scope", ("debt",))), (need("debt"), answer("need_debt", ("debt",)))]
    assert measures.needs(pairs)["needs turned away"] == Share(1, 2)


def test_acts_and_out_of_scope_are_counted_apart() -> None:
    pairs = [(Act(text="x", act="greet"), answer()), (Act(text="x", act="out_of_scope"), answer())]
    assert measures.acts(pairs) == {"acts": Share(1, 1), "out of scope": Share(0, 1)}


def test_danger_counts_by_manner_and_kind() -> None:
    seen, missed = answer(crisis="violence"), answer()
    pairs = [
        (Crisis(text="x", crisis="violence", explicit=True), seen),
        (Crisis(text="x", crisis="child_danger", accept=("violence",)), seen),
        (Crisis(text="x", crisis="suicide"), missed),
        (Crisis(text="x", crisis=None), seen),
    ]
    shares = measures.crises(pairs)
    assert shares["danger explicit"] == Share(1, 1)
    assert shares["danger indirect"] == Share(1, 2)
    assert shares["danger of the right kind"] == Share(2, 3)
    assert shares["false alarms"] == Share(1, 1)


def test_scores_are_precision_recall_and_their_harmonic_mean() -> None:
    found = measures.scores([("a", "a"), ("a", "b"), ("b", "b")])
    assert (found["a"].precision, found["a"].recall) == (1.0, 0.5)
    assert found["b"].f1 == pytest.approx(2 / 3)


def test_confusions_come_most_frequent_first() -> None:
    assert measures.confusions([("a", "b"), ("a", "c"), ("a", "c"), ("a", "a")]) == [("a", "c", 2), ("a", "b", 1)]


def test_calibration_is_the_gap_between_confidence_and_truth() -> None:
    assert measures.calibration_error([(0.95, True), (0.95, False)]) == pytest.approx(0.45)
    assert measures.calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0.0)


def test_an_interval_holds_the_share_and_narrows() -> None:
    (low, high), (lower, higher) = Share(90, 100).interval(), Share(9, 10).interval()
    assert lower < low < 0.9 < high < higher
