"""One spelling for what parents type, for models that learn from letters and words."""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_DIGITS = re.compile(r"\d+")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_PICTURES = re.compile(r"([^\w\s.,;:!?()/'\"-])")


def normal(text: str) -> str:
    """Small letters, ae for ä, no accents, digits as 0, no letter thrice in a row, emoji as words."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_UMLAUTS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _STRETCHED.sub(r"\1\1", _DIGITS.sub("0", text))
    return " ".join(_PICTURES.sub(r" \1 ", text).split())
