"""The training data: enough of it, nothing twice, no intent with another's sentences, none of the test messages."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from bruecke.catalogue import taxonomy
from bruecke.german.normal import normal

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
NEAR = 0.85  # share of common words from which two long sentences are one
FEWEST_WORDS = 6
COMMON = 60  # a word in more sentences than this finds no neighbours


class Example(NamedTuple):
    intents: frozenset[str]
    text: str
    where: str


def read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


@lru_cache(maxsize=1)
def examples() -> list[Example]:
    return [
        Example(frozenset({block["intent"], *also(block)}), line.strip().removeprefix("- "), path.stem)
        for path in sorted((DATA / "nlu").rglob("*.yml"))
        for block in read(path)["nlu"]
        for line in block["examples"].splitlines()
    ]


def also(block: dict[str, Any]) -> list[str]:
    second = block["metadata"].get("also")
    return [second] if second else []


def texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    else:
        for part in content.values() if isinstance(content, dict) else content:
            yield from texts(part)


def test_every_intent_has_enough_examples() -> None:
    counts = Counter(next(iter(e.intents)) for e in examples() if len(e.intents) == 1)
    assert all(counts[f"need_{topic}"] >= 300 for topic in taxonomy.topics())
    assert all(counts[act] >= 100 for act in taxonomy.acts() if act != "out_of_scope")
    assert counts["out_of_scope"] >= 600


def test_every_block_says_who_wrote_it() -> None:
    """Models are weighed on writers they have not seen (bot/components/ranker.py)."""
    for path in sorted((DATA / "nlu").rglob("*.yml")):
        blocks = read(path)["nlu"]
        assert all(block["metadata"]["writer"] for block in blocks), path
        assert {block["intent"] for block in blocks} == {path.stem}


def test_no_sentence_stands_twice_or_in_two_intents() -> None:
    seen = Counter(e.text.casefold() for e in examples())
    assert [text for text, count in seen.items() if count > 1] == []


def test_no_two_sentences_are_nearly_the_same() -> None:
    """What differs in a word or two teaches nothing new, and across intents it steals."""
    words = [frozenset(normal(e.text).split()) for e in examples()]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(words):
        for word in own:
            holders[word].append(at)
    near = set()
    for at, own in enumerate(words):
        if len(own) >= FEWEST_WORDS:
            shared = Counter(o for w in own if len(holders[w]) <= COMMON for o in holders[w] if o > at)
            near |= {(at, o) for o in shared if len(own & words[o]) >= NEAR * len(own | words[o])}
    assert [(examples()[a].text, examples()[b].text) for a, b in near] == []


@pytest.mark.parametrize("name", ["needs", "acts", "crises"])
def test_no_test_message_is_trained_on(name: str) -> None:
    """Short ones ("danke") may coincide."""
    lines = (Path(__file__).parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    tests = {json.loads(line)["text"].casefold() for line in lines}
    trained = {e.text.casefold() for e in examples()}
    trained |= {text.casefold() for path in (DATA / "danger").glob("*.yml") for text in texts(read(path))}
    assert {text for text in tests & trained if len(text.split()) > 3} == set()


def test_labels_of_danger_name_messages_that_are_there() -> None:
    known = {e.text for e in examples()}
    labelled = list(texts(read(DATA / "danger" / "needs.yml")))
    assert [text for text in labelled if text not in known] == []
