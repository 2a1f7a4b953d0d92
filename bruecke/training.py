"""The trained models: made when what they are made of has changed, and only then.

Two of them: `bruecke-….tar.gz`, what the bot understands (Rasa), and `danger-….joblib`, the learned part of danger
detection, which the web application holds itself.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

GERMAN = ("bruecke/german/**/*.py", "bruecke/german/**/*.yml", "bruecke/german/**/*.txt")
BOT = (
    "bot/config.yml",
    "bot/domain/**/*.yml",
    "bot/rules/*.yml",
    "bot/components/*.py",
    "bot/train.py",
    "bot/requirements.lock",
    "data/nlu/**/*.yml",
    *GERMAN,
)
DANGER = (
    "bruecke/safety/*.py",
    "bruecke/safety/patterns/*",
    "bruecke/german/nlp.py",
    "bruecke/german/normal.py",
    "bruecke/german/grams.py",
    "requirements.lock",
    "data/danger/*.yml",
    "data/nlu/**/*.yml",
)
KEPT_MODELS = 3  # of each kind; an older one is quick to make again


class BotFailed(Exception):
    """Rasa's environment did not do what was asked; its output says why."""


def model_path(root: Path, models: Path) -> Path:
    """Where the bot's model of the present content lies, or would lie."""
    return models / f"bruecke-{_content_hash(root, BOT)}.tar.gz"


def danger_path(root: Path, models: Path) -> Path:
    """Where the learned part of danger detection lies, or would lie."""
    return models / f"danger-{_content_hash(root, DANGER)}.joblib"


def train(root: Path, models: Path, python: Path, *, force: bool = False) -> Path:
    """The bot's model of the present content; made now if it is missing or `force` is set.

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
    _forget_old(models, "bruecke-*.tar.gz")
    return path


def train_danger(root: Path, models: Path, *, force: bool = False) -> Path:
    """The learned part of danger detection; made now (in about a minute) if it is missing or `force` is set."""
    path = danger_path(root, models)
    if path.exists() and not force:
        return path
    from bruecke.safety import learned, lessons
    from bruecke.safety.danger import detector

    learned.save(lessons.teach(list(lessons.read_examples(root / "data", detector()))), path)
    _forget_old(models, "danger-*.joblib")
    return path


def _content_hash(root: Path, made_of: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in _files(root, made_of):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _files(root: Path, made_of: tuple[str, ...]) -> Iterator[Path]:
    for pattern in made_of:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())


def _forget_old(models: Path, pattern: str) -> None:
    by_age = sorted(models.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[KEPT_MODELS:]:
        path.unlink(missing_ok=True)
