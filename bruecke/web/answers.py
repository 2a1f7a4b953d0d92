# SPDX-License-Identifier: EUPL-1.2
"""Answers as JSON: one function for what went well, one for every refusal."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pydantic_core
import yaml
from aiohttp import web
from pydantic import BaseModel, ConfigDict

from bruecke.conversation.errors import Reason


class _Text(BaseModel):
    model_config = ConfigDict(extra="forbid")

    status: int
    message: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    errors: dict[Reason, _Text]


@lru_cache(maxsize=1)
def refusals() -> dict[Reason, _Text]:
    """Status and text of every reason, from ``texts.yml``."""
    content = (Path(__file__).parent / "texts.yml").read_text(encoding="utf-8")
    return _File.model_validate(yaml.safe_load(content)).errors


def answer(data: Any, status: int = 200) -> web.Response:
    """The data as JSON."""
    return web.Response(body=pydantic_core.to_json(data), status=status, content_type="application/json")


def refusal(reason: Reason, *, retry_after: int | None = None) -> web.Response:
    """The one shape of every error; nothing internal is in it."""
    text = refusals()[reason]
    response = answer({"error": {"code": reason.value, "message": text.message}}, text.status)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response
