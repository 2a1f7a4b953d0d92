"""Teaches the learned part from invented messages: data/danger, and the bot's messages of everyday needs (data/nlu).

Everyday needs must stay quiet; those among them that are danger, or may be, are named in data/danger/needs.yml. The
test messages (tests/safety, tests/understanding) are never trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from bruecke.safety import learned
from bruecke.safety.detector import Detector
from bruecke.safety.learned import Borders, Floats, Learned
from bruecke.safety.patterns import KINDS

HARMLESS = "harmless"
UNSURE = "unsure"  # two professionals would disagree: not taught
TWINS = "twins"  # harmless messages written as close to danger as can be; too hard a measure of false alarms
HOT_TOPICS = ("need_domestic_violence", "need_child_abuse")  # their messages are danger or not only by label
FOLDS = 5
LOOKALIKE_WEIGHT = 3.0  # messages written to be told from danger teach more than everyday ones
DANGER_WEIGHT = 1.5
QUIET = 0.95  # so many lookalikes stay below the alarm, and …
QUIET_WITH_RULE = 0.9  # … below the border that counts where a rule sees danger, too


@dataclass(frozen=True)
class Example:
    """A message with the kind of danger it means, or `harmless`; who wrote it; for everyday talk, what it is about."""

    kind: str
    text: str
    writer: str
    about: str = ""

    @property
    def is_danger(self) -> bool:
        """It means danger."""
        return self.kind != HARMLESS

    @property
    def talk(self) -> str:
        """The class it teaches: the kind of danger, or the kind of harmless talk."""
        return self.kind if self.is_danger else self.about or HARMLESS


def read_examples(data: Path, detector: Detector) -> Iterator[Example]:
    """All training messages below `data`."""
    for kind in (*KINDS, HARMLESS):
        for writer, content in _yaml(data / "danger" / f"{kind}.yml").items():
            yield from (Example(kind, text, writer) for text in _texts(content))
    labels = {text: kind for kind, texts in _yaml(data / "danger" / "needs.yml").items() for text in texts}
    for path in sorted((data / "nlu").rglob("*.yml")):
        for writer, text in _examples(path):
            kind = labels.get(text) or _unlabelled(path, text, detector)
            if kind != UNSURE:
                yield Example(kind, text, writer, path.stem)


def _unlabelled(path: Path, text: str, detector: Detector) -> str:
    """Harmless, but for what nobody has judged where danger is near."""
    return UNSURE if path.stem in HOT_TOPICS or detector.look(text).rules else HARMLESS


def _examples(path: Path) -> Iterator[tuple[str, str]]:
    """Writer and text."""
    for block in _yaml(path)["nlu"]:
        for line in block["examples"].splitlines():
            yield block["metadata"]["writer"], line.strip().removeprefix("- ")


def _yaml(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    else:
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


def teach(examples: Sequence[Example]) -> Learned:
    """The model learnt from the examples. Where alarms begin is set by what it makes of messages it had not seen."""
    rows = Rows(examples)
    machine, bayes = rows.fit(np.arange(len(examples)))
    return Learned(rows.features, machine, bayes, KINDS, borders(rows, out_of_fold(rows)))


class Rows:
    """Examples as a matrix, a row each; `talk` is the number of its class, the kinds of danger first."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.features = learned.new_features()
        self.matrix = self.features.fit_transform(learned.texts_of([example.text for example in examples]))
        talks = [*KINDS, *sorted({example.talk for example in examples} - set(KINDS))]
        self.talk = np.array([talks.index(example.talk) for example in examples])
        self.danger = np.array([example.is_danger for example in examples])
        self.writer = np.array([example.writer for example in examples])
        everyday = np.array([bool(example.about) for example in examples])
        self.weight = np.where(everyday, 1.0, LOOKALIKE_WEIGHT) * np.where(self.danger, DANGER_WEIGHT, 1.0)
        self.lookalike = ~self.danger & ~everyday & (self.writer != TWINS)

    def fit(self, chosen: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Weights of the two models (shapes as in `Learned`)."""
        matrix = self.matrix[chosen]
        machine = LinearSVC().fit(matrix, self.danger[chosen], sample_weight=self.weight[chosen])
        bayes = ComplementNB(alpha=0.3).fit(matrix, self.talk[chosen])
        both = np.append(machine.coef_[0], machine.intercept_), bayes.feature_log_prob_.T
        return both[0].astype(np.float32), np.ascontiguousarray(both[1], dtype=np.float32)


def out_of_fold(rows: Rows) -> Floats:
    """Shape (examples, 2): both models' scores for messages of writers they had not seen."""
    found = np.zeros((len(rows.danger), 2), dtype=np.float32)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    for rest, held in folds.split(rows.matrix, rows.talk, rows.writer):
        machine, bayes = rows.fit(rest)
        likely = rows.matrix[held] @ bayes
        danger, harmless = likely[:, : len(KINDS)].max(axis=1), likely[:, len(KINDS) :].max(axis=1)
        found[held] = np.stack([rows.matrix[held] @ machine[:-1] + machine[-1], danger - harmless], axis=1)
    return found


def borders(rows: Rows, scores: Floats) -> Borders:
    """How the scores count together, and where alarms begin: by what stays quiet of messages that look like danger."""
    model = LogisticRegression(C=100).fit(scores, rows.danger)
    (machine, bayes), bias = model.coef_[0].tolist(), float(model.intercept_[0])
    likely = model.predict_proba(scores)[rows.lookalike, 1]
    alarm, with_rule = np.quantile(likely, [QUIET, QUIET_WITH_RULE]).tolist()
    return replace(Borders(machine, bayes, bias), alarm=alarm, with_rule=with_rule)
