# SPDX-License-Identifier: EUPL-1.2
"""Logs as JSON lines on standard error. No text of a parent, no token, no name, no address (P8, P10, S19).

Our own messages are constant sentences; what varies stands in ``extra`` and is a word, a number or a route.
Of an error only its type and where it happened are logged: its text may quote what a parent wrote.
Of foreign loggers only the pattern of the message is logged, not what was put into it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

_OURS = "bruecke"
_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One event, one line; control characters are escaped by JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        line.update({name: value for name, value in vars(record).items() if name not in _KNOWN})
        if record.exc_info and record.exc_info[1]:
            line["error"] = type(record.exc_info[1]).__name__
            line["where"] = _where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True, default=lambda value: type(value).__name__)


def _event(record: logging.LogRecord) -> str:
    """Asyncio fills its messages in beforehand, so even their pattern may hold content."""
    if record.name.partition(".")[0] == "asyncio":
        return "asyncio"
    return str(record.msg)


def _where(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def loop_errors(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """The loop's handler for errors that nobody awaited."""
    error = context.get("exception")
    logging.getLogger(_OURS).error("an error outside of any call", exc_info=error)


def set_up(level: str) -> None:
    """Send all logs of this process to standard error; foreign ones only from warning on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(_OURS).setLevel(level)
