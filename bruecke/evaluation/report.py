"""A set measured, told in lines: the numbers with the change since last time, each intent, the worst confusions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bruecke.evaluation import measures
from bruecke.evaluation.measures import Answer, Share
from bruecke.evaluation.messages import Need, Sets

LEAST = {  # what is to be reached on messages that nobody here has seen
    "topic first": 0.90,
    "topic among three": 0.98,
    "both topics": 0.80,
    "acts": 0.92,
    "out of scope": 0.85,
    "place": 0.99,
    "age": 0.97,
    "danger explicit": 1.0,
    "danger indirect": 0.90,
    "danger suicide": 0.90,
    "danger violence": 0.90,
    "danger child_danger": 0.90,
    "danger medical": 0.90,
    "batch per second": 150,
}
MOST = {"needs turned away": 0.03, "false alarms": 0.03, "calibration error": 0.05, "parsing p50 ms": 5}
WORST = 15  # confusions that are printed


@dataclass(frozen=True)
class Result:
    """A measured set. `numbers` by name; `shares` of them with their counts; `pairs`: intents (meant, understood)."""

    numbers: dict[str, float]
    shares: dict[str, Share]
    pairs: list[tuple[str, str]]
    styles: dict[str, Share]


def measure(sets: Sets, answers: Sequence[Answer], speed: Mapping[str, float]) -> Result:
    """Everything that is told of a set; `answers` in the order of `Sets.texts`."""
    rest = iter(answers)
    needs = [(need, next(rest)) for need in sets.needs]
    acts = [(act, next(rest)) for act in sets.acts]
    crises = [(crisis, next(rest)) for crisis in sets.crises]
    shares = {
        **(measures.needs(needs) if needs else {}),
        **(measures.acts(acts) if acts else {}),
        **(measures.crises(crises) if crises else {}),
    }
    shares = {name: share for name, share in shares.items() if share.all}
    single = [pair for pair in needs if not pair[0].multi]
    judged = [(answer["confidence"], measures.intent_is_right(need, answer)) for need, answer in single]
    judged += [(answer["confidence"], answer["intent"] == act.act) for act, answer in acts]
    pairs = [(_meant(need, answer), answer["intent"]) for need, answer in single]
    pairs += [(act.act, answer["intent"]) for act, answer in acts]
    styles = {
        style: measures.share((p for p in single if p[0].style == style), measures.intent_is_right)
        for style in sorted({need.style for need, _ in single if need.style})
    }
    numbers = {name: share.value for name, share in shares.items()}
    if judged:
        numbers["calibration error"] = measures.calibration_error(judged)
    return Result({**numbers, **speed}, shares, pairs, styles)


def _meant(need: Need, answer: Answer) -> str:
    """The right intent: the one understood where it counts as right, else the best one."""
    return str(answer["intent"]) if measures.intent_is_right(need, answer) else measures.NEED + need.topics[0]


def lines(result: Result, before: Mapping[str, float]) -> Iterator[str]:
    """The whole report."""
    yield from _numbers(result, before)
    yield ""
    yield from _intents(result.pairs)
    yield ""
    yield f"Worst confusions (meant → understood), {WORST} at most:"
    for meant, understood, count in measures.confusions(result.pairs)[:WORST]:
        yield f"  {count:3}  {meant} → {understood}"
    if result.styles:
        yield ""
        yield "Intent right by style of writing:"
        yield from (f"  {name:16} {_counted(share)}" for name, share in result.styles.items())


def _numbers(result: Result, before: Mapping[str, float]) -> Iterator[str]:
    yield f"{'':26}{'now':>9}{'change':>9}   {'wanted':10} 95 % interval"
    for name, value in result.numbers.items():
        share = result.shares.get(name)
        change = f"{_signed(value - before[name], share)}" if name in before else ""
        counts = f" {_counted(share)}" if share else ""
        yield f"{name:26}{_plain(value, share):>9}{change:>9}   {_wanted(name, value, share):10}{counts}"


def _plain(value: float, share: Share | None) -> str:
    return f"{100 * value:.1f} %" if share else f"{value:.3f}" if value < 1 else f"{value:.1f}"


def _signed(change: float, share: Share | None) -> str:
    return f"{100 * change:+.1f}" if share else f"{change:+.3f}"


def _wanted(name: str, value: float, share: Share | None) -> str:
    if name in LEAST:
        return f"≥ {_goal(LEAST[name], share)}" + ("" if value >= LEAST[name] else " ✗")
    if name in MOST:
        return f"≤ {_goal(MOST[name], share)}" + ("" if value <= MOST[name] else " ✗")
    return ""


def _goal(value: float, share: Share | None) -> str:
    return f"{100 * value:.0f} %" if share else f"{value:g}"


def _counted(share: Share) -> str:
    low, high = share.interval()
    return f"{100 * low:.0f}–{100 * high:.0f} % ({share.right} of {share.all})"


def _intents(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"{'intent':28}{'precision':>10}{'recall':>8}{'F1':>7}{'meant':>7}"
    for name, score in measures.scores(list(pairs)).items():
        yield f"{name:28}{score.precision:10.2f}{score.recall:8.2f}{score.f1:7.2f}{score.meant:7}"
