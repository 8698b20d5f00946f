"""Committed floors: figures, all better when higher, that a change may not lower."""

from __future__ import annotations

import json
import sys
from pathlib import Path

SLACK = 0.001


def hold(figures: dict[str, float], path: Path, *, write: bool) -> int:
    """Hold figures against the floors in a file, or write them there.

    Returns:
        0 when none is below its floor, 1 otherwise; the exit code of a benchmark.
    """
    if write:
        rounded = {name: round(value, 4) for name, value in sorted(figures.items())}
        path.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
        return 0
    if not path.exists():
        print(f"{path.name}: not there, so nothing is held", file=sys.stderr)
        return 0
    floors: dict[str, float] = json.loads(path.read_text("utf-8"))
    worse = [n for n, v in figures.items() if v < floors.get(n, v) - SLACK]
    for name in worse:
        print(f"WORSE {name}: {figures[name]:.4f}, baseline {floors[name]:.4f}", file=sys.stderr)
    return 1 if worse else 0
