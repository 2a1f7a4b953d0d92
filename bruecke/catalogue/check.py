# SPDX-License-Identifier: EUPL-1.2
"""The editor's view of a catalogue file: every error and every hint at once."""

from datetime import date, datetime
from pathlib import Path

from bruecke.catalogue.loader import read_catalogue
from bruecke.catalogue.opening import zone
from bruecke.catalogue.problems import Problem
from bruecke.catalogue.rules import RULES, Entries
from bruecke.german.plain import check_text


def check(path: Path, today: date | None = None) -> list[Problem]:
    """All problems of a file in the order of its lines; usable when none of them is an error.

    Beyond what loading checks, it warns of texts that are hard to read and of entries grown old by `today` (default:
    the day it is).
    """
    today = today or datetime.now(zone()).date()
    return sorted(read_catalogue(path, today, (*RULES, hard_to_read)).problems)


def hard_to_read(entries: Entries) -> None:
    """Warns of texts for parents that break the rules of plain language (L1–L4, L12)."""
    for path, offer in entries.each_offer():
        for name in ("summary", "how_to_reach"):
            for finding in check_text(getattr(offer, name) or ""):
                entries.document.add(
                    "plain", (*path, name), warning=True, rule=finding.rule, detail=finding.detail
                )  # fmt: skip
