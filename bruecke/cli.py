"""The command line: `bruecke …`. Parses, calls one function, prints."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bruecke import processes, settings, training
from bruecke.settings import Settings

ROOT = Path(__file__).parents[1]
Command = Callable[[argparse.Namespace, Settings], int]


def up(arguments: argparse.Namespace, config: Settings) -> int:
    """Starts web, actions and bot and keeps them running."""
    from bruecke.catalogue import load_catalogue
    from bruecke.storage.migrate import upgrade

    load_catalogue(config.catalogue)
    model = training.model_path(ROOT, config.models)
    if not model.exists() or not training.danger_path(ROOT, config.models).exists():
        raise training.BotFailed("There is no model of the present content yet: bruecke train")
    upgrade(config)
    names = {"BRUECKE_CATALOGUE": str(config.catalogue), "PYTHONUNBUFFERED": "1"}
    ours = [sys.executable, "-m", "bruecke.cli"]
    bot = [
        str(_bot_python()),
        "-W",
        "ignore",
        "-m",
        "bot.server",
        str(model),
        str(config.bot_port),
        str(config.actions_port),
    ]
    print(_addresses(config), flush=True)
    asyncio.run(
        processes.run(
            [
                processes.Process("web", [*ours, "web"], names),
                processes.Process("actions", [*ours, "actions"], names),
                processes.Process("bot", bot, names),
            ],
            ROOT,
        )
    )
    return 0


def web(arguments: argparse.Namespace, config: Settings) -> int:
    """Serves parents (and later counsellors and staff)."""
    from bruecke import app

    app.run(config)
    return 0


def actions(arguments: argparse.Namespace, config: Settings) -> int:
    """Serves the bot's questions to the catalogue."""
    import logging

    from aiohttp import web as aiohttp_web

    from actions.server import create_app

    logging.basicConfig(level=config.log_level, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)  # it greets each action by name
    application = create_app(config.catalogue)
    aiohttp_web.run_app(application, host="127.0.0.1", port=config.actions_port, print=None, access_log=None)
    return 0


def train(arguments: argparse.Namespace, config: Settings) -> int:
    """Trains the models (danger detection, the bot) if what they are made of changed."""
    if arguments.force or not training.danger_path(ROOT, config.models).exists():
        print("Teaching danger detection; this takes a minute …", flush=True)
    training.train_danger(ROOT, config.models, force=arguments.force)
    if arguments.force or not training.model_path(ROOT, config.models).exists():
        print("Training the bot's model; this takes a few minutes …", flush=True)
    training.train(ROOT, config.models, _bot_python(), force=arguments.force)
    return 0


def understand(arguments: argparse.Namespace, config: Settings) -> int:
    """Reads JSON lines with a text, writes what each means."""
    from bruecke import safety, understanding

    safety.load_model(training.danger_path(ROOT, config.models))
    texts = [json.loads(line)["text"] for line in sys.stdin if line.strip()]
    model = training.model_path(ROOT, config.models)
    for row in understanding.understand(texts, ROOT, _bot_python(), model):
        print(json.dumps(row, ensure_ascii=False))
    return 0


def evaluate(arguments: argparse.Namespace, config: Settings) -> int:
    """Measures how well a folder of messages is understood."""
    from bruecke import safety
    from bruecke.evaluation.run import evaluate as measured

    safety.load_model(training.danger_path(ROOT, config.models))
    model = training.model_path(ROOT, config.models)
    for line in measured(arguments.data, ROOT, _bot_python(), model, config.var / "eval"):
        print(line)
    return 0


def check(arguments: argparse.Namespace, config: Settings) -> int:
    """Prints every problem of the catalogue; exit status 1 when one is an error."""
    from bruecke.catalogue import check as catalogue_check

    problems = catalogue_check.check(config.catalogue)
    for problem in problems:
        print(problem)
    return int(any(problem.severity == "error" for problem in problems))


def _bot_python() -> Path:
    return ROOT / ".venv-bot" / "bin" / "python"


def _addresses(config: Settings) -> str:
    here = f"http://127.0.0.1:{config.port}"
    return f"Brücke starts. Chat: {here}/chat · municipal page with the widget: {here}/demo · stop with Ctrl-C"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bruecke", description="Brücke – der Chat für Eltern.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in (up, web, actions):
        commands.add_parser(command.__name__, help=command.__doc__).set_defaults(run=command)
    training_parser = commands.add_parser("train", help=train.__doc__)
    training_parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    training_parser.set_defaults(run=train)
    understand_parser = commands.add_parser("understand", help=understand.__doc__)
    understand_parser.add_argument("--jsonl", action="store_true", required=True, help="one JSON object a line")
    understand_parser.set_defaults(run=understand)
    eval_parser = commands.add_parser("eval", help=evaluate.__doc__)
    eval_parser.add_argument("--data", type=Path, default=ROOT / "tests" / "understanding", metavar="FOLDER")
    eval_parser.set_defaults(run=evaluate)
    catalogue = commands.add_parser("catalogue", help="The catalogue of places and offers.")
    subcommands = catalogue.add_subparsers(dest="subcommand", required=True)
    subcommands.add_parser("check", help=check.__doc__).set_defaults(run=check)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; what is wrong is said in one place, without a traceback where it was foreseen."""
    from bruecke.catalogue import CatalogueError
    from bruecke.evaluation.messages import EvaluationError

    arguments = _parser().parse_args(argv)
    run: Command = arguments.run
    try:
        return run(arguments, settings.read())
    except (settings.SettingsError, CatalogueError, EvaluationError, training.BotFailed) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
