"""Trains the model: `python -m bot.train NAME FOLDER [CONFIG] [NLU]` writes FOLDER/NAME.tar.gz."""

from __future__ import annotations

import sys

import bot  # noqa: F401  quietens Rasa before it is imported


def main(name: str, folder: str, config: str = "bot/config.yml", nlu: str = "data/nlu") -> None:
    """Trains with the pipeline of `config` on the examples below `nlu`; exits with 1 when Rasa made no model."""
    import rasa

    result = rasa.train(
        domain="bot/domain",
        config=config,
        training_files=[nlu, "bot/rules"],
        output=folder,
        force_training=True,
        fixed_model_name=name,
    )
    if not result.model:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
