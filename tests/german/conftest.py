# SPDX-License-Identifier: EUPL-1.2
"""The places of the real catalogue, and a finder for them."""

from __future__ import annotations

from typing import Any

import pytest

from bruecke.german.places import PlaceFinder
from tests.german.tables import catalogue_places


@pytest.fixture(scope="session")
def places() -> dict[str, Any]:
    return catalogue_places()


@pytest.fixture(scope="session")
def finder(places: dict[str, Any]) -> PlaceFinder:
    return PlaceFinder(places)
