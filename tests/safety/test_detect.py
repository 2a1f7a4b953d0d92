"""Danger is found in what parents write, whatever they write (C1, C2, C5, C6, C19).

How much is found of what nobody trained on is measured in tests/understanding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bruecke import safety
from bruecke.catalogue import taxonomy

HERE = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return loaded


MUST = [(kind, text) for kind, texts in read("must.yml").items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), MUST)
def test_what_may_never_be_missed_is_found(kind: str, text: str) -> None:
    """C2, C19: losing one of these stops a change."""
    danger = safety.detect(text)
    assert danger is not None
    assert kind in danger.kinds


ORDINARY = [
    "mein baby schreit den ganzen tag, wir wohnen in kamen",
    "Mein Baby schreit die ganze Nacht und schläft nicht",
    "meine tochter haut andere kinder in der kita",
    "er raubt mir den letzten nerv",
    "ich sterbe vor müdigkeit",
    "ich bin todmüde und brauche eine pause",
    "mein handy ist tot, wie komme ich wieder in den chat",
    "er zahlt keinen unterhalt mehr",
    "die zwei streiten und schlagen sich um jedes spielzeug",
    "wir haben schulden und der gerichtsvollzieher kommt",
    "mein opa ist letzte woche gestorben, wie sag ich es den kindern",
    "sie wird in der schule geärgert",
    "er beißt beim stillen",
    "ich suche einen kitaplatz in unna",
    "danke, tschüss",
    "",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_trouble_is_no_danger(text: str) -> None:
    """A false alarm hides the offers of that message; it must not meet what most parents write."""
    assert safety.detect(text) is None


def test_a_danger_split_over_two_messages_is_found() -> None:
    """C5"""
    assert safety.detect("dann ist alles vorbei", ["ich nehme gleich alle tabletten"]) is not None or (
        safety.detect("ich nehme gleich alle tabletten") is not None
    )
    assert safety.detect("nicht mehr leben", ["ich will"]) is not None


@pytest.mark.parametrize(
    "text",
    [
        "er sagt er will nicht mehr leben, sagt er aber immer wenn wir streiten",
        "keine ahnung ob das ernst war aber sie schrieb ich will nicht mehr da sein",
        "er schlägt mich nicht jeden tag, nur wenn er getrunken hat",
    ],
)
def test_quoting_and_half_denials_are_heard(text: str) -> None:
    """On the careful side: a doubt shows help."""
    assert safety.detect(text) is not None


def test_what_was_said_before_is_not_reported_again() -> None:
    assert safety.detect("in kamen", ["ich will nicht mehr leben"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "ICH WILL NICHT MEHR LEBEN",
        "ich will nich mehr leben",
        "ich will nicht mehr leben!!!",
        "ich will  nicht mehr   leben",
    ],
)
def test_spelling_does_not_hide_danger(text: str) -> None:
    danger = safety.detect(text)
    assert danger is not None
    assert danger.kind == "suicide"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=2000), st.lists(st.text(max_size=300), max_size=2))
def test_no_text_makes_it_fail(text: str, before: list[str]) -> None:
    """An exception here would cost a message."""
    danger = safety.detect(text, before)
    assert danger is None or set(danger.kinds) <= set(taxonomy.crises())
