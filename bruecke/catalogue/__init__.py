# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: where a parent in the county finds help, read from services.yml and checked before anyone sees it."""

from bruecke.catalogue.catalogue import Catalogue
from bruecke.catalogue.loader import load_catalogue
from bruecke.catalogue.model import Offer, Place
from bruecke.catalogue.problems import CatalogueError, Problem, render
from bruecke.catalogue.search import Hit
from bruecke.catalogue.source import CatalogueSource

__all__ = [
    "Catalogue",
    "CatalogueError",
    "CatalogueSource",
    "Hit",
    "Offer",
    "Place",
    "Problem",
    "load_catalogue",
    "render",
]
