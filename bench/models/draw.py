"""Draws what `bench.models curve` measured: `python -m bench.models.draw` writes docs/bilder/lernkurve.svg."""

from __future__ import annotations

import json
from pathlib import Path

from bruecke.evaluation import pictures

ROOT = Path(__file__).parents[2]

if __name__ == "__main__":
    curves = json.loads((ROOT / "var/eval/curve.json").read_text(encoding="utf-8"))
    pictures.learning_curve(curves, ROOT / "docs/bilder/lernkurve.svg")
