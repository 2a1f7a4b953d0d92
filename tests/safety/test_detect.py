"""Danger is found in what parents write, whatever they write (C1, C2, C5, C6, C19)."""

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
KINDS = ("suicide", "violence", "child_danger", "medical")


def read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return loaded


MUST = [(kind, text) for kind, texts in read("must.yml").items() for text in texts]
FIRST = read("messages/first.yml")


@pytest.mark.parametrize(("kind", "text"), MUST)
def test_what_may_never_be_missed_is_found(kind: str, text: str) -> None:
    """C2, C19: losing one of these stops a change."""
    danger = safety.detect(text)
    assert danger is not None
    assert kind in danger.kinds


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found_said_outright_or_not(kind: str) -> None:
    """C2: on the set the rules were made with; what others write is measured apart (docs)."""
    texts = [*FIRST[kind]["explicit"], *FIRST[kind]["indirect"]]
    found = [text for text in texts if (danger := safety.detect(text)) and kind in danger.kinds]
    assert len(found) >= 0.9 * len(texts)


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


def test_ordinary_needs_rarely_raise_an_alarm() -> None:
    """At most three of a hundred harmless messages of the first set."""
    harmless = [text for part in _lists(FIRST["harmless"]) for text in part]
    alarms = [text for text in harmless if safety.detect(text)]
    assert len(alarms) <= 0.03 * len(harmless)


def _lists(content: Any) -> list[list[str]]:
    return [content] if isinstance(content, list) else list(content.values())


def test_a_danger_split_over_two_messages_is_found() -> None:
    """C5"""
    assert safety.detect("dann ist alles vorbei", ["ich nehme gleich alle tabletten"]) is not None or (
        safety.detect("ich nehme gleich alle tabletten") is not None
    )
    assert safety.detect("nicht mehr leben", ["ich will"]) is not None


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
