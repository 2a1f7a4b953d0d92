# SPDX-License-Identifier: EUPL-1.2
"""What each number of a message is: a child's age, a duration, the writer's own age, a stage of pregnancy.

The rules of `ages.yml` decide by what stands around a number. Here is what no rule can say: numbers joined to a list,
numbers that no rule claims, and verdicts that the rest of the message belies.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bruecke.german.measures import Measure
from bruecke.german.nlp import Reading, data, fold
from bruecke.german.numbers import ARTICLES
from bruecke.german.rules import RuleSet, collapse
from bruecke.german.words import WordClass, until_stop, word_classes, word_lists

WEAK = frozenset({"child_weak", "child_weak_too", "child_young", "fragment", "at_age"})
OLDEST = dict.fromkeys(WEAK, 18) | {"child_sure": 27, "child_direct": 27, "child": 21, "child_now": 21, "it": 18}
OLDEST |= {"sibling": 18, "own_list": 18, "fragment": 21}
"""Verdicts that make a number a child's age, and up to how many years: the looser the link to a child, the fewer."""

_SHORT_ANSWER = 8  # tokens; so short a reply to "Wie alt?" is the age and nothing else
_OF_AGE = 18
_NEAR = 5  # tokens
_MAY_EXPECT = 12 * 12  # months old
_FIRST_WEEK = 4  # of a pregnancy that is known
_RARELY_COUNTED = 10  # things in "mit 10 …"
_PERSONS = frozenset({"ich", "wir", "er", "sie", "es"})
_UNSURE = frozenset({"", "child_weak", "fragment"})
_PLURALS = ("ern", "er", "e", "el", "s")
_BY_KIND = {"#a": "child_direct", "#b": "child", "#y": "child_weak", "#m": "child_weak", "#on": "child_weak"}


@lru_cache(maxsize=1)
def _rules() -> RuleSet:
    return RuleSet(word_classes(data("ages")["classes"]), data("ages")["rules"])


@lru_cache(maxsize=1)
def _child_words() -> tuple[WordClass, WordClass]:
    classes = data("ages")["classes"]
    return WordClass(classes["CHILD"]), WordClass(classes["SIBLING"])


def means_child(norm: str) -> bool:
    """True for "Sohn", "Kleine", "Schwester" and the like."""
    return any(norm in words for words in _child_words())


class AgeMessage:
    """One message, its numbers (`measures`), and the verdict on each (`verdicts`; "" for none).

    In `view` each number is one marker; `places[n]` is where the marker of measure n stands.
    """

    def __init__(self, reading: Reading, measures: Sequence[Measure], asked: bool) -> None:
        self.reading = reading
        self.norms = reading.norms
        self.measures = measures
        spans = [(measure.start, measure.end) for measure in measures]
        self.view, self.places = collapse(reading.norms, spans, [measure.kind for measure in measures])
        claimed = _rules().verdicts(self.view)
        self.verdicts: list[str] = []
        for number, place in enumerate(self.places):
            verdict = self._settled(number, claimed.get(place, ""))
            answer = asked and len(self.norms) <= _SHORT_ANSWER and verdict in {"", "duration_weak", "child_weak"}
            self.verdicts.append(self._when_asked(number) if answer else verdict)
            if verdict == "mother_to_be" and number and self._is_mothers(number - 1):
                self.verdicts[number - 1] = "other"

    def has(self, name: str) -> bool:
        """True when the message holds a word of this list (`word_lists` in ages.yml)."""
        return any(norm in word_lists("ages")[name] for norm in self.norms)

    def norm_before(self, number: int) -> str:
        """The word before a number."""
        return self.reading.norm(self.measures[number].start - 1)

    def norm_after(self, number: int) -> str:
        """The word behind a number."""
        return self.reading.norm(self.measures[number].end)

    # --- verdicts ---

    def _settled(self, number: int, claimed: str) -> str:
        """The rules' verdict, the neighbour's in a list, or what the number's kind suggests."""
        verdict = claimed
        if verdict in _UNSURE and self._continues_list(number):
            verdict = self.verdicts[number - 1]
        verdict = verdict or self._by_kind(number)
        if (verdict in OLDEST or not verdict) and self._is_unborn(number):
            verdict = "pregnant_since"
        if self._believable(number, verdict):
            return verdict
        return self._by_kind(number) if verdict == "fragment" else ""

    def _continues_list(self, number: int) -> bool:
        if number == 0 or self.measures[number].kind not in {"#n", "#y", "#m", "#w"}:
            return False
        between = self.view[self.places[number - 1] + 1 : self.places[number]]
        same = self.measures[number - 1].values[-1].amount == self.measures[number].values[0].amount
        joined = not same and len(between) == 1 and between[0] in {",", "und", "u", "&", "+", "/"}
        return joined and self.verdicts[number - 1] in OLDEST

    def _by_kind(self, number: int) -> str:
        kind = self.measures[number].kind
        if kind in {"#om", "#ow"}:
            week = kind == "#ow" and self.measures[number].values[0].amount >= _FIRST_WEEK
            told = week or self._said_now(number) or self.has("pregnancy_words") or self.has("pregnancy_hints")
            return "pregnant" if told else ""
        if kind in {"#y", "#m"} and (self._is_a_year(number) or self._is_writers(number)):
            return ""
        if kind == "#n" and self._is_half(number):
            return "child_weak"  # "anderthalb": nobody counts so
        return _BY_KIND.get(kind, "")

    def _when_asked(self, number: int) -> str:
        kind = self.measures[number].kind
        return "pregnant" if kind in {"#om", "#ow"} else "child_direct" if kind != "#x" else ""

    def _is_a_year(self, number: int) -> bool:
        """True for "ein Jahr" inside a sentence: how long something takes, unless a rule knows better."""
        article = self.norms[self.measures[number].start] in ARTICLES
        whole = self.measures[number].values[0].amount == 1
        return article and whole and self.places[number] > 0 and len(self.view) > _SHORT_ANSWER

    def _is_writers(self, number: int) -> bool:
        """True for "ich war in Kiew Köchin 15 Jahre": the clause tells of the writer."""
        clause = until_stop(reversed(self.norms[: self.measures[number].start]))
        told = next((norm for norm in clause if norm in _PERSONS), "")
        return told in {"ich", "wir"}

    def _is_half(self, number: int) -> bool:
        value = self.measures[number].values[0]
        range_words = {"bis", "-", "–", "oder"} & {self.norm_before(number), *self.norms[value.start : value.end]}
        return value.amount % 1 == 0.5 and not range_words

    # --- doubts ---

    def _believable(self, number: int, verdict: str) -> bool:
        measure = self.measures[number]
        if measure.kind == "#n" and verdict in OLDEST and self._counts_noun(number):
            return False
        if verdict == "due_termin":
            appointment = len(self.norms) > _SHORT_ANSWER or self.has("appointments")
            equipped = self.has("layette") and not self.has("appointments")
            return self.has("pregnancy_words") or equipped or not appointment
        if verdict == "due_hint":
            return self.has("awaiting") and not self.has("own_child_of_writer")
        if verdict == "child_young":
            return self.has("infant_context") and not self.has("died")
        if verdict == "fragment":
            return self._is_age_alone(number)
        if verdict == "own_list":
            ranks = ("oldest", "youngest", "middle")
            return len(measure.values) > 1 and any(self.has(rank) for rank in ranks)
        if verdict == "it":
            return self.has("it_child")
        if verdict == "at_age":
            return self._is_age(number)
        if verdict == "mother_to_be":
            return self._may_expect(number)
        return verdict != "pregnant" or self._is_expecting(number)

    def _is_age_alone(self, number: int) -> bool:
        """True for the "13" of "redet nicht mehr, 13": the only number, of a child, or at the message's edge."""
        place, amount = self.places[number], self.measures[number].values[0].amount
        numbers = [other.values[0].amount for other in self.measures]
        bare = [other for other in self.measures if other.kind == "#n"]
        if len(bare) > 1 or numbers.count(amount) > 1 or amount <= 1 or self.has("marks"):
            return False
        start = place - 1 if self.view[max(0, place - 1)] in word_lists("ages")["just"] else place
        before = self.view[start - 1] if start > 0 else "."
        last = not [norm for norm in self.view[place + 1 :] if norm not in {"halt", "eben", ".", "!"}]
        edge = before in {".", "!", "?"} or (before == "," and last)
        return self.has("child_spoken_of") or (edge and amount < _OF_AGE and "bin" not in self.norms)

    def _is_unborn(self, number: int) -> bool:
        """True for the "9 Wochen" of "ungewollt, erst 9 Wochen"."""
        weeks = self.measures[number].kind == "#w" and self.norm_after(number) not in {"alt", "alte", "altes"}
        return weeks and (self._is_unwanted() or (self.has("unborn") and not self.has("own_child")))

    def _is_unwanted(self) -> bool:
        """True for "will das Kind nicht bekommen": a child, and none that is born."""
        return any(one == "nicht" and other in word_lists("ages")["unwanted"] for one, other in pairwise(self.norms))

    def _is_expecting(self, number: int) -> bool:
        """False for "in der 20. Woche" of a child's life or of a course, and when the unborn child was lost."""
        lists = word_lists("ages")
        if self.norm_after(number) in lists["not_pregnancy"] or self._is_stretch(number):
            return False
        if self._said_now(number):
            return True
        if self._is_over(number):
            return False
        told = self.has("pregnancy_words") or self.has("pregnancy_hints") or self._is_unwanted()
        return told or not self._has_own_child(number) or self.measures[number].kind == "#ssw"

    def _is_over(self, number: int) -> bool:
        return (self._is_lost() and not self._lost_before(number)) or self.has("born_early")

    def _is_lost(self) -> bool:
        """True when a child died; not for "mein Vater ist gestorben" and "meinen Job verloren"."""
        lists = word_lists("ages")
        return any(norm in lists["lost"] and not self._is_mourned(at) for at, norm in enumerate(self.norms))

    def _is_mourned(self, at: int) -> bool:
        """Whether somebody or something else was lost: told in the few words before."""
        lists = word_lists("ages")
        for norm in until_stop(reversed(self.norms[max(0, at - _NEAR) : at])):
            if norm in lists["mourned"]:
                return True
            if norm in lists["mourned_ends"] or means_child(norm):
                return False
        return False

    def _has_own_child(self, number: int) -> bool:
        """True when a child is born already; not for "fürs Baby", nor for "Kinder" after an opening "7. Woche."."""
        lists = word_lists("ages")
        measure = self.measures[number]
        known = measure.kind == "#om" or measure.values[0].amount >= _FIRST_WEEK
        opening = known and measure.start == 0 and self.norm_after(number) == "."
        return any(
            norm in lists["own_child"]
            and before not in lists["for_unborn"]
            and not (opening and norm in lists["plural_children"])
            for before, norm in pairwise(["", *self.norms])
        )

    def _is_mothers(self, number: int) -> bool:
        """True for the 17 of "Tochter (17) ist in der 15. Woche"."""
        return self.measures[number].values[0].months >= _MAY_EXPECT

    def _may_expect(self, number: int) -> bool:
        """False for "Tochter ist im 5. Monat und zahnt": a baby, or a girl too young beside the number."""
        lists, start, end = word_lists("ages"), self.measures[number].start, self.measures[number].end
        course = any(norm in lists["not_pregnancy"] for norm in self.norms[end : end + 3] if norm != "ein")
        if course or self._is_over(number):
            return False
        place = self.places[number]
        expectant = any(norm in lists["mothers_to_be"] for norm in self.norms[max(0, start - _NEAR) : start])
        aged = number > 0 and place - self.places[number - 1] <= _NEAR
        return self._is_mothers(number - 1) if aged else expectant or not self.has("infant_context")

    def _lost_before(self, number: int) -> bool:
        """True for "15. SSW und Blutungen, letztes Jahr eins verloren": a new child, told of in a clause before."""
        lists, end = word_lists("ages"), self.measures[number].end
        clause = list(until_stop(self.norms[end:]))
        told = any(norm in lists["pregnancy_hints"] for norm in clause)
        lost = any(norm in lists["lost"] for norm in clause)
        return number == 0 and told and not lost and any(norm in lists["formerly"] for norm in self.norms[end:])

    def _is_stretch(self, number: int) -> bool:
        """True for "schon die dritte Woche", "bis zur 7. Woche", "vor der 12. Woche": how long or until when."""
        start = self.measures[number].start
        before = tuple(self.norms[max(0, start - 2) : start])
        if before[-1:] in {("zur",), ("bis",)} or before in {("seit", "der"), ("vor", "der")}:
            return not self.has("pregnancy_words")
        return before[-1:] == ("die",) and not self.has("pregnancy_words") and not self.has("pregnancy_hints")

    def _said_now(self, number: int) -> bool:
        """True for "bin jetzt in der 20. Woche", "wo ich im 3. Monat bin"."""
        measure = self.measures[number]
        near = [*self.norms[max(0, measure.start - 5) : measure.start], self.norm_after(number)]
        return any(norm in word_lists("ages")["now_pregnant"] for norm in near)

    def _is_age(self, number: int) -> bool:
        """ "mit 3 liest er" and "mit 13 rauchen", but not "mit 3 Kisten": small numbers count, and so do plurals."""
        following, amount = self.norm_after(number) or ".", self.measures[number].values[0].amount
        known = following in word_lists("ages")["after_age"] or following.endswith("t") or not following.isalpha()
        if known or amount % 1:
            return amount % 1 in {0, 0.5}  # not "Abi mit 1,9"
        if amount >= _RARELY_COUNTED:
            return not following.endswith(_PLURALS)
        return not (following.endswith((*_PLURALS, "n", "a")) or means_child(following)) or self._is_verb_behind(number)

    def _is_verb_behind(self, number: int) -> bool:
        """True for "mit 2 abschaffen?": a small letter, where nouns are written with capitals, and no noun follows."""
        end, words = self.measures[number].end, self.reading.words
        capitals = any(word[0].isupper() for word in words[1:])
        ended = self.reading.norm(end + 1) in {"", ".", ",", "?", "!", "oder", "und"}
        return capitals and ended and words[end][0].islower() and words[end].endswith("en")

    def _counts_noun(self, number: int) -> bool:
        """True for "baby, 4 Ratenkäufe": a noun behind the number, and no word for a child right before it."""
        end = self.measures[number].end
        following = self.reading.words[end] if end < len(self.norms) else ""
        noun = following[:1].isupper() and not following.isupper() and not self.reading.text.isupper()
        before = self.norm_before(number)
        return noun and before != "(" and not means_child(before) and not means_child(fold(following))
