"""`make bench`: Brücke's whole path beside plain `rasa run` with the same model, in one run.

Prints medians and writes them to var/bench/result.json. Talks to this machine's loopback only.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from bench.load import Result, measure
from bench.peers import Bruecke, PlainRasa

ROOT = Path(__file__).parents[1]
MOST_P50_MS, LEAST_PER_SECOND, MOST_READY_S = 20, 60, 20


async def _run(folder: Path) -> dict[str, Result]:
    results = {}
    for peer in (Bruecke(ROOT, folder / "bruecke"), PlainRasa(ROOT, folder / "rasa")):
        print(f"{peer.name}: starting …", file=sys.stderr, flush=True)
        async with peer:
            results[peer.name] = await measure(peer)
    return results


def _table(results: dict[str, Result]) -> str:
    lines = [f"{'':34}" + "".join(f"{name:>16}" for name in results)]
    rows = {
        "message to stored reply, p50": ("p50_ms", "ms"),
        "  p95": ("p95_ms", "ms"),
        "16 conversations at once": ("per_second", "/s"),
        "  p95 of these": ("busy_p95_ms", "ms"),
        "bot ready after start": ("ready_s", "s"),
        "resident memory, all processes": ("memory_mb", "MB"),
    }
    for label, (field, unit) in rows.items():
        lines.append(f"{label:34}" + "".join(f"{getattr(r, field):>13.1f} {unit:<2}" for r in results.values()))
    return "\n".join(lines)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bruecke-bench-") as folder:
        results = asyncio.run(_run(Path(folder)))
    print(_table(results))
    out = ROOT / "var" / "bench" / "result.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({name: vars(result) for name, result in results.items()}, indent=2))
    ours = results["Brücke"]
    reached = ours.p50_ms <= MOST_P50_MS and ours.per_second >= LEAST_PER_SECOND and ours.ready_s <= MOST_READY_S
    print(f"{os.cpu_count()} cores. Wanted: p50 ≤ {MOST_P50_MS} ms, ≥ {LEAST_PER_SECOND}/s, ready ≤ {MOST_READY_S} s:")
    print("reached" if reached else "NOT reached")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
