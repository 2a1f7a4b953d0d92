# SPDX-License-Identifier: EUPL-1.2
"""A sentence encoder in a local folder, switched on as an operator would; a tiny one, made here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import yaml
from onnx import TensorProto, helper, numpy_helper

from tests.bot.conftest import BOT_PYTHON, ROOT

TOPICS = ("need_debt", "need_childcare")
WORDS = 60  # a topic: each a row of random letters whose meaning only the encoder knows; one direction a topic
LEARNT = 50  # of them stand in examples


def made_up(seed: int) -> list[str]:
    letters = np.random.default_rng(seed).choice(list("bcdfghjklmnpqrstvwxz"), (WORDS, 9))
    return ["".join(row) for row in letters]


MEANING = {topic: made_up(seed) for seed, topic in enumerate(TOPICS)}


def tokenizer(words: Sequence[str]) -> dict[str, Any]:
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": {word: i for i, word in enumerate(words)}, "unk_token": "[UNK]"},
    }


def model(vectors: np.ndarray[Any, Any]) -> onnx.ModelProto:
    """One row a token, as the encoders of Hugging Face answer: (batch, tokens, dimensions)."""
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in ("input_ids", "attention_mask")]
    out = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["b", "t", vectors.shape[1]])
    table = numpy_helper.from_array(vectors.astype(np.float32), "table")
    node = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph([node], "tiny", inputs, [out], [table])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    words = ["[PAD]", "[UNK]"]
    rows = [[5.0, 5.0, 0.0], [0.0, 0.0, 0.1]]  # the first would drown everything, if padding counted
    for at, topic in enumerate(TOPICS):
        words += MEANING[topic]
        rows += [[float(at == 0), float(at == 1), 0.0]] * WORDS
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer(words)))
    onnx.save(model(np.array(rows)), folder / "model.onnx")
    return folder


def config(folder: Path) -> str:
    """The bot's own, with the lines uncommented that name the encoder."""
    lines = (ROOT / "bot/config.yml").read_text(encoding="utf-8")
    lines = lines.replace("# - name: bot.components.encoder", "- name: bot.components.encoder")
    return lines.replace("#   folder: var/encoder", f"  folder: {folder}").replace("#   prefix:", "  prefix:")


def examples() -> dict[str, Any]:
    """Of the two topics the made-up words alone, of all other intents the first sentence of each writer."""
    blocks = []
    for path in sorted((ROOT / "data/nlu").rglob("*.yml")):
        for block in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)["nlu"]:
            if block["intent"] not in TOPICS and block["metadata"].get("also") not in TOPICS:
                blocks.append({**block, "examples": block["examples"].splitlines(keepends=True)[0]})
    for topic in TOPICS:
        for start in range(0, LEARNT, 5):
            lines = "".join(f"- {word}\n" for word in MEANING[topic][start : start + 5])
            blocks.append({"intent": topic, "metadata": {"writer": f"writer{start}"}, "examples": lines})
    return {"version": "3.1", "nlu": blocks}


def topics_of(folder: Path, config_file: Path, texts: Sequence[str]) -> list[str]:
    nlu = folder / "nlu.yml"
    nlu.write_text(yaml.safe_dump(examples(), allow_unicode=True))
    train = [BOT_PYTHON, "-W", "ignore", "-m", "bot.train", "tiny", folder, config_file, nlu]
    subprocess.run(train, cwd=ROOT, capture_output=True, check=True)
    ask = [BOT_PYTHON, "-W", "ignore", "-m", "bot.understand", folder / "tiny.tar.gz"]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    answer = subprocess.run(ask, cwd=ROOT, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line)["topics"][0]["id"] for line in answer.stdout.splitlines()]


@pytest.mark.timeout(300)
def test_encoder_knows_words_that_no_example_has(tmp_path: Path, encoder: Path) -> None:
    with_encoder = tmp_path / "encoder.yml"
    with_encoder.write_text(config(encoder), encoding="utf-8")
    asked = [(word, topic) for topic in TOPICS for word in MEANING[topic][LEARNT:]]
    texts = [word for word, _ in asked] + [f"{word}, {word}" for word, _ in asked]  # beside longer ones: padding
    right = [topic.removeprefix("need_") for _, topic in asked] * 2
    assert topics_of(tmp_path, with_encoder, texts) == right


def test_incomplete_folder_is_named(tmp_path: Path) -> None:
    with_encoder = tmp_path / "encoder.yml"
    with_encoder.write_text(config(tmp_path), encoding="utf-8")
    train = [BOT_PYTHON, "-W", "ignore", "-m", "bot.train", "none", tmp_path, with_encoder, "data/nlu/acts"]
    done = subprocess.run(train, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode
    assert f"The sentence encoder needs {tmp_path / 'model.onnx'}" in done.stderr
