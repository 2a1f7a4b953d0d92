"""The bot's model: trained when what it is made of has changed, and only then."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

MADE_OF = (
    "bot/config.yml",
    "bot/domain/**/*.yml",
    "bot/rules/*.yml",
    "bot/components/*.py",
    "bot/train.py",
    "bot/requirements.lock",
    "bruecke/german/**/*.py",
    "bruecke/german/**/*.yml",
    "bruecke/german/**/*.txt",
    "data/nlu/**/*.yml",
)
KEPT_MODELS = 3  # the newest ones; an older one is quick to make again


class BotFailed(Exception):
    """Rasa's environment did not do what was asked; its output says why."""


def model_path(root: Path, models: Path) -> Path:
    """Where the model of the present content lies, or would lie."""
    return models / f"bruecke-{_content_hash(root)}.tar.gz"


def train(root: Path, models: Path, python: Path, *, force: bool = False) -> Path:
    """The model of the present content; made now if it is missing or `force` is set.

    `python` is the one of Rasa's environment. Raises BotFailed.
    """
    path = model_path(root, models)
    if path.exists() and not force:
        return path
    models.mkdir(parents=True, exist_ok=True)
    name = path.name.removesuffix(".tar.gz")
    done = subprocess.run([python, "-W", "ignore", "-m", "bot.train", name, models], cwd=root, check=False)  # noqa: S603  our own module
    if done.returncode or not path.exists():
        raise BotFailed(f"Rasa made no model (exit {done.returncode}).")
    _forget_old(models)
    return path


def _content_hash(root: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _files(root: Path) -> Iterator[Path]:
    for pattern in MADE_OF:
        yield from sorted(root.glob(pattern))


def _forget_old(models: Path) -> None:
    by_age = sorted(models.glob("bruecke-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[KEPT_MODELS:]:
        path.unlink(missing_ok=True)
