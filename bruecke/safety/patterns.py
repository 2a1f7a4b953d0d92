"""Loads the pattern files: cues (what may be said) and rules (which cues together mean danger)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bruecke.safety.reading import fold

FOLDER = Path(__file__).parent / "patterns"
KINDS = ("medical", "suicide", "violence", "child_danger")  # most urgent first
WITHIN = 10

_CUE_KEYS = ("unless", "unless_near", "unless_inside", "unless_before", "not_denied")
_RULE_KEYS = {"all", "within", "in_order", "ends", "example", *_CUE_KEYS}
_GAP = " … "
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster; not every machine has it


class PatternError(ValueError):
    """A pattern file is wrong; the text names file and rule."""


@dataclass(frozen=True)
class Rule:
    """Danger of `kind` when every group has a cue within `within` positions and nothing speaks against it."""

    kind: str
    name: str
    all: tuple[frozenset[str], ...]
    within: int
    in_order: bool
    ends: bool
    example: str
    unless: frozenset[str]
    unless_near: frozenset[str]
    unless_inside: frozenset[str]
    unless_before: frozenset[str]
    not_denied: frozenset[str]


@dataclass
class Patterns:
    """Everything the files say. A cue is a list of phrases; a phrase is a tuple of parts with gaps between."""

    cues: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    emoji: dict[int, str] = field(default_factory=dict)
    spelling: dict[str, str] = field(default_factory=dict)
    harmless: list[str] = field(default_factory=list)
    repair: list[str] = field(default_factory=list)
    taken_back: dict[str, frozenset[str]] = field(default_factory=dict)


def load(folder: Path = FOLDER) -> Patterns:
    """Reads `words.yml` and one file per kind. Raises PatternError."""
    patterns = Patterns()
    shared = _read(folder / "words.yml")
    patterns.emoji = {ord(sign): f" {word} " for sign, word in shared["emoji"].items()}
    patterns.spelling = {
        fold(variant): fold(word) for word, variants in shared["spelling"].items() for variant in split(variants)
    }
    patterns.harmless = [fold(word) for word in split(shared["harmless"])]
    patterns.repair = split(shared["repair"])
    patterns.taken_back = {cue: frozenset(by) for cue, by in shared["taken_back"].items()}
    files = {kind: _read(folder / f"{kind}.yml") for kind in KINDS}
    _add_cues(patterns, shared["cues"], "words.yml")
    for kind, content in files.items():
        _add_cues(patterns, content["cues"], f"{kind}.yml")
    for kind, content in files.items():
        _add_fields(patterns, kind, content["fields"])
        patterns.rules += [_rule(patterns, kind, name, raw) for name, raw in content["rules"].items()]
    _check_names(patterns)
    return patterns


def split(phrases: str) -> list[str]:
    """The phrases of a list: parted by commas."""
    return [phrase.strip() for phrase in phrases.split(",") if phrase.strip()]


def _read(path: Path) -> dict[str, Any]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
    if not isinstance(content, dict):
        raise PatternError(f"{path.name}: expected a mapping")
    return content


def _add_cues(patterns: Patterns, cues: Mapping[str, str], file: str) -> None:
    for name, phrases in cues.items():
        if name in patterns.cues:
            raise PatternError(f"{file}: cue {name} stands twice")
        patterns.cues[name] = _phrases(patterns, split(phrases), f"{file}: cue {name}")


def _add_fields(patterns: Patterns, kind: str, fields: Mapping[str, Mapping[str, str]]) -> None:
    for name, graded in fields.items():
        named = {f"{kind}.{name}.{grade}": phrases for grade, phrases in graded.items()}
        _add_cues(patterns, named, f"{kind}.yml: fields")


def _phrases(patterns: Patterns, phrases: Iterable[str], where: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for phrase in phrases:
        if phrase.startswith("@"):
            if phrase[1:] not in patterns.cues:
                raise PatternError(f"{where}: unknown cue {phrase}")
            found += patterns.cues[phrase[1:]]
        else:
            found.append(tuple(_fold_phrase(part) for part in phrase.split(_GAP)))
    return list(dict.fromkeys(found))


def _fold_phrase(part: str) -> str:
    # fold() would read "<klein>" and the star as it reads a parent's signs: they pass as they are
    return " ".join(word if word.startswith("<") else fold(word) for word in re.split(r"\s+", part.strip()))


def _rule(patterns: Patterns, kind: str, name: str, raw: Mapping[str, Any]) -> Rule:
    where = f"{kind}.yml: rule {name}"
    if unknown := set(raw) - _RULE_KEYS:
        raise PatternError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    if not raw.get("all") or not raw.get("example"):
        raise PatternError(f"{where}: needs `all` and `example`")
    groups = [_group(patterns, element, f"{kind}.{name}.{at}") for at, element in enumerate(raw["all"])]
    cues = {key: _named(patterns, raw.get(key, ()), f"{kind}.{name}.{key}") for key in _CUE_KEYS}
    within, in_order, ends = raw.get("within", WITHIN), raw.get("in_order", False), raw.get("ends", False)
    return Rule(kind, name, tuple(groups), within, in_order, ends, raw["example"], **cues)


def _named(patterns: Patterns, elements: Sequence[str | Sequence[str]], own_name: str) -> frozenset[str]:
    groups = (_group(patterns, element, f"{own_name}.{at}") for at, element in enumerate(elements))
    return frozenset().union(*groups)


def _group(patterns: Patterns, element: str | Sequence[str], own_name: str) -> frozenset[str]:
    """A cue's name, or a list of phrases of the rule's own."""
    if isinstance(element, str):
        return frozenset({element})
    patterns.cues[own_name] = _phrases(patterns, element, own_name)
    return frozenset({own_name})


def _check_names(patterns: Patterns) -> None:
    for rule in patterns.rules:
        named = frozenset().union(*(getattr(rule, key) for key in _CUE_KEYS), *rule.all)
        if unknown := named - patterns.cues.keys():
            raise PatternError(f"{rule.kind}.yml: rule {rule.name}: unknown cue {', '.join(sorted(unknown))}")
