"""What parents read in the catalogue is simple German (L1–L4, L8, L9, L12)."""

import pytest

from bruecke.catalogue import Catalogue, load_catalogue, taxonomy
from bruecke.catalogue.data import read
from bruecke.german.plain import check_text, scores
from tests.catalogue.conftest import SERVICES
from tests.catalogue.test_unconfirmed import IDS

PLACES = [place.label for place in load_catalogue(SERVICES).places.values()]
TOPICS = [topic.label for topic in taxonomy.topics().values()]
REASONS = [
    reason.format(place=place, topic=topic)
    for reason in (*(text for text in read("whys").values() if isinstance(text, str)), *read("whys")["phases"].values())
    for place, topic in zip(PLACES * 3, TOPICS, strict=True)
]


@pytest.mark.parametrize("offer_id", IDS)
def test_offer_is_told_in_simple_german(offer_id: str, real: Catalogue) -> None:
    offer = real.offers[offer_id]
    text = " ".join(filter(None, (offer.summary, offer.how_to_reach)))
    assert check_text(text) == []
    assert len(text) <= 300


@pytest.mark.parametrize("reason", sorted(set(REASONS)))
def test_reason_is_told_in_simple_german(reason: str) -> None:
    assert check_text(reason) == []


@pytest.mark.parametrize("topic", taxonomy.topics())
def test_all_offers_of_a_topic_together_are_easy_to_read(topic: str, real: Catalogue) -> None:
    offers = [offer for offer in real.offers.values() if topic in (*offer.topics, *offer.net_for)]
    text = " ".join(filter(None, (part for offer in offers for part in (offer.summary, offer.how_to_reach))))
    measured = scores(text)
    assert measured.words_per_sentence <= 10
    if measured.words >= 100:  # below, the formulas jump
        assert measured.lix <= 40
        assert measured.amstad >= 70
        assert measured.wstf1 <= 5
        assert measured.long_words <= 25
