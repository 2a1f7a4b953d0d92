# SPDX-License-Identifier: EUPL-1.2
"""Who may import whom (design, section 2). The code is read, not run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What a room may import of ours. The top of the house (app, cli and what only they use) is imported by nobody below.
MAY_IMPORT = {
    "bruecke/german": {"bruecke.german"},
    "bruecke/safety": {"bruecke.safety", "bruecke.german"},
    "bruecke/catalogue": {"bruecke.catalogue", "bruecke.german"},
    "bruecke/storage": {"bruecke.storage", "bruecke.settings"},
    "bruecke/conversation": {
        "bruecke.conversation",
        "bruecke.storage",
        "bruecke.catalogue",
        "bruecke.safety",
        "bruecke.german",
    },
    "bruecke/web": {"bruecke.web", "bruecke.conversation", "bruecke.settings"},
    "bruecke/bot_client.py": {"bruecke.conversation"},
    "bruecke/settings.py": set(),
    "actions": {"actions", "bruecke.catalogue", "bruecke.german"},
    "bot": {"bot", "bruecke.german"},
}
PURE = ("bruecke/german", "bruecke/safety", "bruecke/catalogue")
NOT_PURE = {"aiohttp", "sqlalchemy", "rasa", "rasa_sdk"}


def files(room: str) -> Iterator[Path]:
    path = ROOT / room
    yield from [path] if path.suffix == ".py" else path.rglob("*.py")


def imported(file: Path) -> Iterator[str]:
    """Every module named in an import of the file, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_ours(module: str) -> bool:
    return module.split(".")[0] in {"bruecke", "actions", "bot"}


def within(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_import_only_downwards(room: str) -> None:
    allowed = MAY_IMPORT[room]
    wrong = {
        f"{file.relative_to(ROOT)}: {module}"
        for file in files(room)
        for module in imported(file)
        if is_ours(module) and not within(module, allowed)
    }
    assert not wrong


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_know_no_framework(room: str) -> None:
    wrong = {str(file) for file in files(room) for module in imported(file) if module.split(".")[0] in NOT_PURE}
    assert not wrong


def test_only_one_module_speaks_to_rasa() -> None:
    speakers = {file.name for file in files("bruecke") if any(m.startswith("aiohttp.Client") for m in imported(file))}
    users = {
        str(file.relative_to(ROOT))
        for file in files("bruecke")
        if "ClientSession" in file.read_text(encoding="utf-8") and "aiohttp" in file.read_text(encoding="utf-8")
    }
    assert users | speakers == {"bruecke/bot_client.py"}


def test_only_settings_reads_the_environment() -> None:
    readers = {
        str(file.relative_to(ROOT))
        for file in files("bruecke")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
    }
    # Starting the other processes hands the whole environment on, and reads nothing of it.
    assert readers == {"bruecke/settings.py", "bruecke/processes.py"}
