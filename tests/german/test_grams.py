"""N-grams of one message are those of scikit-learn's vectorizer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bruecke.german.grams import Grams
from bruecke.german.normal import normal

TEXTS = ["mein baby schreit", "schulden, schulden!", "der kleine schreit so laut und schläft nicht", "hörst du 😢"]
WORDS = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+|[^\w\s.,]", sublinear_tf=True, dtype=np.float32)
LETTERS = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32)


@pytest.fixture(params=[WORDS, LETTERS], ids=["words", "letters"], scope="module")
def vectorizer(request: pytest.FixtureRequest) -> TfidfVectorizer:
    return request.param.fit([normal(text) for text in TEXTS])


@given(st.one_of(st.sampled_from(TEXTS), st.text(alphabet="abelrschiöm ,.!😢", max_size=60)))
def test_a_row_is_what_the_vectorizer_makes(vectorizer: TfidfVectorizer, text: str) -> None:
    places, values = Grams(vectorizer).row(text)
    row = np.zeros(len(vectorizer.vocabulary_))
    row[places] = values
    assert row == pytest.approx(vectorizer.transform([normal(text)]).toarray()[0], abs=1e-6)


@pytest.mark.parametrize(
    ("text", "same"),
    [("MÜDE", "muede"), ("Straße", "strasse"), ("neiiiiin", "neiin"), ("mit 14", "mit 0"), ("na😢ja", "na 😢 ja")],
)
def test_one_spelling_for_what_parents_type(text: str, same: str) -> None:
    assert normal(text) == same
