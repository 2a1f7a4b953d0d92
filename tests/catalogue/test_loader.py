"""A broken catalogue is never used, and its editor is told where, what and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bruecke.catalogue import CatalogueError, load_catalogue
from tests.catalogue.conftest import HERE, SMALL

Write = Callable[[str], Path]

CASES: list[dict[str, str]] = yaml.safe_load((HERE / "broken.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["what"]) for case in CASES])
def test_broken_file_names_line_field_and_remedy(case: dict[str, str], write: Write) -> None:
    assert SMALL.count(case["old"]) == 1
    content = SMALL.replace(case["old"], case["new"])
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(content))
    found = [problem for problem in caught.value.problems if problem.field == case["field"]]
    assert found, str(caught.value)
    assert case["says"] in str(found[0])
    assert found[0].remedy
    assert found[0].line == _expected_line(content, case["new"])


def _expected_line(content: str, new: str) -> int:
    lines = content.splitlines()
    marked = [number for number, line in enumerate(lines, 1) if line.endswith("# HERE")]
    if not marked:  # a comment would not fit into a flow mapping
        return next(number for number, line in enumerate(lines, 1) if new in line)
    alone = lines[marked[0] - 1].strip() == "# HERE"
    return marked[0] + alone


def test_offer_without_places_and_area_is_refused(write: Write) -> None:
    content = SMALL.replace("    places: [kamen]\n    life", "    life")
    with pytest.raises(CatalogueError, match=r"offers\.cafe-kamen\.area: .* entweder places"):
        load_catalogue(write(content))


def test_one_fault_is_told_once(write: Write) -> None:
    content = SMALL.replace("checked_on: 2026-11-22\n    note:", "checked_on: 2026-11-31\n    note:")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(content))
    assert len(caught.value.problems) == 1


def test_every_error_is_listed_at_once_in_file_order(write: Write) -> None:
    content = (
        SMALL.replace("0800 0000000", "1").replace("cafe@example.org", "cafe").replace("provider: kreis", "provider: x")
    )
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(content))
    lines = str(caught.value).splitlines()
    assert len(lines) == 5
    assert all(line.startswith("services.yml:") for line in lines)
    numbers = [int(line.split(":")[1]) for line in lines]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("name", ["places", "providers", "offers", "hotlines"])
def test_missing_section_is_named(name: str, write: Write) -> None:
    content = SMALL.replace(f"\n{name}:", "\nunknown:")
    with pytest.raises(CatalogueError, match=f"Abschnitt „{name}“ fehlt"):
        load_catalogue(write(content))


@pytest.mark.parametrize("content", ["", "# nur ein Kommentar\n"])
def test_empty_file_is_refused(content: str, write: Write) -> None:
    with pytest.raises(CatalogueError, match=r"services.yml:1: Die Datei ist leer"):
        load_catalogue(write(content))


def test_file_that_is_a_list_is_refused(write: Write) -> None:
    with pytest.raises(CatalogueError, match="benannte Einträge"):
        load_catalogue(write("- eins\n- zwei\n"))


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="lässt sich nicht lesen"):
        load_catalogue(tmp_path / "services.yml")


def test_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "services.yml"
    path.write_bytes(SMALL.encode("latin-1"))
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(path)
    first_umlaut = next(number for number, line in enumerate(SMALL.splitlines(), 1) if "ö" in line)
    assert [problem.line for problem in caught.value.problems] == [first_umlaut]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("violence", 'phones: ["110"]', 'phones: ["110"]\n    unconfirmed: [phones]'),
        ("violence", 'phones: ["110"]\n    opening: "24/7"', 'phones: ["110"]\n    opening: "Mo-Su 08:00-22:00"'),
        ("violence", 'phones: ["110"]', 'phones: ["110"]\n    unconfirmed: [opening]'),
        ("violence", "crises: {violence: 1, child_danger: 1}", "crises: {child_danger: 1}"),
        ("medical", "crises: {medical: 1, suicide: 1, child_danger: 2}", "crises: {suicide: 1, child_danger: 2}"),
        ("suicide", "crises: {medical: 1, suicide: 1, child_danger: 2}", "crises: {medical: 1, child_danger: 2}"),
    ],
)
def test_danger_without_confirmed_number_day_and_night_is_refused_c8(
    kind: str, old: str, new: str, write: Write
) -> None:
    assert SMALL.count(old) == 1
    with pytest.raises(CatalogueError, match=f"Für die Gefahr „{kind}“ gibt es keine bestätigte Nummer"):
        load_catalogue(write(SMALL.replace(old, new)))


def test_reference_to_a_broken_entry_is_not_reported_as_missing(write: Write) -> None:
    content = SMALL.replace("url: https://amt.example.org\n", "url: keine\n")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(content))
    assert [problem.field for problem in caught.value.problems] == ["offers.amt-kamen.url"]


def test_warnings_do_not_keep_a_file_from_being_used(write: Write) -> None:
    content = SMALL.replace("  kreis: {name: Kreis Unna}", "  kreis: {name: Kreis Unna}\n  alt: {name: Alter Träger}")
    assert "alt" in load_catalogue(write(content)).providers


def test_another_county_brings_its_own_places(write: Write) -> None:
    """Regions are data: an id that nobody knew before is a place like the others."""
    assert "neustadt" in load_catalogue(write(SMALL.replace("boenen", "neustadt"))).places
