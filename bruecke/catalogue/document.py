# SPDX-License-Identifier: EUPL-1.2
"""A YAML file as plain data, together with the line of every key and list item."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bruecke.catalogue.problems import FieldPath, Problem, Severity, describe, dotted

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS: dict[str, Callable[[str], Any]] = {"str": str, "int": int, "float": float, "timestamp": date.fromisoformat}
_PREFIX = "tag:yaml.org,2002:"


@dataclass
class Document:
    """`data` as read, `lines` by path, and the faults met so far. A document that could not be read has `data` None."""

    name: str
    data: Any = None
    lines: dict[FieldPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: FieldPath) -> int:
        """The line of `path`, or of the nearest entry around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def add(self, code: str, path: FieldPath, *, line: int = 0, warning: bool = False, **values: object) -> None:
        """Notes a fault of messages.yml at `path`."""
        message, remedy = describe(code, **values)
        severity: Severity = "warning" if warning else "error"
        where = line or self.line(path)
        self.problems.append(Problem(where, dotted(path), message, remedy, severity, self.name))


def read_document(path: Path) -> Document:
    """Reads a file. Never raises for what stands in it: unreadable files, bad YAML and double keys become problems."""
    document = Document(path.name)
    try:
        node = yaml.compose(path.read_bytes().decode("utf-8"), Loader=Loader)
    except OSError as error:
        document.add("file_missing", (), reason=error.strerror)
    except UnicodeDecodeError as error:
        document.add("not_utf8", (), line=error.object[: error.start].count(b"\n") + 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.add("yaml_syntax", (), line=mark.line + 1 if mark else 1, reason=error.problem)
    except yaml.YAMLError as error:
        document.add("yaml_syntax", (), line=1, reason=error)
    else:
        document.data = _Converter(document).convert(node, (), ())
    return document


class _Converter:
    def __init__(self, document: Document) -> None:
        self.document = document

    def convert(self, node: Node | None, path: FieldPath, parents: tuple[int, ...]) -> Any:
        if id(node) in parents:  # an alias that contains itself
            self.document.add("yaml_loop", path)
            return None
        match node:
            case MappingNode():
                return self._mapping(node, path, (*parents, id(node)))
            case SequenceNode():
                return self._sequence(node, path, (*parents, id(node)))
            case ScalarNode():
                return self._scalar(node, path)
        return None

    def _mapping(self, node: MappingNode, path: FieldPath, parents: tuple[int, ...]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                self.document.add("double_key", (*path, key), line=line, first=self.document.lines[(*path, key)])
                continue
            self.document.lines[(*path, key)] = line
            result[key] = self.convert(value_node, (*path, key), parents)
        return result

    def _sequence(self, node: SequenceNode, path: FieldPath, parents: tuple[int, ...]) -> list[Any]:
        for index, item in enumerate(node.value):
            self.document.lines[(*path, index)] = item.start_mark.line + 1
        return [self.convert(item, (*path, index), parents) for index, item in enumerate(node.value)]

    def _scalar(self, node: ScalarNode, path: FieldPath) -> Any:
        kind = node.tag.removeprefix(_PREFIX)
        if kind == "null":
            return None
        if kind == "bool":
            return node.value.lower() in {"true", "yes", "on"}
        try:
            return _SCALARS[kind](node.value)
        except (KeyError, ValueError):
            self.document.add("bad_value", path, line=node.start_mark.line + 1, value=node.value)
            return None
