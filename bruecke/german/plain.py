# SPDX-License-Identifier: EUPL-1.2
"""How easy a German text is to read: the measures and rules of einfache Sprache (standards L1–L4, L6, L7, L9).

Formulas: LIX; Amstad's reading ease; first Wiener Sachtextformel (Bamberger and Vanecek 1984). They give hints only,
and they jump in short texts: below thirty words only the rules of `check_text` should decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bruecke.german.nlp import data
from bruecke.german.syllables import syllables

_MOST_WORDS, _MOST_WORDS_CORE, _MOST_MEAN = 15, 10, 10
_MOST_SENTENCES, _MOST_LETTERS = 3, 300
_LONG_WORD, _LONGEST_WORD = 6, 16
_LONGEST_ORDINAL = 2  # digits: "116117." ends a sentence

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:de|org|com|net|info)\b(?:/\S*)?")
_PHONE = re.compile(r"\+?\d(?:\d|[ /–-]{1,3}(?=\d))+")
_WORD = re.compile(r"\w+(?:[-'’·]\w+)*")
_LIST_ITEM = re.compile(r"^\s*(?:[-–•*]|\d+[.)])\s+")
_SENTENCE_END = re.compile(r"(?:(?<=[.!?…:])|(?<=[.!?…:][\"“”»«')]))\s+")
_GENITIVE = re.compile(r"\b(?:des|eines|meines|deines|Ihres|unseres)\s+(?:\w+en\s+)?[A-ZÄÖÜ][\w-]+s\b")


@dataclass(frozen=True)
class Finding:
    """A broken rule ("L1" …) and, in `detail`, where and how."""

    rule: str
    detail: str


@dataclass(frozen=True)
class Scores:
    """Measures of a text: lix (< 40 easy), amstad (≥ 70 easy), wstf1 (a school year); long_words in percent."""

    lix: float
    amstad: float
    wstf1: float
    words: int
    sentences: int
    words_per_sentence: float
    long_words: float


def sentences(text: str) -> list[str]:
    """The sentences of a message. A line break ends one; a list item is one; "3. Mai" and "z. B." end none."""
    return [sentence for line in text.splitlines() for sentence in _of_line(_LIST_ITEM.sub("", line))]


def words(text: str) -> list[str]:
    """The words of a text: a compound with hyphens is one, a telephone number, a web or mail address too."""
    return _WORD.findall(_PHONE.sub(" 0 ", _ADDRESS.sub(" Adresse ", text)))


def scores(text: str) -> Scores:
    """All measures of a text that holds at least one word; ValueError for an empty one."""
    found = words(text)
    if not found:
        raise ValueError("a text without words has no readability")
    counts = [syllables(word) for word in found]
    per_sentence = len(found) / len(sentences(text))
    long_words = _percent([_is_long(word) for word in found])
    many, single = _percent([count >= 3 for count in counts]), _percent([count == 1 for count in counts])
    return Scores(
        lix=per_sentence + long_words,
        amstad=180 - per_sentence - 58.5 * sum(counts) / len(found),
        wstf1=0.1935 * many + 0.1672 * per_sentence + 0.1297 * long_words - 0.0327 * single - 0.875,
        words=len(found),
        sentences=len(sentences(text)),
        words_per_sentence=per_sentence,
        long_words=long_words,
    )


def check_text(text: str, core: bool = False) -> list[Finding]:
    """All broken rules L1–L4 and the long words of L9; core: the stricter sentence length of crisis and core texts.

    L3 asks for three sentences or 300 letters; only a text that is longer in both ways breaks it.
    """
    found = sentences(text)
    return [
        *_sentence_lengths(found, core),
        *(Finding("L2", f"more than one comma: {sentence}") for sentence in found if _commas(sentence) > 1),
        *_message_length(text),
        *(finding for sentence in found if not _is_reviewed(sentence) for finding in _forms(sentence)),
        *(Finding("L9", f"long word: {word}") for word in dict.fromkeys(words(text)) if _is_too_long(word)),
    ]


def _known() -> dict[str, Any]:
    return data("plain")


# --- reading ---


def _of_line(line: str) -> Iterator[str]:
    begun = ""
    pieces = _SENTENCE_END.split(line.strip())
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        begun = f"{begun} {piece}".strip()
        if not (following and _goes_on(begun, following)):
            if _WORD.search(begun):
                yield begun
            begun = ""


def _goes_on(piece: str, following: str) -> bool:
    """True for a piece cut off behind "z. B." or "3." (of May); a colon ends no sentence before more words."""
    if not piece.endswith("."):
        return piece.endswith(":")
    last = re.split(r"[\s.]+", piece[:-1])[-1]
    counts = last.isdecimal() and len(last) <= _LONGEST_ORDINAL and _follows_ordinal(following)
    return counts or last in _known()["no_end"]


def _follows_ordinal(following: str) -> bool:
    return following[0].islower() or following.startswith(tuple(_known()["after_ordinal"]))


def _is_long(word: str) -> bool:
    return any(len(part) > _LONG_WORD for part in word.split("-"))


def _percent(hits: list[bool]) -> float:
    return 100 * sum(hits) / len(hits)


def _commas(sentence: str) -> int:
    return len(re.findall(r",(?!\d)", sentence))


# --- rules ---


def _sentence_lengths(found: list[str], core: bool) -> Iterator[Finding]:
    most = _MOST_WORDS_CORE if core else _MOST_WORDS
    counts = [len(words(sentence)) for sentence in found]
    for sentence, count in zip(found, counts, strict=True):
        if count > most:
            yield Finding("L1", f"{count} words, at most {most}: {sentence}")
    if len(found) >= _MOST_SENTENCES and sum(counts) / len(counts) > _MOST_MEAN:
        yield Finding("L1", f"{sum(counts) / len(counts):.1f} words a sentence on average, at most {_MOST_MEAN}")


def _message_length(text: str) -> Iterator[Finding]:
    prose = "\n".join(line for line in text.splitlines() if not _LIST_ITEM.match(line))
    count = len(sentences(prose))
    if count > _MOST_SENTENCES and len(prose) > _MOST_LETTERS:
        yield Finding("L3", f"{count} sentences and {len(prose)} letters")


def _is_reviewed(sentence: str) -> bool:
    return any(phrase in sentence.lower() for phrase in _known()["reviewed"])


def _forms(sentence: str) -> Iterator[Finding]:
    bare = _PHONE.sub(" ", _ADDRESS.sub(" ", sentence))
    found = words(bare)
    for short in _abbreviations(bare, found):
        yield Finding("L4", f"abbreviation {short}: {sentence}")
    for sign in dict.fromkeys(letter for letter in bare if letter in _known()["signs"]):
        yield Finding("L4", f"sign {sign}: {sentence}")
    for word in found:
        if word.lower() in _words("subjunctive"):
            yield Finding("L4", f"subjunctive {word}: {sentence}")
        if word.lower() in _words("official"):
            yield Finding("L4", f"official word {word}: {sentence}")
    if _is_passive(found):
        yield Finding("L4", f"passive: {sentence}")
    if genitive := _GENITIVE.search(bare):
        yield Finding("L4", f"genitive {genitive.group()}: {sentence}")


def _abbreviations(text: str, found: list[str]) -> Iterator[str]:
    yield from (short for short in _known()["abbreviations"] if re.search(rf"(?<!\w){re.escape(short)}", text))
    for word in found:
        capitals = len(word) > 1 and word.isupper() and not any(letter.isdecimal() for letter in word)
        if capitals and word not in _known()["known_capitals"]:
            yield word


def _is_passive(found: list[str]) -> bool:
    small = [word.lower() for word in found]
    helped = any(word in _words("passive_helpers") for word in small)
    return helped and any(_is_participle(word, small_word) for word, small_word in zip(found, small, strict=True))


def _is_participle(word: str, small: str) -> bool:
    if word[0].isupper() or small in _words("not_participles"):
        return False
    return re.fullmatch(r"(?:an|auf|aus|ab|ein|mit|vor|zu|weiter|zurück)?ge\w{2,}(?:t|en)", small) is not None


def _words(name: str) -> frozenset[str]:
    return frozenset(_known()[name].split())


def _is_too_long(word: str) -> bool:
    return any(len(part) > _LONGEST_WORD and part not in _known()["explained"] for part in word.split("-"))
