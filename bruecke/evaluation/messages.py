"""Messages with their right answers: `needs.jsonl`, `acts.jsonl`, `crises.jsonl` in one folder, one JSON object a line.

The shapes stand in `Need`, `Act` and `Crisis`; a folder may leave files out. What is wrong is said with file and line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bruecke.catalogue import taxonomy

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Kind = Literal["suicide", "violence", "child_danger", "medical"]


class EvaluationError(Exception):
    """A set of messages that cannot be read; names file and line."""


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    text: Text


class Need(_Message):
    """`topics`: the ids that count as right, best first; with `multi` both are meant.

    `age_months` of the child that is meant (unborn: negative), one month either way is right; `place` a
    municipality's id, `place_text` a town outside the county.
    """

    topics: tuple[str, ...] = Field(min_length=1)
    multi: bool = False
    place: str | None
    place_text: str | None
    age_months: int | None
    style: str = ""

    @property
    def single(self) -> bool:
        """One topic is meant; any of `topics` is right."""
        return not self.multi


class Act(_Message):
    """What a message does besides naming a need; `out_of_scope` is one of the acts."""

    act: str


class Crisis(_Message):
    """Danger, or a near miss (`crisis` None). `accept`: other kinds that are right, too; `explicit`: said outright."""

    crisis: Kind | None
    accept: tuple[Kind, ...] = ()
    explicit: bool = False


class Sets(BaseModel):
    """All messages of a folder."""

    needs: list[Need] = []
    acts: list[Act] = []
    crises: list[Crisis] = []

    def texts(self) -> list[str]:
        """Every text, in the order needs, acts, crises."""
        return [message.text for message in (*self.needs, *self.acts, *self.crises)]


def read(folder: Path) -> Sets:
    """The messages in `folder`. Raises EvaluationError."""
    sets = Sets(
        needs=_lines(folder / "needs.jsonl", Need),
        acts=_lines(folder / "acts.jsonl", Act),
        crises=_lines(folder / "crises.jsonl", Crisis),
    )
    if not sets.texts():
        raise EvaluationError(f"{folder}: no needs.jsonl, acts.jsonl or crises.jsonl with messages")
    return sets


M = TypeVar("M", bound=_Message)


def _lines(path: Path, shape: type[M]) -> list[M]:
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_message(line, shape, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def _message(line: str, shape: type[M], where: str) -> M:
    try:
        message = shape.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{where}: no JSON ({error.msg})") from None
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise EvaluationError(f"{where}: {field}: {first['msg']}") from None
    unknown = set(message.topics) - set(taxonomy.topics()) if isinstance(message, Need) else set()
    unknown |= {message.act} - set(taxonomy.acts()) if isinstance(message, Act) else set()
    if unknown:
        raise EvaluationError(f"{where}: unknown id {', '.join(sorted(unknown))}")
    return message
