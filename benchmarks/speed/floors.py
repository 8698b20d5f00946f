"""Committed floors of speed: how many times as fast as another program ours has to be.

Ratios of two programs run in turns on one machine, not seconds: seconds say more of the machine
than of the program. They still differ between machines and runs, hence the slack.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

SLACK = 0.15
"""Share by which a ratio may fall below its floor."""


def hold(figures: dict[str, float], path: Path, *, write: bool) -> int:
    """Hold ratios against the floors in a file, or raise the floors to them.

    Floors only rise: a run that is slower than the last one written lowers none. A floor whose
    ratio was not measured is kept as it is.

    Returns:
        0 when none is below its floor by more than the slack, 1 otherwise.
    """
    floors: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if write and figures:
        raised = {
            name: round(max(value, floors.get(name, 0)), 2) for name, value in figures.items()
        }
        text = json.dumps(dict(sorted({**floors, **raised}.items())), indent=1)
        path.write_text(text + "\n", encoding="utf-8")
        return 0
    if figures and not floors:
        print(f"{path.name}: not there, so nothing is held", file=sys.stderr)
    worse = [n for n, value in figures.items() if value < floors.get(n, 0) * (1 - SLACK)]
    for name in worse:
        print(
            f"SLOWER {name}: {figures[name]:.2f} times as fast, floor {floors[name]:.2f}",
            file=sys.stderr,
        )
    return 1 if worse else 0
