"""All names by which people call a place, and where they stand in a message.

Names come from the catalogue's `places` (data, never code) and from `towns.yml`. Each is spelt in several ways:
with ae/oe/ue, without dots, with and without hyphens, as an adjective ("Kamener"), glued to its town ("kamenmethler").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bruecke.german.nlp import Reading, data, fold, german, spellings
from bruecke.german.typos import TypoIndex, is_common_word
from bruecke.german.words import WordClass

OUTSIDE = "="  # before the name of a town that is no place of the catalogue, where both kinds are mixed

_MUNICIPALITY, _TOWN, _DISTRICT = 3, 2, 1
_PLACE_ENDINGS = ("hausen", "stadt", "dorf", "heim", "berg", "feld", "wald", "bach", "burg", "ingen", "rode", "born")
_SURE_TYPO_FROM = 8  # letters; a misspelt shorter name needs "in", "aus" … before it
_SURE_OF_TWO_FROM = 10  # letters; "schwerst" is not Schwerte
_SHORTEST_TYPO = 4


@dataclass(frozen=True)
class Name:
    """What a name can mean: place ids and outside towns (with "="), and how much it takes to believe it.

    kind: plain · verb · noun · person · generic (ordinary.* in places.yml) · adjective · postal
    """

    targets: frozenset[str]
    kind: str = "plain"
    is_town: bool = False


@dataclass(frozen=True)
class Hit:
    """A name found: tokens [start, end)."""

    start: int
    end: int
    name: Name
    misspelt: bool = False


class PlaceNames:
    """All names, ready to be looked up."""

    def __init__(self, places: Mapping[str, Mapping[str, Any]]) -> None:
        self._names: dict[str, Name] = {}
        self._outside_districts: defaultdict[str, set[str]] = defaultdict(set)
        ranked: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for spelling, target, rank in _spelled(places):
            ranked[spelling][target] = max(rank, ranked[spelling].get(target, 0))
            if rank == _DISTRICT and target[0] == OUTSIDE:
                self._outside_districts[spelling].add(target)
        self._settle(ranked)
        self._add_adjectives(places)
        self._matcher = PhraseMatcher(german().vocab, attr="NORM")
        self._by_key: dict[int, Name] = {}
        for spelling, name in self._names.items():
            self._matcher.add(f"place/{spelling}", [german().make_doc(spelling)])
            self._by_key[german().vocab.strings[f"place/{spelling}"]] = name
        self._typos = TypoIndex([spelling for spelling, name in self._names.items() if _may_be_misspelt(spelling, name)])

    def hits(self, reading: Reading, asked: bool) -> list[Hit]:
        """Every name in the message, the longest where several overlap, in order."""
        spans = filter_spans(self._matcher(reading.doc, as_spans=True))
        hits = [Hit(span.start, span.end, self._by_key[span.label]) for span in spans]
        taken = {position for hit in hits for position in range(hit.start, hit.end)}
        hits += [hit for position in range(len(reading.norms)) if position not in taken for hit in self._typo(reading, position, asked)]
        return sorted(hits, key=lambda hit: hit.start)

    def is_district_of(self, spelling: str, town: str) -> bool:
        """True when an outside town (with "=") has a district of this name: the Werne of Bochum."""
        return town in self._outside_districts.get(spelling, ())

    # --- building ---

    def _settle(self, ranked: Mapping[str, Mapping[str, int]]) -> None:
        for spelling, ranks in ranked.items():
            best = max(ranks.values())
            targets = frozenset(target for target, rank in ranks.items() if best < _MUNICIPALITY or rank == best)
            self._names[spelling] = Name(targets, _kind(spelling, best), best >= _TOWN)

    def _add_adjectives(self, places: Mapping[str, Mapping[str, Any]]) -> None:
        for target, name in [*_municipalities(places), *((OUTSIDE + town, town) for town in _outside())]:
            if " " in name or "-" in name:
                continue
            for form in _adjectives(name, drops_en=target[0] != OUTSIDE or name.endswith("ingen")):
                if form not in self._names:
                    self._names[form] = Name(frozenset({target}), "adjective", True)

    # --- slips of the finger ---

    def _typo(self, reading: Reading, position: int, asked: bool) -> Iterator[Hit]:
        norm = reading.norms[position]
        if len(norm) < _SHORTEST_TYPO or not norm.isalpha() or is_common_word(norm):
            return
        glued = next((self._names.get(norm[len(word) :]) for word in _GLUED if norm.startswith(word)), None)
        if glued and glued.is_town and glued.kind in {"plain", "verb"}:
            yield Hit(position, position + 1, replace(glued, kind="plain"))
            return
        framed = asked or reading.norm(position - 1) in _FRAMES
        most = 2 if framed or len(norm) >= _SURE_OF_TWO_FROM else 1
        names = self._typos.nearest(norm, most) if framed or len(norm) >= _SURE_TYPO_FROM - 1 else []
        sure = [name for name in names if framed or (len(name) >= _SURE_TYPO_FROM and _is_inside(self._names[name]))]
        if sure:
            yield Hit(position, position + 1, replace(self._best(sure), kind="plain"), misspelt=True)

    def _best(self, spelled: Iterable[str]) -> Name:
        names = [self._names[spelling] for spelling in spelled]
        return max(names, key=lambda name: (name.is_town, _is_inside(name)))


_DATA = data("places")
_GLUED: list[str] = _DATA["glued"]
_FRAMES = WordClass(_DATA["typo_frames"])
_ORDINARY = {kind: WordClass(words) for kind, words in _DATA["ordinary"].items()}
_KINDS = {"generic": "generic", "verbs": "verb", "nouns": "noun", "names": "person"}


def _kind(spelling: str, rank: int) -> str:
    if spelling.isdigit():
        return "postal"
    listed = next((kind for words, kind in _KINDS.items() if spelling in _ORDINARY[words]), "")
    ordinary = rank == _DISTRICT and is_common_word(spelling) and not spelling.endswith(_PLACE_ENDINGS)
    return listed or ("person" if ordinary else "plain")


def _may_be_misspelt(spelling: str, name: Name) -> bool:
    return spelling.isalpha() and len(spelling) >= _SHORTEST_TYPO and (name.kind == "plain" or (name.is_town and name.kind == "verb"))


def _spelled(places: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, int]]:
    """Every spelling of every name: (folded spelling, target, rank)."""
    for target, names in _inside(places):
        for name, rank in names:
            for spelling in _variants(name):
                yield spelling, target, rank
    for town, (names, districts, codes) in _outside().items():
        for name, rank in [*((name, _TOWN) for name in names), *((name, _DISTRICT) for name in districts), *((code, _TOWN) for code in codes)]:
            for spelling in _variants(name):
                yield spelling, OUTSIDE + town, rank


def _inside(places: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    for target, place in places.items():
        towns = [*_short_and_long(place["name"]), *_listed(place, "misspellings"), *_listed(place, "nicknames")]
        districts = [name for district in _listed(place, "districts") for name in (district["name"], *_listed(district, "also"))]
        short = _short_and_long(place["name"])[0]
        glued = [short + district for district in districts if " " not in district and "-" not in district]
        codes = [str(code) for code in _listed(place, "postal_codes")]
        genitive = [] if short.endswith(("s", "z")) else [short + "s"]
        yield target, [(name, _MUNICIPALITY) for name in (*towns, *codes, *genitive)] + [(name, _DISTRICT) for name in (*districts, *glued)]


def _is_inside(name: Name) -> bool:
    return any(target[0] != OUTSIDE for target in name.targets)


def _listed(known: Mapping[str, Any], field: str) -> list[Any]:
    return list(known.get(field) or [])


def _municipalities(places: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    return ((target, _short_and_long(place["name"])[0]) for target, place in places.items())


def _short_and_long(name: str) -> list[str]:
    """"Fröndenberg/Ruhr" is called Fröndenberg as well; "Wickede (Ruhr)" Wickede."""
    short = name.partition("/")[0].partition("(")[0].strip()
    return [short] if short == name else [short, name]


def _outside() -> dict[str, tuple[list[str], list[str], list[str]]]:
    """Town → its names, districts and postal codes."""
    towns = data("towns")
    found = {
        name: ([name, *known.get("also", [])], known.get("districts", []), known.get("postal_codes", "").split())
        for name, known in towns["near"].items()
    }
    for region in ("north_rhine_westphalia", "germany"):
        for name in towns[region].split("|"):
            found.setdefault(name.strip(), ([name.strip()], [], []))
    return found


def _variants(name: str) -> Iterator[str]:
    """Folded spellings; parts joined by a hyphen or blank may be written apart, hyphenated or as one word."""
    parts = name.replace("/", " / ").replace("(", " ").replace(")", " ").replace("-", " - ").split()
    words = [part for part in parts if part not in {"-", "/"}]
    for joined in {" ".join(parts), " ".join(words), " - ".join(words), "".join(words)} if len(words) > 1 else {name}:
        usual = fold(joined)
        yield usual
        yield from (spelling for spelling in spellings(joined) if spelling == usual or not is_common_word(spelling))


def _adjectives(name: str, drops_en: bool) -> Iterator[str]:
    """Lünen → "luener"; Kamen → "kamener", "kamenerin"."""
    stems = [name + "r" if name.endswith("e") else name + "er"]
    if drops_en and name.endswith("en"):
        stems.append(name[:-2] + "er")
    for stem in stems:
        for ending in ("", "in", "innen", "n", "s"):
            yield from spellings(fold(stem + ending)) | spellings(stem + ending)
