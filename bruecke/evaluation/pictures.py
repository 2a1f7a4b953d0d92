"""Pictures of an evaluation, by matplotlib: which intents are taken for which, and how learning goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

mpl.rcParams["svg.hashsalt"] = "bruecke"  # the same numbers give the same file
BRAND = "#0B5A66"


def confusions(pairs: Sequence[tuple[str, str]], path: Path) -> None:
    """Draws a matrix of (meant, understood): rows are what was meant, each row's shares add up to one."""
    names = sorted({name for pair in pairs for name in pair})
    counts, meant = Counter(pairs), Counter(m for m, _ in pairs)
    shares = [[counts[row, column] / max(meant[row], 1) for column in names] for row in names]
    figure = Figure(figsize=(14, 13), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Greens", vmin=0, vmax=1)
    labels = [name.removeprefix("need_") for name in names]
    axes.set_xticks(range(len(names)), labels, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), labels, fontsize=8)
    for row, column in ((r, c) for r in range(len(names)) for c in range(len(names))):
        count = counts[names[row], names[column]]
        if count:
            colour = "white" if shares[row][column] > 0.6 else "black"
            axes.text(column, row, str(count), ha="center", va="center", fontsize=7, color=colour)
    axes.set(xlabel="understood", ylabel="meant")
    _save(figure, path)


def learning_curve(curves: Mapping[str, Sequence[tuple[int, float]]], path: Path) -> None:
    """Draws, for each name, (examples per topic, share right): how much more data would still bring."""
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    for (name, points), colour in zip(curves.items(), (BRAND, "#A3201B", "#7C8A91"), strict=False):
        axes.plot(*zip(*points, strict=True), marker="o", label=name, color=colour)
        for number, share in points:
            axes.annotate(f"{100 * share:.0f}", (number, share), (0, 7), textcoords="offset points", fontsize=8)
    axes.set(xscale="log", ylim=(0, 1), xlabel="examples per topic", ylabel="right")
    axes.set_xticks([number for number, _ in next(iter(curves.values()))])
    axes.get_xaxis().set_major_formatter("{x:.0f}")
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend()
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
