# SPDX-License-Identifier: EUPL-1.2
"""From services.yml to a catalogue, or to the list of everything that is wrong with the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bruecke.catalogue.catalogue import Catalogue
from bruecke.catalogue.document import Document, read_document
from bruecke.catalogue.model import Offer, Place, Provider
from bruecke.catalogue.problems import CatalogueError, FieldPath, Problem, dotted
from bruecke.catalogue.rules import RULES, Entries, Rule

SECTIONS: Mapping[str, type[BaseModel]] = {"places": Place, "providers": Provider, "offers": Offer, "hotlines": Offer}


@dataclass(frozen=True)
class Loaded:
    """A file that was read: its catalogue (None when there are errors) and all problems, warnings included."""

    catalogue: Catalogue | None
    problems: list[Problem] = field(default_factory=list)


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue of a file. CatalogueError lists every error with file, line, field and remedy."""
    loaded = read_catalogue(path)
    if loaded.catalogue is None:
        raise CatalogueError(loaded.problems)
    return loaded.catalogue


def read_catalogue(path: Path, today: date | None = None, rules: Sequence[Rule] = RULES) -> Loaded:
    """Reads and judges a file without raising. `today` decides what is stale; without it nothing is."""
    document = read_document(path)
    if document.data is None or not isinstance(document.data, dict):
        if not document.problems:
            document.add("empty_file" if document.data is None else "not_a_mapping", ())
        return Loaded(None, document.problems)
    entries = _entries(document, today)
    for rule in rules:
        rule(entries)
    if any(problem.severity == "error" for problem in document.problems):
        return Loaded(None, document.problems)
    catalogue = Catalogue(entries.places, entries.providers, entries.offers, document.data["places"])
    return Loaded(catalogue, document.problems)


def _entries(document: Document, today: date | None) -> Entries:
    entries = Entries(document, today)
    for name in document.data:
        if name not in SECTIONS:
            document.add("unknown_section", (name,), name=name)
    for section in SECTIONS:
        content = document.data.get(section)
        if not content:
            document.add("missing_section", (section,), name=section)
        elif not isinstance(content, dict):
            document.add("not_a_mapping", (section,))
        else:
            _validate_section(entries, section, content)
    return entries


def _validate_section(entries: Entries, section: str, content: dict[str, Any]) -> None:
    targets: Mapping[str, dict[str, Any]] = {"places": entries.places, "providers": entries.providers}
    target = targets.get(section, entries.offers)
    for key, entry in content.items():
        path = (section, key)
        entries.known[section].add(key)
        if not isinstance(entry, dict):
            entries.document.add("not_a_mapping", path)
            continue
        fixed = _fixed(section, key)
        for name in fixed.keys() & entry.keys():
            entries.document.add("extra_forbidden", (*path, name), name=name)
        if section == "hotlines" and key in entries.known["offers"]:
            entries.document.add("double_id", path, first=entries.document.line(("offers", key)))
        try:
            target[key] = SECTIONS[section].model_validate({**_defaults(section, entry), **entry, **fixed})
        except ValidationError as error:
            _report(entries.document, path, error)


def _fixed(section: str, key: str) -> dict[str, str]:
    """What the place in the file says about an entry, so that nobody writes it twice."""
    if section in {"offers", "hotlines"}:
        return {"id": key, "kind": "hotline" if section == "hotlines" else "offer"}
    return {"id": key}


def _defaults(section: str, entry: dict[str, Any]) -> dict[str, str]:
    """A number to call is for the whole nation unless it names its places."""
    return {"area": "nation"} if section == "hotlines" and "places" not in entry else {}


def _report(document: Document, path: FieldPath, error: ValidationError) -> None:
    known = {problem.field for problem in document.problems}
    for fault in error.errors(include_url=False):
        where: FieldPath = (*path, *fault["loc"])
        if dotted(where) in known:  # a value that YAML could not read
            continue
        values = {"value": fault["input"], "name": where[-1], **fault.get("ctx", {})}
        line = document.line(path) if fault["type"] == "missing" else 0
        document.add(fault["type"], where if where[-1] != "id" else path, line=line, **values)
