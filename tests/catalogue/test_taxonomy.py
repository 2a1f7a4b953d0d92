"""The ids that everything else is built on never change; the words for buttons fit on buttons."""

from itertools import pairwise

import pytest

from bruecke.catalogue import taxonomy

TOPICS = """pregnancy pregnancy_conflict baby_crying_sleep baby_feeding child_development child_health disability
child_mental_health childcare parenting teenager media_use school bullying training_job separation child_support
single_parent money_benefits debt housing work_return parent_overload parent_mental_health addiction domestic_violence
child_abuse grief migration_language meeting_leisure"""
ACTS = """greet goodbye thank affirm deny ask_human ask_bot_identity ask_privacy ask_youth_office_fear ask_cost
ask_opening_hours ask_address ask_language inform_place inform_age start_over complain out_of_scope"""


def test_ids_are_the_ones_the_project_shares() -> None:
    assert list(taxonomy.topics()) == TOPICS.split()
    assert list(taxonomy.acts()) == ACTS.split()
    assert list(taxonomy.crises()) == ["suicide", "violence", "child_danger", "medical"]


def test_labels_fit_on_a_button() -> None:
    terms = [taxonomy.topics(), taxonomy.acts(), taxonomy.crises(), taxonomy.life_phases()]
    for term in (term for group in terms for term in group.values()):
        assert 0 < len(term.label) <= 24, term.id


def test_labels_of_topics_are_all_different() -> None:
    labels = [topic.label for topic in taxonomy.topics().values()]
    assert len(set(labels)) == len(labels)


def test_life_phases_cover_every_age_without_gap() -> None:
    phases = list(taxonomy.life_phases().values())
    assert (phases[0].start, phases[-1].end) == (-9, 324)
    assert all(one.end == following.start for one, following in pairwise(phases))


@pytest.mark.parametrize(
    ("age", "phase"),
    [
        (-40, "pregnancy"),
        (-1, "pregnancy"),
        (0, "baby"),
        (11, "baby"),
        (12, "toddler"),
        (71, "preschool"),
        (215, "youth"),
        (323, "young_adult"),
        (900, "young_adult"),
    ],
)
def test_every_age_has_a_life_phase(age: int, phase: str) -> None:
    assert taxonomy.phase_of(age).id == phase
