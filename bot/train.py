"""Trains the model: `python -m bot.train NAME FOLDER` writes FOLDER/NAME.tar.gz."""

from __future__ import annotations

import sys

import bot  # noqa: F401  quietens Rasa before it is imported


def main(name: str, folder: str) -> None:
    """Trains from bot/ and data/nlu; exits with 1 when Rasa made no model."""
    import rasa

    result = rasa.train(
        domain="bot/domain",
        config="bot/config.yml",
        training_files=["data/nlu", "bot/rules"],
        output=folder,
        force_training=True,
        fixed_model_name=name,
    )
    if not result.model:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
