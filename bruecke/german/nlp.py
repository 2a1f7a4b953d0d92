# SPDX-License-Identifier: EUPL-1.2
"""German chat text as tokens: one tokenizer and one folding of spelling for all rules of this package.

spaCy's own German tokenizer differs between the versions of the bot (3.4) and the application (3.8), and keeps
"4-jährige" or "Kamen-Methler" in one piece. The one below splits letters, digits and signs apart, in both alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc

_HERE = Path(__file__).parent

_TOKEN = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}(?!\d))?(?!\d)"  # 3.5. · 12.03.2019
    r"|\d{1,2}:\d{2}(?!\d)"  # 18:30
    r"|\d+[.,]\d+|\d+"  # 2,5 · 59174
    r"|(?:[^\W\d_]|[\u0300-\u036f])+"  # a word; a phone may send ü as u and two dots
    r"|\n|[^\s\u200b-\u200f\ufe0f]"
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "\n": "¶"})


def fold(text: str) -> str:
    """One spelling for many: small letters, ä → ae, ß → ss, other accents dropped ("LÜNEN" → "luenen").

    A line break becomes "¶", any picture "☺"."""
    if text.isascii():
        return text.lower().replace("\n", "¶")
    spelled = unicodedata.normalize("NFC", text).lower().translate(_SPELLED_OUT)
    if len(spelled) == 1 and unicodedata.category(spelled) == "So" and spelled != "°":
        return "☺"
    bare = unicodedata.normalize("NFD", spelled)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def spellings(name: str) -> set[str]:
    """All folded spellings of a name: with ae/oe/ue, and with the umlaut dots forgotten ("luenen", "lunen")."""
    undotted = name.translate(str.maketrans("äöüÄÖÜ", "aouAOU"))
    return {fold(name), fold(undotted)}


@spacy.registry.tokenizers("bruecke.chat.v1")
def _chat_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    def create(nlp: Language) -> Callable[[str], Doc]:
        nlp.vocab.lex_attr_getters[NORM] = fold
        return lambda text: _tokenize(nlp, text)

    return create


def _tokenize(nlp: Language, text: str) -> Doc:
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if words:
            spaces[-1] = match.start() > end
        words.append(match.group())
        spaces.append(False)
        starts.append(match.start())
        end = match.end()
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    doc.user_data.update(words=words, starts=starts)
    return doc


@lru_cache(maxsize=1)
def german() -> Language:
    """The shared German pipeline, built once.

    `german().make_doc(text)` gives tokens whose NORM is folded; `doc.user_data["starts"]` holds each token's
    place in the text as it was written (runs of blanks make no tokens, a line break is the token "\\n").
    """
    return spacy.blank("de", config={"nlp": {"tokenizer": {"@tokenizers": "bruecke.chat.v1"}}})


class Reading:
    """One message, read: per token the written word, its folded form and where it stands.

    `text[starts[i]:ends[i]]` is token i as written. A line break has the folded form "¶".
    """

    __slots__ = ("doc", "ends", "norms", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.doc = german().make_doc(text)
        self.words: list[str] = self.doc.user_data["words"]
        self.norms: list[str] = [fold(word) or word for word in self.words]  # a lone accent folds to nothing
        self.starts: list[int] = self.doc.user_data["starts"]
        self.ends: list[int] = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]

    def glued(self, index: int) -> bool:
        """True when nothing stands between token `index` and the one before ("4" and "jährige" in "4jährige")."""
        return index > 0 and self.starts[index] == self.ends[index - 1]

    def norm(self, index: int) -> str:
        """The folded form of a token; "" before the first and after the last."""
        return self.norms[index] if 0 <= index < len(self.norms) else ""


@lru_cache(maxsize=8)
def data(name: str) -> dict[str, Any]:
    """A data file of this package (`name`.yml), read once."""
    loaded: dict[str, Any] = yaml.safe_load((_HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded
