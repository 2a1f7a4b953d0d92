"""The numbers: what was understood, beside what was meant. Pure; shares are between 0 and 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

from bruecke.evaluation.messages import Act, Crisis, Need

NEED = "need_"
OUT_OF_SCOPE = "out_of_scope"
MONTHS_EITHER_WAY = 1
BINS = 10

Answer = Mapping[str, Any]  # one line of `bruecke understand` (design section 6)
Pair = tuple[Any, Answer]


@dataclass(frozen=True)
class Share:
    """`right` of `all`."""

    right: int
    all: int

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 of nothing."""
        return self.right / self.all if self.all else 0.0

    def interval(self, sure: float = 0.95) -> tuple[float, float]:
        """Wilson's score interval: where the share lies, so surely, for messages like these."""
        if not self.all:
            return 0.0, 1.0
        z = NormalDist().inv_cdf((1 + sure) / 2)
        n, p = self.all, self.value
        middle, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


@dataclass(frozen=True)
class Score:
    """How one intent does: `precision` of what was taken for it, `recall` of what was it, their harmonic mean."""

    precision: float
    recall: float
    f1: float
    meant: int


def share(pairs: Iterable[Pair], right: Callable[[Any, Answer], bool]) -> Share:
    """How many of the pairs are right."""
    marks = [right(message, answer) for message, answer in pairs]
    return Share(sum(marks), len(marks))


def needs(pairs: Sequence[tuple[Need, Answer]]) -> dict[str, Share]:
    """Topics, places and ages. A message with two topics counts only for "both topics"."""
    single = [pair for pair in pairs if not pair[0].multi]
    return {
        "topic first": share(single, lambda need, answer: _topics(answer, 1) <= set(need.topics)),
        "topic among three": share(single, lambda need, answer: bool(_topics(answer, 3) & set(need.topics))),
        "intent": share(single, intent_is_right),
        "both topics": share((p for p in pairs if p[0].multi), lambda n, a: set(n.topics) <= _topics(a, 2)),
        "needs turned away": share(pairs, lambda _, answer: answer["intent"] == OUT_OF_SCOPE),
        "place": share(pairs, lambda n, a: (n.place, n.place_text) == (a["place"], a["place_text"])),
        "age": share(pairs, age_is_right),
    }


def acts(pairs: Sequence[tuple[Act, Answer]]) -> dict[str, Share]:
    """Acts, and messages that are none of ours."""
    outside = [pair for pair in pairs if pair[0].act == OUT_OF_SCOPE]
    inside = [pair for pair in pairs if pair[0].act != OUT_OF_SCOPE]
    return {
        "acts": share(inside, lambda act, answer: answer["intent"] == act.act),
        "out of scope": share(outside, lambda _, answer: answer["intent"] == OUT_OF_SCOPE),
    }


def crises(pairs: Sequence[tuple[Crisis, Answer]]) -> dict[str, Share]:
    """Danger: how much of it is seen at all, said outright or not, how much of each kind, and false alarms."""
    danger = [pair for pair in pairs if pair[0].crisis]
    shares = {
        "danger explicit": share((p for p in danger if p[0].explicit), _alarms),
        "danger indirect": share((p for p in danger if not p[0].explicit), _alarms),
    }
    for kind in sorted({crisis.crisis for crisis, _ in danger if crisis.crisis}):
        shares[f"danger {kind}"] = share((p for p in danger if p[0].crisis == kind), _alarms)
    shares["danger of the right kind"] = share(danger, lambda c, a: a["crisis"] in (c.crisis, *c.accept))
    shares["false alarms"] = share((p for p in pairs if not p[0].crisis), _alarms)
    return shares


def intent_is_right(need: Need, answer: Answer) -> bool:
    """The first intent is one of the needs that count as right."""
    return str(answer["intent"]).removeprefix(NEED) in need.topics and str(answer["intent"]).startswith(NEED)


def age_is_right(need: Need, answer: Answer) -> bool:
    """The same age within a month, or both none."""
    meant, found = need.age_months, answer["age_months"]
    if meant is None or found is None:
        return meant is found
    return bool(abs(meant - found) <= MONTHS_EITHER_WAY)


def scores(pairs: Sequence[tuple[str, str]]) -> dict[str, Score]:
    """Precision, recall and F1 of each intent, from (meant, understood)."""
    meant, understood = Counter(m for m, _ in pairs), Counter(u for _, u in pairs)
    right = Counter(m for m, u in pairs if m == u)
    found = {}
    for name in sorted(meant):
        precision = right[name] / understood[name] if understood[name] else 0.0
        recall = right[name] / meant[name]
        both = precision + recall
        found[name] = Score(precision, recall, 2 * precision * recall / both if both else 0.0, meant[name])
    return found


def confusions(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """(meant, understood, how often) where they differ, the most frequent first."""
    counts = Counter((meant, understood) for meant, understood in pairs if meant != understood)
    return [(*names, count) for names, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: how far, on average, a confidence is from the share that was right (ten bins)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    gaps = [abs(sum(c for c, _ in part) - sum(r for _, r in part)) for part in bins.values()]
    return sum(gaps) / len(judged) if judged else 0.0


def _topics(answer: Answer, first: int) -> set[str]:
    return {topic["id"] for topic in answer["topics"][:first]}


def _alarms(_: Crisis, answer: Answer) -> bool:
    return answer["crisis"] is not None
