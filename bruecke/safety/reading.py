"""Reads a message as the rules see it: folded words, their distance, where sentences end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

SENTENCE_GAP = 3  # a full stop keeps two words as far apart as three words would
MANY = "<viel>"
FEVER = "<fieber>"
ANY_NUMBER = "<zahl>"
# Amounts that patterns tell apart; the first range that fits wins.
NUMBERS = {"<winzig>": range(1, 4), "<klein>": range(13), "<teen>": range(13, 18), FEVER: range(38, 43)}

_WORD = re.compile(r"[^\W\d_]+(?:['’´`*:\-][^\W\d_]+)*|\d+|[.!?…;\n]+")
_INSIDE = re.compile(r"['’´`*:\-]")
_LEET = re.compile(r"(?<=[a-z])[01345@$](?=[a-z])")
_LEET_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s"}
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_UMLAUT_E = re.compile(r"([aou])e")
_NUMBER_WORDS = {
    word: value
    for value, words in {
        2: "zwei zwo", 3: "drei", 4: "vier", 5: "funf", 6: "sechs", 7: "sieben", 8: "acht", 9: "neun", 10: "zehn",
        11: "elf", 12: "zwolf", 13: "dreizehn", 14: "vierzehn", 15: "funfzehn", 16: "sechzehn", 17: "siebzehn",
        20: "zwanzig", 30: "dreissig", 40: "vierzig", 50: "funfzig",
    }.items()
    for word in words.split()
}  # fmt: skip
_AGE = re.compile(rf"\b({'|'.join([*_NUMBER_WORDS, 'ein', 'anderthalb'])})(jahrig|wochig|monatig)")


class Word(NamedTuple):
    """A folded word and its position; `ends` says that a sentence ends behind it."""

    text: str
    position: int
    ends: bool


def fold(text: str) -> str:
    """Small letters, ä = ae = a, ß = ss, no stretched letters: how people type one word becomes one form."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(char for char in decomposed if unicodedata.category(char) not in ("Mn", "Cf"))
    plain = _STRETCHED.sub(r"\1", _LEET.sub(lambda found: _LEET_LETTERS[found[0]], plain))
    return _AGE.sub(r"\1 \2", _UMLAUT_E.sub(r"\1", plain))


def number_class(word: str) -> str | None:
    """`<klein>`, `<teen>` or `<viel>` for a number in digits or letters; None for other words."""
    value = int(word[:6]) if word.isdecimal() else _NUMBER_WORDS.get(word)
    if value is None:
        return None
    found = next((name for name, values in NUMBERS.items() if value in values), MANY)
    return MANY if found == FEVER and not word.isdecimal() else found


def words(text: str, emoji: dict[int, str], start: int = 0) -> Iterable[Word]:
    """The words of a message in order; positions count from `start`."""
    position = start
    found = _WORD.findall(fold(text.translate(emoji)))
    for index, token in enumerate(found):
        if not token[0].isalnum():
            position += SENTENCE_GAP
            continue
        following = found[index + 1] if index + 1 < len(found) else "."
        yield Word(_INSIDE.sub("", token), position, not following[0].isalnum())
        position += 1
