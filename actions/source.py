"""The catalogue that all actions share; a changed file is taken over while they run."""

from __future__ import annotations

from pathlib import Path

from bruecke.catalogue import Catalogue, CatalogueSource

_sources: list[CatalogueSource] = []


def use(path: Path) -> None:
    """Loads the catalogue once, before the first call; CatalogueError when it is broken."""
    _sources[:] = [CatalogueSource(path)]


def catalogue() -> Catalogue:
    """The catalogue as it is now."""
    return _sources[0].current()
