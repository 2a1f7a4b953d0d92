# SPDX-License-Identifier: EUPL-1.2
"""Every spelling under which a place may be written, from the catalogue's `places` and from `towns.yml`.

Names are spelt with ae/oe/ue, with the dots forgotten, with and without hyphens, glued to their town ("kamenmethler"),
in the genitive, and as an adjective ("Kamener").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bruecke.german.nlp import data, fold, spellings
from bruecke.german.typos import is_common_word

OUTSIDE = "="  # before the name of a town that is no place of the catalogue, where both kinds are mixed
MUNICIPALITY, TOWN, DISTRICT = 3, 2, 1  # ranks: who is meant when a name belongs to several

Places = Mapping[str, Mapping[str, Any]]


def spelled_names(places: Places) -> Iterator[tuple[str, str, int]]:
    """(spelling, target, rank): target is a place id, or OUTSIDE and a town."""
    for target, place in places.items():
        for rank, names in ((MUNICIPALITY, _town_names(place)), (DISTRICT, _district_names(place))):
            yield from ((spelling, target, rank) for spelling in _variants(names))
    for town, known in outside_towns().items():
        names = [town, *known.get("also", []), *known.get("postal_codes", "").split()]
        for rank, named in ((TOWN, names), (DISTRICT, known.get("districts", []))):
            yield from ((spelling, OUTSIDE + town, rank) for spelling in _variants(named))


def misspelt_names(places: Places) -> dict[str, str]:
    """The spellings that the catalogue lists as misspelt, and the right one."""
    return {
        spelling: fold(_short(place["name"]))
        for place in places.values()
        for spelling in _variants(_listed(place, "misspellings"))
    }


def spelled_adjectives(places: Places) -> Iterator[tuple[str, str]]:
    """(adjective, target) of each municipality and town: "luener", "kamener", "unnaerin"."""
    for target, place in places.items():
        yield from ((form, target) for form in _adjectives(_short(place["name"]), drops_en=True))
    for town in outside_towns():
        yield from ((form, OUTSIDE + town) for form in _adjectives(town, drops_en=town.endswith("ingen")))


def outside_towns() -> dict[str, dict[str, Any]]:
    """Town → what `towns.yml` knows about it: also, districts, postal_codes."""
    towns = data("towns")
    near: dict[str, dict[str, Any]] = towns["near"]
    further = (name.strip() for region in ("north_rhine_westphalia", "germany") for name in towns[region].split("|"))
    return {name: {} for name in further} | near


def _town_names(place: Mapping[str, Any]) -> list[str]:
    short = _short(place["name"])
    genitive = [] if short.endswith(("s", "z")) else [short + "s"]
    codes = [str(code) for code in _listed(place, "postal_codes")]
    return [short, place["name"], *genitive, *codes, *_listed(place, "misspellings"), *_listed(place, "nicknames")]


def _district_names(place: Mapping[str, Any]) -> list[str]:
    names = [
        name for district in _listed(place, "districts") for name in (district["name"], *_listed(district, "also"))
    ]
    glued = [_short(place["name"]) + name for name in names if " " not in name and "-" not in name]
    return names + glued


def _short(name: str) -> str:
    """ "Fröndenberg/Ruhr" is called Fröndenberg, "Wickede (Ruhr)" Wickede."""
    return name.partition("/")[0].partition("(")[0].strip()


def _listed(known: Mapping[str, Any], field: str) -> list[Any]:
    return list(known.get(field) or [])


def _variants(names: Iterable[str]) -> Iterator[str]:
    """Folded spellings; parts joined by a hyphen or blank may be written apart, hyphenated or as one word."""
    for name in names:
        parts = name.replace("/", " / ").replace("(", " ").replace(")", " ").replace("-", " - ").split()
        words = [part for part in parts if part not in {"-", "/"}]
        joined = {" ".join(parts), " ".join(words), " - ".join(words), "".join(words)} if len(words) > 1 else {name}
        for written in joined:
            yield fold(written)
            yield from (other for other in spellings(written) if not is_common_word(other))


def _adjectives(name: str, drops_en: bool) -> Iterator[str]:
    if " " in name or "-" in name:
        return
    stems = [name + "r" if name.endswith("e") else name + "er"]
    if drops_en and name.endswith("en"):
        stems.append(name[:-2] + "er")
    for stem in stems:
        for ending in ("", "in", "innen", "n", "s"):
            yield from spellings(stem + ending)
