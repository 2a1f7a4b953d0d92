# SPDX-License-Identifier: EUPL-1.2
"""Which child a message is about, when it names several ages.

"die große 8 ist super aber der kleine 3 haut" → 3: what is told of each child is weighed. Words of trouble speak for
the child nearest to them, words of praise against it; "der mittlere" or "sie" later on point back to one of the list.
Nothing told: the child named first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bruecke.german.words import word_lists

_CLAUSE_COSTS = 4  # a clause's end counts as so many words between a child and what is told of it
_WEIGHTS = {"strong_trouble": 3.0, "trouble": 1.0, "praise": -3.0}
_POINTED_AT, _NOW, _UNBORN, _SIBLING, _ADULT = 6.0, 1.5, -0.5, -2.5, -2.0
_NAMED_AGAIN = 0.75
_GROWN_UP = 216  # months
_NOT = frozenset({"nicht", "nich", "net", "kaum"})


@dataclass(frozen=True)
class Child:
    """A child's age: months, its tokens [start, end), the word for the child and its token, the link's strength.

    Children of one list ("2, 5 und 9") share a number of `group`: what is told next to the list is told of all.
    """

    months: int
    start: int
    end: int
    subject: str = ""
    subject_at: int | None = None
    strength: int = 1
    group: int = -1


def child_meant(norms: Sequence[str], children: Sequence[Child]) -> Child | None:
    """The child most is told of; of equals the first. None when there is none."""
    if len(children) < 2:
        return children[0] if children else None
    scores = [child.strength + _standing(norms, child) for child in children]
    anchors = list(_anchors(norms, children))
    for position, weight in _told(norms):
        _, meant = min((_way(norms, position, anchor), indices) for anchor, indices in anchors)
        for index in meant:
            scores[index] += weight
    for index in _named_again(norms, children):
        scores[index] += _NAMED_AGAIN
    return children[max(range(len(children)), key=lambda index: (scores[index], -index))]


def _standing(norms: Sequence[str], child: Child) -> float:
    score = 0.0
    if any(norm in word_lists("ages")["child_meant"] for norm in norms[max(0, child.start - 2) : child.start]):
        score += _NOW
    if child.months < 0:
        score += _NOW if any(norm in word_lists("ages")["expecting"] for norm in norms) else _UNBORN
    if child.months >= _GROWN_UP:
        score += _ADULT
    if child.subject in word_lists("ages")["siblings"]:
        score += _SIBLING
    return score


def _anchors(norms: Sequence[str], children: Sequence[Child]) -> Iterator[tuple[int, list[int]]]:
    """Where the message speaks of which child or children: (token, their numbers)."""
    taken: set[int | None] = set()
    for child in children:
        together = [number for number, other in enumerate(children) if other.group == child.group]
        yield child.start, together
        if child.subject_at is not None:
            taken.add(child.subject_at)
            yield child.subject_at, together
    for position in range(len(norms)):
        index = None if position in taken else _pointed_back(norms, position, children)
        if index is not None:
            yield position, [index]


def _named_again(norms: Sequence[str], children: Sequence[Child]) -> set[int]:
    """The children that the message comes back to: "die Große", "der Jüngste", "sie" after all ages are told."""
    taken = {child.subject_at for child in children}
    told = max(child.end for child in children)
    ranks = [word_lists("ages")[name] for name in ("youngest", "oldest", "middle")]
    again = [
        _pointed_back(norms, position, children)
        for position, norm in enumerate(norms)
        if position not in taken and (position >= told or any(norm in rank for rank in ranks))
    ]
    return {index for index in again if index is not None}


def _pointed_back(norms: Sequence[str], position: int, children: Sequence[Child]) -> int | None:
    """The child that "der mittlere", "die Kleine", "Tochter" or "er" means, when that is clear."""
    word = norms[position]
    born = sorted((child.months, index) for index, child in enumerate(children))
    if word in word_lists("ages")["youngest"]:
        return born[0][1]
    if word in word_lists("ages")["oldest"]:
        return born[-1][1]
    if word in word_lists("ages")["middle"]:
        return born[len(born) // 2][1]
    if word == "er" or word in word_lists("ages")["boy_nouns"]:
        return _only(children, "boy")
    she = word == "sie" and norms[position + 1 : position + 2] and norms[position + 1].endswith("t")
    return _only(children, "girl") if she or word in word_lists("ages")["girl_nouns"] else None


def _only(children: Sequence[Child], sex: str) -> int | None:
    fitting = [index for index, child in enumerate(children) if child.subject in word_lists("ages")[f"{sex}_nouns"]]
    return fitting[0] if len(fitting) == 1 else None


def _told(norms: Sequence[str]) -> Iterator[tuple[int, float]]:
    """What speaks for or against a child: (token, weight)."""
    for position, norm in enumerate(norms):
        if norm.startswith("problem") and norms[position - 1 : position] and norms[position - 1].startswith("kein"):
            yield position, _WEIGHTS["praise"]
        elif norm == "um" and (weight := _pointed(norms[max(0, position - 3) : position])):
            yield position + 1, weight
        else:
            name = next((name for name in _WEIGHTS if norm in word_lists("ages")[name]), None)
            if name == "praise" and _NOT.intersection(norms[position + 1 : position + 3]):
                name = "trouble"
            if name:
                yield position, _WEIGHTS[name]


def _pointed(before: Sequence[str]) -> float:
    """What "es geht um …", "es geht nicht um …" and "… sondern um …" say of the child named next."""
    if "sondern" in before[-1:]:
        return _POINTED_AT
    return 0 if "geht" not in before else -_POINTED_AT if _NOT.intersection(before) else _POINTED_AT


def _way(norms: Sequence[str], told: int, anchor: int) -> int:
    low, high = sorted((told, anchor))
    ends = sum(norm in word_lists("ages")["clause_ends"] for norm in norms[low:high])
    return high - low + _CLAUSE_COSTS * ends
