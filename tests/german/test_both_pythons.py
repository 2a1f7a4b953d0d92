# SPDX-License-Identifier: EUPL-1.2
"""The bot (Python 3.10, spaCy 3.4) and the application (spaCy 3.8) must understand every message alike."""

from __future__ import annotations

import json
import os
import subprocess

from bruecke.german.ages import find_age
from bruecke.german.places import PlaceFinder
from bruecke.german.plain import scores
from tests.german.tables import ROOT, age_named, catalogue_places, place_named, table

BOT_PYTHON = ROOT / ".venv-bot" / "bin" / "python"
READ_IN_BOT = """
import json, sys
from bruecke.german.ages import find_age
from bruecke.german.places import PlaceFinder
from bruecke.german.plain import scores
task = json.load(sys.stdin)
finder = PlaceFinder(task["places"])
def place(mention):
    return mention and [mention.place, mention.place_text, mention.candidates, mention.start, mention.end]
def age(mention):
    return mention and [mention.months, mention.start, mention.end]
def answer(text, asked):
    return [place(finder.find(text, asked)), age(find_age(text, asked)), scores(text).lix]
json.dump([answer(text, asked) for text, asked in task["texts"]], sys.stdout)
"""


def test_bot_and_application_read_every_message_alike() -> None:
    cases = [case for case in (*table("places"), *table("ages")) if any(letter.isalnum() for letter in case.text)]
    places = catalogue_places()
    task = json.dumps({"places": places, "texts": [(case.text, case.asked) for case in cases]})
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    run = subprocess.run(
        [BOT_PYTHON, "-c", READ_IN_BOT],
        input=task,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=True,
    )
    finder = PlaceFinder(places)
    for case, (place, age, lix) in zip(cases, json.loads(run.stdout), strict=True):
        here, years = finder.find(case.text, case.asked), find_age(case.text, case.asked)
        seen = here and [here.place, here.place_text, list(here.candidates), here.start, here.end]
        assert place == seen, f"{case.text}: {place_named(here)}"
        assert age == (years and [years.months, years.start, years.end]), f"{case.text}: {age_named(years)}"
        assert lix == scores(case.text).lix
