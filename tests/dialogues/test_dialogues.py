"""Whole conversations through the HTTP interface, a real bot and a real database (design section 5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.dialogues.parent import Parent

DIALOGUES = {
    f"{path.stem}: {name}": pairs
    for path in sorted(Path(__file__).parent.glob("*.yml"))
    for name, pairs in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize("name", DIALOGUES)
async def test_dialogue(installation: Any, name: str) -> None:
    async with Parent(installation.url) as parent:
        for said, wanted in DIALOGUES[name]:
            answer = await (parent.tap(said["tap"]) if isinstance(said, dict) else parent.say(said))
            wrong = [key for key, value in wanted.items() if not answer.holds(key, value)]
            assert not wrong, f"after {said!r}: {wrong} not as wanted in {answer}"
