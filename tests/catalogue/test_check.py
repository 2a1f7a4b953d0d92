"""An editor sees every error and every hint at once, with what to do."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bruecke.catalogue import Problem, render
from bruecke.catalogue.check import check
from tests.catalogue.conftest import SERVICES, SMALL

Write = Callable[[str], Path]
TODAY = date(2026, 11, 22)  # the day the sources of small.yml and services.yml were read


def hints(problems: list[Problem], field: str) -> list[str]:
    return [problem.message for problem in problems if problem.field == field and problem.severity == "warning"]


def test_catalogue_of_the_repository_has_no_error() -> None:
    assert [problem for problem in check(SERVICES, TODAY) if problem.severity == "error"] == []


def test_sound_file_has_nothing_to_tell(write: Write) -> None:
    assert check(write(SMALL), TODAY) == []


def test_errors_and_hints_come_together_in_file_order(write: Write) -> None:
    content = SMALL.replace("kreis: {name: Kreis Unna}", "kreis: {name: Kreis Unna}\n  alt: {name: Alt}")
    problems = check(write(content.replace("focus: []", "focus: [debt]")), TODAY)
    assert [(problem.severity, problem.field) for problem in problems] == [
        ("warning", "providers.alt"),
        ("error", "offers.amt-kamen.focus"),
    ]


NOTE = "    note: Nur"


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("    url: https://amt.example.org\n", "", "offers.amt-kamen", "Eltern sehen keinen Weg dorthin."),
        (
            "    note: Nur",
            "    valid_until: 2026-11-21\n    note: Nur",
            "offers.cafe-kamen.valid_until",
            "endete am 2026-11-21",
        ),
        (
            "    note: Nur",
            "    valid_until: 2026-12-31\n    note: Nur",
            "offers.cafe-kamen.valid_until",
            "endet am 2026-12-31",
        ),
        (
            "    note: Nur",
            "    review_by: 2026-11-22\n    note: Nur",
            "offers.cafe-kamen.review_by",
            "bis 2026-11-22 neu",
        ),
        (
            "summary: Hier treffen Sie andere Eltern.",
            "summary: Hier treffen Sie z. B. andere Eltern, Großeltern, Tanten und Onkel.",
            "offers.cafe-kamen.summary",
            "schwer zu lesen",
        ),
    ],
)
def test_hints_name_what_an_editor_should_look_at(old: str, new: str, field: str, message: str, write: Write) -> None:
    assert SMALL.count(old) == 1
    found = hints(check(write(SMALL.replace(old, new)), TODAY), field)
    assert any(message in hint for hint in found), found


def test_entries_older_than_ninety_days_are_named_c9(write: Write) -> None:
    path = write(SMALL)
    assert check(path, TODAY + timedelta(days=90)) == []
    stale = check(path, TODAY + timedelta(days=91))
    assert len(stale) == 6
    assert stale[0].message == "Zuletzt geprüft vor 91 Tagen."


def test_printed_form_puts_errors_first_and_counts(write: Write) -> None:
    content = SMALL.replace("kreis: {name: Kreis Unna}", "kreis: {name: Kreis Unna}\n  alt: {name: Alt}")
    lines = render(check(write(content.replace("focus: []", "focus: [debt]")), TODAY)).splitlines()
    assert lines[0].startswith("FEHLER   services.yml:")
    assert lines[1].startswith("HINWEIS  services.yml:")
    assert lines[-1] == "1 Fehler, 1 Hinweise"
