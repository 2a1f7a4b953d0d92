# SPDX-License-Identifier: EUPL-1.2
"""The only module that reads the environment. It becomes one frozen object, read once at the start.

Every setting is a variable ``BRUECKE_…``; what it means stands with it (``describe`` hands this to the documentation).
Relative paths count from the folder in which the program was started.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import yaml

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")
_DATABASE = re.compile(r"sqlite:///.+|postgresql\+asyncpg://.+")


class SettingsError(Exception):
    """Settings that cannot be used; ``str()`` says in German which, and what is expected."""


def _path(value: str) -> Path:
    if not value:
        raise ValueError("path")
    return Path(value).expanduser().absolute()


def _number(low: float, high: float, kind: str) -> Callable[[str], Any]:
    def parse(value: str) -> float:
        try:
            number = float(value) if kind == "seconds" else int(value)
        except ValueError:
            raise ValueError(kind) from None
        if not low <= number <= high:
            raise ValueError(kind)
        return number

    return parse


_port = _number(0, 65535, "port")
_days = _number(1, 3650, "days")
_count = _number(0, 10_000_000, "count")
_seconds = _number(0.05, 60, "seconds")


def _origins(value: str) -> tuple[str, ...]:
    origins = tuple(value.replace(",", " ").lower().split())
    if not all(_ORIGIN.fullmatch(origin) for origin in origins):
        raise ValueError("origins")
    return origins


def _networks(value: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part) for part in value.replace(",", " ").split())
    except ValueError:
        raise ValueError("networks") from None


def _host(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:-]+", value):
        raise ValueError("host")
    return value


def _database(value: str) -> str:
    if not _DATABASE.fullmatch(value):
        raise ValueError("database")
    return value


def _level(value: str) -> str:
    if value not in {"INFO", "WARNING", "ERROR"}:
        raise ValueError("level")
    return value


class Setting(NamedTuple):
    """One variable. In ``default`` the word ``{var}`` stands for the folder of BRUECKE_VAR."""

    name: str
    default: str
    parse: Callable[[str], Any]
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of all processes of Brücke."""

    var: Annotated[Path, Setting("BRUECKE_VAR", "var", _path, "folder for all that Brücke writes: database, models")]
    models: Annotated[Path, Setting("BRUECKE_MODELS", "{var}/models", _path, "folder of the trained models of the bot")]
    catalogue: Annotated[
        Path, Setting("BRUECKE_CATALOGUE", "services.yml", _path, "the catalogue of places and offers")
    ]
    database_url: Annotated[
        str,
        Setting(
            "BRUECKE_DATABASE_URL",
            "sqlite:///{var}/bruecke.sqlite3",
            _database,
            "where conversations are stored: sqlite:///path or postgresql+asyncpg://user:password@host/name",
        ),
    ]
    host: Annotated[str, Setting("BRUECKE_HOST", "127.0.0.1", _host, "address the web application listens on")]
    port: Annotated[int, Setting("BRUECKE_PORT", "8080", _port, "port of the web application, the only public one")]
    actions_port: Annotated[
        int, Setting("BRUECKE_ACTIONS_PORT", "5055", _port, "port of the action server, on 127.0.0.1")
    ]
    bot_port: Annotated[int, Setting("BRUECKE_BOT_PORT", "5005", _port, "port of the bot (Rasa), on 127.0.0.1")]
    bot_timeout: Annotated[
        float,
        Setting(
            "BRUECKE_BOT_TIMEOUT",
            "5",
            _seconds,
            "seconds the bot may take for an answer before the plain search answers",
        ),
    ]
    origins: Annotated[
        tuple[str, ...],
        Setting(
            "BRUECKE_ORIGINS",
            "",
            _origins,
            "addresses under which parents reach Brücke, when a proxy changes the Host header (https://chat.example)",
        ),
    ]
    embed_origins: Annotated[
        tuple[str, ...],
        Setting("BRUECKE_EMBED_ORIGINS", "", _origins, "sites that may show /chat in a frame (https://www.example)"),
    ]
    trusted_proxies: Annotated[
        tuple[Network, ...],
        Setting("BRUECKE_TRUSTED_PROXIES", "", _networks, "proxies whose X-Forwarded-For is believed (127.0.0.1/32)"),
    ]
    hsts: Annotated[
        int,
        Setting(
            "BRUECKE_HSTS",
            "31536000",
            _number(0, 10**9, "count"),
            "seconds a browser insists on https for this host; 0 sends no such header",
        ),
    ]
    keep_days: Annotated[
        int,
        Setting(
            "BRUECKE_KEEP_DAYS", "30", _days, "days after its last message until a conversation is deleted, 1 to 3650"
        ),
    ]
    limit_messages: Annotated[
        int, Setting("BRUECKE_LIMIT_MESSAGES", "30", _count, "messages a minute in one conversation; 0: no limit")
    ]
    limit_conversations: Annotated[
        int,
        Setting(
            "BRUECKE_LIMIT_CONVERSATIONS",
            "60",
            _count,
            "new conversations a minute from one address (many phones may share one); 0: no limit",
        ),
    ]
    limit_conversations_total: Annotated[
        int,
        Setting("BRUECKE_LIMIT_CONVERSATIONS_TOTAL", "600", _count, "new conversations a minute in all; 0: no limit"),
    ]
    limit_requests: Annotated[
        int,
        Setting("BRUECKE_LIMIT_REQUESTS", "1200", _count, "calls of the API a minute from one address; 0: no limit"),
    ]
    log_level: Annotated[str, Setting("BRUECKE_LOG_LEVEL", "INFO", _level, "what is logged: INFO, WARNING or ERROR")]


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return texts


def describe() -> dict[str, Setting]:
    """Every setting by its field in `Settings`, in that order."""
    hints = get_type_hints(Settings, include_extras=True)
    return {field: hint.__metadata__[0] for field, hint in hints.items()}


def _shown(raw: str) -> str:
    """The value as an error may show it: a database address can hold a password."""
    return re.sub(r"//[^/@]*@", "//…@", raw)


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, from ``environ`` or the process's own environment.

    :raises SettingsError: with one line for each variable that is wrong.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    problems = []
    for field, setting in describe().items():
        default = setting.default.replace("{var}", str(values.get("var", "var")))
        raw = environ.get(setting.name, default).strip()
        try:
            values[field] = setting.parse(raw)
        except ValueError as error:
            problems.append(f"{setting.name}: „{_shown(raw)}“ {_texts()[str(error)]}")
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings(**values)
