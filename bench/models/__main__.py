"""Compares intent models on the frozen test messages: `.venv-bot/bin/python -m bench.models [what …]`.

`what`: linear, diet_small, diet_stock, curve.
Every model learns from the same examples and is asked for the same messages, which none has seen. `curve` writes how
the linear machine does with 3, 10, 30 … examples a topic to var/eval/curve.json (draw.py draws it).
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

import bot  # noqa: F401  quietens Rasa before it is imported
from bot.components.facts import MASKED, PlacesAndAges
from bot.components.ranker import NEED, Ranker, Sentence, _features
from bruecke.german.normal import normal

ROOT = Path(__file__).parents[2]
SHARE = 3  # DIET learns from every third example: with all of them it takes hours here
CURVE = (3, 10, 30, 100, 300, 1000)

Scores = tuple[np.ndarray, np.ndarray]  # intents, a row of scores a message


def _masked(texts: Sequence[str]) -> list[str]:
    messages = [Message({TEXT: text}) for text in texts]
    PlacesAndAges(ROOT / "services.yml").process_training_data(TrainingData(messages))
    return [message.get(MASKED) for message in messages]


def _examples() -> list[Sentence]:
    examples = [e for e in load_data(str(ROOT / "data/nlu")).intent_examples if e.get(TEXT)]
    texts = _masked([e.get(TEXT) for e in examples])
    about = [(e.get(METADATA) or {}).get(METADATA_INTENT) or {} for e in examples]
    return [
        Sentence(text, (e.get(INTENT), *([a["also"]] if "also" in a else [])), a.get("writer", ""))
        for text, e, a in zip(texts, examples, about)
    ]


def _tests() -> tuple[list[str], list[list[str]]]:
    texts, right = [], []
    for name in ("needs", "acts"):
        for line in (ROOT / f"tests/understanding/{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row.get("multi"):
                texts.append(row["text"])
                right.append([NEED + topic for topic in row["topics"]] if name == "needs" else [row["act"]])
    return _masked(texts), right


def _linear(make: Callable[[], Any]) -> Callable[[Sequence[Sentence], Sequence[str]], Scores]:
    def learn_and_ask(sentences: Sequence[Sentence], texts: Sequence[str]) -> Scores:
        features = _features()
        matrix = features.fit_transform([normal(s.text) for s in sentences])
        model = make().fit(matrix, [s.intents[0] for s in sentences])
        asked = features.transform([normal(text) for text in texts])
        found = model.decision_function(asked) if hasattr(model, "decision_function") else model.predict_proba(asked)
        return model.classes_, found

    return learn_and_ask


def _ranker(sentences: Sequence[Sentence], texts: Sequence[str]) -> Scores:
    ranker = Ranker.learn(sentences)
    return ranker.intents, ranker.rank(texts).likely


def _diet(config: Path) -> Callable[[Sequence[Sentence], Sequence[str]], Scores]:
    def learn_and_ask(sentences: Sequence[Sentence], texts: Sequence[str]) -> Scores:
        import asyncio

        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "nlu.json"
            rows = [{"text": s.text, "intent": s.intents[0], "entities": []} for s in sentences]
            data.write_text(json.dumps({"rasa_nlu_data": {"common_examples": rows}}), encoding="utf-8")
            model = train_nlu(str(config), str(data), folder)
            agent = Agent.load(model)
            rankings = [asyncio.run(agent.parse_message(text))["intent_ranking"] for text in texts]
        intents = np.array(sorted({r["name"] for ranking in rankings for r in ranking}))
        found = np.zeros((len(texts), len(intents)))
        for row, ranking in enumerate(rankings):
            for r in ranking:
                found[row, np.searchsorted(intents, r["name"])] = r["confidence"]
        return intents, found

    return learn_and_ask


MODELS: dict[str, Callable[[Sequence[Sentence], Sequence[str]], Scores]] = {
    "logistic regression": _linear(lambda: LogisticRegression(C=10, solver="liblinear", multi_class="ovr")),
    "linear SVM": _linear(lambda: LinearSVC(C=0.5)),
    "complement naive Bayes": _linear(lambda: ComplementNB(alpha=0.3)),
    "ranker (SVM + naive Bayes)": _ranker,
}


def _row(name: str, learn: Any, sentences: Sequence[Sentence], texts: list[str], right: list[list[str]]) -> str:
    started = time.perf_counter()
    intents, found = learn(sentences, texts)
    took = time.perf_counter() - started
    order = np.argsort(-found, axis=1)
    first = [intents[o[0]] in r for o, r in zip(order, right)]
    three = [bool({*intents[o[:3]]} & {*r}) for o, r in zip(order, right)]
    need = [r[0].startswith(NEED) for r in right]
    topic, among, act = (
        100 * np.mean([hit for hit, n in zip(hits, need) if n == wanted])
        for hits, wanted in ((first, True), (three, True), (first, False))
    )
    return f"{name:28} {len(sentences):6} {topic:7.1f} {among:7.1f} {act:7.1f} {took:8.0f} s"


def _curve(
    sentences: Sequence[Sentence], texts: list[str], right: list[list[str]]
) -> dict[str, list[tuple[int, float]]]:
    points = []
    order = np.random.default_rng(0).permutation(len(sentences))
    svm = MODELS["linear SVM"]
    for most in CURVE:
        seen: dict[str, int] = {}
        chosen = []
        for at in order:
            intent = sentences[at].intents[0]
            if seen.get(intent, 0) < most:
                seen[intent] = seen.get(intent, 0) + 1
                chosen.append(sentences[at])
        number = int(np.mean([n for intent, n in seen.items() if intent.startswith(NEED)]))
        intents, found = svm(chosen, texts)
        hits = [intents[row.argmax()] in r for row, r in zip(found, right) if r[0].startswith(NEED)]
        points.append((number, float(np.mean(hits))))
        print(points[-1], flush=True)
    return {"topic first": points}


def main(wanted: Sequence[str]) -> None:
    """Prints a line a model: examples, topic right at first place, among three, acts, seconds to learn and answer."""
    sentences, (texts, right) = _examples(), _tests()
    print(f"{'':28} {'learnt':>6} {'first':>7} {'three':>7} {'acts':>7} {'time':>8}", flush=True)
    third = sentences[::SHARE]
    for name, learn in MODELS.items() if "linear" in wanted else ():
        for some in (third, sentences):
            print(_row(name, learn, some, texts, right), flush=True)
    for name in [name for name in ("diet_small", "diet_stock") if name in wanted]:
        learn = _diet(Path(__file__).with_name(f"{name}.yml"))
        print(_row(name, learn, third, texts, right), flush=True)
    if "curve" in wanted:
        out = ROOT / "var/eval/curve.json"
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(_curve(sentences, texts, right)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:] or ("linear", "curve"))
