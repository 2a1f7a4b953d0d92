from collections.abc import Callable
from pathlib import Path

import pytest

from bruecke.catalogue import Catalogue, load_catalogue

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SERVICES = ROOT / "services.yml"
SMALL = (HERE / "small.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def real() -> Catalogue:
    """The catalogue of the repository."""
    return load_catalogue(SERVICES)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a catalogue file and gives its path."""

    def write_file(content: str) -> Path:
        path = tmp_path / "services.yml"
        path.write_text(content, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def small(write: Callable[[str], Path]) -> Catalogue:
    """The small invented catalogue."""
    return load_catalogue(write(SMALL))
