# SPDX-License-Identifier: EUPL-1.2
"""The catalogue's own data files: texts for people, numbers, words and weights. Read once, on first use."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@cache
def read(name: str) -> Any:
    """The content of `<name>.yml` next to this module. It ships with the code, so that a fault in it is a bug."""
    return yaml.load((HERE / f"{name}.yml").read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def text(name: str, key: str, **values: object) -> str:
    """One text of a data file, `key` with dots for sections, its `{places}` filled with `values`."""
    entry = read(name)
    for part in key.split("."):
        entry = entry[part]
    return str(entry).format(**values) if values else str(entry)


def read_all() -> None:
    """Reads every data file, so that nothing has to be opened later, inside an event loop."""
    for path in HERE.glob("*.yml"):
        read(path.stem)
