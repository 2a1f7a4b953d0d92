# SPDX-License-Identifier: EUPL-1.2
"""The texts of the web application: every reason has one, all are plain German, all ids exist."""

from __future__ import annotations

import pytest

from bruecke.catalogue import load_catalogue, taxonomy
from bruecke.conversation import texts
from bruecke.conversation.errors import Reason
from bruecke.german.plain import check_text
from bruecke.web.answers import refusals
from tests.conftest import ROOT


def spoken() -> dict[str, str]:
    """Everything people read of ours, by its name."""
    own = texts.load()
    sections = {"greeting": own.greeting, "fallback": own.fallback, "handover": own.handover}
    sentences = {
        f"{name}.{key}": value
        for name, section in sections.items()
        for key, value in section.model_dump().items()
        if isinstance(value, str)
    }
    return sentences | {f"errors.{reason}": text.message for reason, text in refusals().items()}


def test_every_reason_has_a_text_and_a_status() -> None:
    assert set(refusals()) == set(Reason)
    assert all(400 <= text.status < 600 for text in refusals().values())


@pytest.mark.parametrize(("name", "text"), spoken().items())
def test_texts_are_plain(name: str, text: str) -> None:
    """L1–L4, L12"""
    assert check_text(text) == []


def test_offered_topics_and_telephones_exist() -> None:
    catalogue, own = load_catalogue(ROOT / "services.yml"), texts.load()
    assert set(own.greeting.topics) <= set(taxonomy.topics())
    assert all(catalogue.offers[offer].phones for offer in own.fallback.hotlines)
    assert own.probe.intent.removeprefix("need_") in taxonomy.topics()
