# SPDX-License-Identifier: EUPL-1.2
"""The short notation for rules of context, and the words that never reach spaCy."""

from __future__ import annotations

import pytest

from bruecke.german.nlp import data
from bruecke.german.rules import RuleSet, collapse
from bruecke.german.words import WordClass, word_classes

CLASSES = word_classes({"BREAK": ", . $ ^", "WOHN": "wohne leb*", "ADV": "jetzt noch"})


def verdicts(rules: dict[str, list[str]], text: str) -> dict[int, str]:
    return RuleSet(CLASSES, rules).verdicts(text.split())


@pytest.mark.parametrize(
    ("rule", "text", "claimed"),
    [
        ("wohne in #p", "ich wohne in #p", [3]),
        ("WOHN in|aus #p", "lebend aus #p", [2]),
        ("WOHN ADV* #p", "wohne jetzt noch jetzt #p", [4]),
        ("WOHN ~2 #p", "wohne so gern #p", [3]),
        ("WOHN ~2 #p", "wohne so sehr gern #p", []),
        ("WOHN ~3 #p", "wohne da , oma #p", []),
        ("von #p nach @#p", "von #p nach #p", [3]),
        ("#p oder @#q", "#q oder #q #p oder #q", [5]),
        ("^ # $", "#p", [0]),
        ("^ # $", "in #p", []),
        ("_ #p", "xyz #p", [1]),
        ("_ #p", "wohne #p", []),
        ("WOHN|bin #p", "bin #p", [1]),
        ("# WOHN? in", "#p in", [0]),
    ],
)
def test_rule_claims_what_it_describes(rule: str, text: str, claimed: list[int]) -> None:
    assert list(verdicts({"home": [rule]}, text)) == claimed


def test_first_section_decides() -> None:
    rules = {"negated": ["nicht in #p"], "home": ["WOHN ~2 in #p", "in #p"]}
    assert verdicts(rules, "wohne nicht in #p sondern in #p") == {3: "negated", 6: "home"}


def test_word_that_is_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="WOHNT"):
        RuleSet(CLASSES, {"home": ["WOHNT in #p"]})


def test_words_of_parents_stay_out_of_the_string_store() -> None:
    rules = RuleSet(CLASSES, {"home": ["WOHN in #p"]})
    rules.verdicts(["mein", "geheimnis", "lebenslang", "verraten", "in", "#p"])
    stored = {rules._vocab.strings[lexeme.orth] for lexeme in rules._vocab}
    assert not stored & {"geheimnis", "verraten", "lebenslang"}


def test_span_becomes_one_marker() -> None:
    assert collapse(["in", "unna", "massen", "und"], [(1, 3)], ["#p"]) == (["in", "#p", "und"], [1])


def test_class_knows_beginnings_and_endings() -> None:
    words = WordClass("haus *kind leb* *")
    assert [word in words for word in ("haus", "pflegekind", "lebt", "*", "hausmann")] == [
        True,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("file", ["ages", "places"])
def test_every_class_of_a_data_file_is_used(file: str) -> None:
    known = data(file)
    lines = [line for section in ("rules", "guarded") for rules in known.get(section, {}).values() for line in rules]
    used = {word for line in lines for part in line.split() for word in part.lstrip("@").rstrip("?*+").split("|")}
    assert set(known["classes"]) - used <= {"BREAK", "VERBSUBJECT", "SIBLING", "CHILD"}
