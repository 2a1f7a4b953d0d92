# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a catalogue file, said so that an editor can mend it: where, what, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bruecke.catalogue.data import read

Severity = Literal["error", "warning"]
FieldPath = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """One fault. `line` counts from 1, `field` reads like `offers.jugendamt-kamen.phones.0` (empty: the whole file)."""

    line: int
    field: str
    message: str
    remedy: str
    severity: Severity = "error"
    file: str = "services.yml"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: {self.field}: " if self.field else f"{self.file}:{self.line}: "
        return f"{where}{self.message} {self.remedy}"


class CatalogueError(Exception):
    """The catalogue cannot be used. `str()` lists every error, one a line; `problems` holds them (and no warning)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problem for problem in problems if problem.severity == "error")
        super().__init__("\n".join(map(str, self.problems)))


def describe(code: str, **values: object) -> tuple[str, str]:
    """Message and remedy of messages.yml for a fault; an unknown code gives the general text."""
    texts = read("messages")
    entry = texts.get(code) or texts["other"]
    return entry["says"].format_map(_Blank(values)), entry["do"].format_map(_Blank(values))


def dotted(path: FieldPath) -> str:
    """A path in the file as people read it."""
    return ".".join(map(str, path))


def render(problems: Iterable[Problem]) -> str:
    """The problems as text for a terminal: errors first, each with its line, and a last line that counts them."""
    ordered = sorted(problems, key=lambda problem: (problem.severity, problem))
    labels = read("messages")["severity"]
    lines = [f"{labels[problem.severity]}  {problem}" for problem in ordered]
    errors = sum(problem.severity == "error" for problem in ordered)
    return "\n".join([*lines, labels["summary"].format(errors=errors, warnings=len(ordered) - errors)])


class _Blank(dict[str, object]):
    """Fills a text although a value is missing: a fault in the message must not hide the fault in the file."""

    def __missing__(self, key: str) -> str:
        return "?"
