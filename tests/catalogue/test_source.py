"""A running Brücke follows its catalogue file, and a mistake in it breaks nothing."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bruecke.catalogue import CatalogueError, CatalogueSource
from tests.catalogue.conftest import SMALL

Write = Callable[[str], Path]
CHANGED = SMALL.replace("name: Eltern-Café Kamen", "name: Café für alle Eltern")
BROKEN = SMALL.replace("https://cafe.example.org", "kein Link")


@pytest.fixture
def source(write: Write) -> Iterator[CatalogueSource]:
    """A source that only looks when it is told to."""
    source = CatalogueSource(write(SMALL), interval=3600)
    yield source
    source.close()


def cafe(source: CatalogueSource) -> str:
    return source.current().offers["cafe-kamen"].name


def test_changed_file_is_used(source: CatalogueSource, write: Write) -> None:
    write(CHANGED)
    assert source.refresh().offers["cafe-kamen"].name == "Café für alle Eltern"
    assert cafe(source) == "Café für alle Eltern"
    assert source.error is None


def test_broken_file_keeps_the_last_good_catalogue_and_says_why(source: CatalogueSource, write: Write) -> None:
    write(BROKEN)
    source.refresh()
    assert cafe(source) == "Eltern-Café Kamen"
    assert source.error is not None
    assert "offers.cafe-kamen.url" in source.error


def test_mended_file_is_used_and_the_error_is_gone(source: CatalogueSource, write: Write) -> None:
    write(BROKEN)
    source.refresh()
    write(CHANGED)
    source.refresh()
    assert cafe(source) == "Café für alle Eltern"
    assert source.error is None


def test_missing_file_keeps_the_last_good_catalogue(source: CatalogueSource, write: Write) -> None:
    write(SMALL).unlink()
    source.refresh()
    assert cafe(source) == "Eltern-Café Kamen"
    assert source.error is not None


def test_unchanged_file_is_not_read_again(source: CatalogueSource) -> None:
    assert source.refresh() is source.refresh()


def test_replaced_file_is_noticed(source: CatalogueSource, tmp_path: Path) -> None:
    other = tmp_path / "new.yml"
    other.write_text(CHANGED, encoding="utf-8")
    other.replace(tmp_path / "services.yml")
    source.refresh()
    assert cafe(source) == "Café für alle Eltern"


def test_source_notices_a_change_by_itself(write: Write) -> None:
    source = CatalogueSource(write(SMALL), interval=0.01)
    write(CHANGED)
    pause = threading.Event()
    while cafe(source) != "Café für alle Eltern":  # the test's time-out ends a wait in vain
        pause.wait(0.01)
    source.close()


def test_broken_file_at_the_start_is_refused(write: Write) -> None:
    with pytest.raises(CatalogueError, match="kein Link"):
        CatalogueSource(write(BROKEN))
