# SPDX-License-Identifier: EUPL-1.2
"""The page's German: plain (L1–L5, L12), in one place, every sentence used and every used one there."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest

from bruecke.german.plain import check_text, scores

WEB = Path(__file__).parents[2] / "bruecke" / "web"
SCRIPTS = sorted((WEB / "static" / "chat").glob("*.js"))
PAGES = sorted((WEB / "templates").glob("*.html"))
BLOCKS = {"p", "h1", "h2", "h3", "li", "button", "label", "a", "strong"}


def leaves(tree: dict[str, object], path: str = "") -> dict[str, str]:
    """The sentences of a nested mapping by their dotted names."""
    found: dict[str, str] = {}
    for name, value in tree.items():
        found |= {path + name: value} if isinstance(value, str) else leaves(value, f"{path}{name}.")  # type: ignore[arg-type]
    return found


SENTENCES = leaves(json.loads((WEB / "static" / "texts.de.json").read_text("utf-8")))


class Reader(HTMLParser):
    """Collects what a page says, a block of text at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._text = ""
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_code |= tag in {"style", "code", "title"}
        self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        self._is_code &= tag not in {"style", "code", "title"}
        self._end(tag)

    def handle_data(self, data: str) -> None:
        self._text += "" if self._is_code else data

    def _end(self, tag: str) -> None:
        text = " ".join(self._text.split())
        if tag in BLOCKS:
            self.texts += [text] if text else []
            self._text = ""


def said(page: Path) -> list[str]:
    reader = Reader()
    reader.feed(page.read_text("utf-8"))
    return reader.texts


@pytest.mark.parametrize(("name", "text"), SENTENCES.items())
def test_sentences_are_plain(name: str, text: str) -> None:
    assert check_text(re.sub(r"\{\w+\}", "Anna", text)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_are_plain(page: Path) -> None:
    assert [finding for text in said(page) for finding in check_text(text)] == []


def test_page_as_a_whole_is_easy() -> None:  # L8
    whole = " ".join(text if text[-1] in ".?!" else f"{text}." for text in said(WEB / "templates" / "chat.html"))
    measured = scores(whole)
    assert (measured.lix <= 40, measured.amstad >= 70, measured.wstf1 <= 5) == (True, True, True)


def test_every_sentence_is_used_and_every_used_one_is_there() -> None:
    code = "".join(script.read_text("utf-8") for script in SCRIPTS)
    asked = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', code))
    built = ("sender.", "offer.", "outbox.", "ending.")  # say(`offer.${key}`)
    assert asked <= set(SENTENCES)
    unasked = set(SENTENCES) - asked
    assert [
        name for name in unasked if not name.startswith(built) or name.split(".")[1].split("_")[0] not in code
    ] == []


def test_page_loads_all_its_scripts_at_once() -> None:
    page = (WEB / "templates" / "chat.html").read_text("utf-8")
    loaded = re.findall(r'(?:href|src)="/static/chat/([a-z]+\.js)"', page)
    assert sorted(loaded) == [script.name for script in SCRIPTS]


def test_no_german_stands_in_the_code() -> None:
    """Umlauts outside of comments give a sentence away."""
    for script in SCRIPTS:
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script.read_text("utf-8"), flags=re.DOTALL)
        assert not re.findall(r"[äöüÄÖÜß]", code), script.name


@pytest.mark.parametrize("word", ["du", "dir", "dein", "dich", "leider", "Anliegen", "Dialog", "Chatbot", "User"])
def test_one_word_per_thing(word: str) -> None:  # L5
    texts = chain(SENTENCES.values(), *(said(page) for page in PAGES))
    assert [text for text in texts if re.search(rf"\b{word}\b", text)] == []
