# SPDX-License-Identifier: EUPL-1.2
"""Readability of German texts: standards L1–L4, L6, L7, L9."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bruecke.german.plain import Finding, check_text, scores, sentences, words
from bruecke.german.syllables import syllables
from tests.german.tables import HERE

COUNTED: dict[int, str] = yaml.safe_load((HERE / "syllables.yml").read_text(encoding="utf-8"))
SYLLABLES = [(word, count) for count, line in COUNTED.items() for word in line.split()]
EASY = "Sie sind nicht allein. Wir helfen Ihnen gern. Das Gespräch kostet nichts."


def rules(text: str, core: bool = False) -> list[str]:
    return [finding.rule for finding in check_text(text, core=core)]


@pytest.mark.parametrize(("word", "count"), SYLLABLES, ids=[word for word, _ in SYLLABLES])
def test_syllables_are_counted(word: str, count: int) -> None:
    """L7."""
    assert syllables(word) == count


def test_syllable_list_is_long_enough() -> None:
    """L7: at least 200 words."""
    assert len(SYLLABLES) >= 200


@given(st.text())
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Hallo. Wie geht es? Gut!", ["Hallo.", "Wie geht es?", "Gut!"]),
        ("Am 3. Mai ist Termin. Dann weiter.", ["Am 3. Mai ist Termin.", "Dann weiter."]),
        ("Nachts hilft die 116117. Rufen Sie an.", ["Nachts hilft die 116117.", "Rufen Sie an."]),
        ("Das ist z. B. gut. Ja.", ["Das ist z. B. gut.", "Ja."]),
        ("So geht es:\n- Eins\n- Zwei\n\nFertig", ["So geht es:", "Eins", "Zwei", "Fertig"]),
        ("Rufen Sie an: 0800 0000000. Heute noch.", ["Rufen Sie an: 0800 0000000.", "Heute noch."]),
        ("Er ist 3. Sie ist 4.", ["Er ist 3.", "Sie ist 4."]),
        ("mein kind schläft nicht\nwas tun", ["mein kind schläft nicht", "was tun"]),
        ("Wirklich?! „Ja.“ Gut …", ["Wirklich?!", "„Ja.“", "Gut …"]),
        ("", []),
    ],
)
def test_text_is_cut_into_sentences(text: str, want: list[str]) -> None:
    assert sentences(text) == want


def test_numbers_and_addresses_are_one_word() -> None:
    assert words("Tel 0800 000 00-0, www.beispiel.de/hilfe oder hilfe@beispiel.de") == [
        "Tel",
        "0",
        "Adresse",
        "oder",
        "Adresse",
    ]


def test_scores_follow_the_formulas() -> None:
    """L6: LIX, Amstad and the first Wiener Sachtextformel, reckoned by hand.

    Two sentences, eight words. A compound with hyphens is one word, and long when one of its parts is.
    Syllables 1 2 1 5 · 2 1 1 4 = 17; longer than six letters: Beratungen; three and more syllables: 2 of 8.
    """
    result = scores("Wir haben die Eltern-Kind-Gruppe. Unsre macht auch Beratungen.")
    assert (result.words, result.sentences, result.words_per_sentence) == (8, 2, 4)
    assert result.long_words == 12.5
    assert result.lix == 16.5
    assert result.amstad == pytest.approx(180 - 4 - 58.5 * 17 / 8)
    assert result.wstf1 == pytest.approx(0.1935 * 25 + 0.1672 * 4 + 0.1297 * 12.5 - 0.0327 * 50 - 0.875)


def test_easy_text_scores_better_than_an_official_one() -> None:
    hard = "Die Inanspruchnahme familienunterstützender Leistungen setzt die Vorlage entsprechender Nachweise voraus."
    assert scores(EASY).lix < 40 < scores(hard).lix
    assert scores(EASY).amstad > 70 > scores(hard).amstad
    assert scores(EASY).wstf1 < 5 < scores(hard).wstf1


def test_text_without_words_has_no_scores() -> None:
    with pytest.raises(ValueError, match="without words"):
        scores("… – !")


def test_plain_text_breaks_no_rule() -> None:
    assert check_text(EASY) == []
    assert check_text(EASY, core=True) == []


def test_long_sentence_is_found_and_core_texts_are_stricter() -> None:
    """L1."""
    twelve = "Wir suchen mit Ihnen eine Gruppe und rufen Sie morgen früh an."
    assert rules(twelve) == []
    assert rules(twelve, core=True) == ["L1"]
    assert rules("Ja und " * 8 + "so.") == ["L1"]


def test_long_sentences_on_average_are_found() -> None:
    """L1: at most ten words a sentence on average."""
    twelve = "Wir suchen mit Ihnen eine Gruppe und rufen Sie morgen früh an."
    assert rules(f"{twelve} {twelve}") == []
    assert rules(f"{twelve} {twelve} {twelve}") == ["L1"]


def test_second_comma_is_found() -> None:
    """L2."""
    assert rules("Wenn Sie wollen, rufen wir an.") == []
    assert rules("Wenn Sie wollen, rufen wir an, auch spät.") == ["L2"]
    assert rules("Es kostet 2,50 Euro, mehr nicht.") == []


def test_long_message_is_found_but_not_a_list() -> None:
    """L3: three sentences or 300 letters, list items aside."""
    sentence = "Wir suchen mit Ihnen zusammen eine gute Gruppe für Ihr Kind und Sie. "
    assert rules(sentence * 3) == ["L1"]
    assert "L3" in rules(sentence * 5)
    assert "L3" not in rules("\n".join(["Das hilft:", *["- " + sentence] * 5]))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Das ist z.B. gut.", "z.B."),
        ("Kosten: ca. 5 Euro.", "ca."),
        ("Fragen Sie das SPZ.", "SPZ"),
        ("Kinder & Eltern sind da.", "&"),
        ("Mütter/Väter sind da.", "/"),
        ("Das könnte helfen.", "könnte"),
        ("Bezüglich der Kita hilft das Amt.", "Bezüglich"),
        ("Der Antrag wird heute noch geprüft.", "passive"),
        ("Die Briefe wurden abgeschickt.", "passive"),
        ("Das ist die Nummer des Jugendamts.", "des Jugendamts"),
    ],
)
def test_avoidable_form_is_found(text: str, word: str) -> None:
    """L4."""
    found = check_text(text)
    assert [finding.rule for finding in found] == ["L4"]
    assert word in found[0].detail


@pytest.mark.parametrize(
    "text",
    [
        "Sie werden morgen gehen.",
        "Ihr Kind wird gut schlafen.",
        "Das wird schon gut.",
        "Die NRW-Hilfe kommt per SMS.",
        "Mehr steht auf www.beispiel.de/a&b.",
        "Rufen Sie an: 0231 / 00000.",
        "Am Ende sind alle da.",
    ],
)
def test_allowed_form_is_let_pass(text: str) -> None:
    """L4."""
    assert check_text(text) == []


def test_long_word_is_found_unless_it_has_hyphens() -> None:
    """L9."""
    assert check_text("Die Kindertagespflege hilft.") == [Finding("L9", "long word: Kindertagespflege")]
    assert check_text("Die Kinder-Tages-Pflege hilft.") == []
