"""Count what is left of an archive after every fault of a small change to it.

    python benchmarks/quality/archive_faults.py

Every write, sync, rename and removal of an add, a replacement, a purge and a compaction is
refused, whole and in its middle; the process is killed at each; the power is cut at each, and of
what was not forced to disk some or all is lost; no file may grow beyond a bound. Then bits are
flipped anywhere. Prints how often the state before and the one after were found, and what was
wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "support"))

from archive_faults import KINDS, OPERATIONS, every, flipped

BITS = 1_000


def main() -> int:
    """Count and print; 1 when something was wrong."""
    wrong: list[str] = []
    print(f"{'':17} {'':16} injected   old   new  wrong")
    for kind in KINDS:
        for name in OPERATIONS:
            with TemporaryDirectory() as folder:
                tally = every(name, kind, Path(folder))
            row = f"{tally.injected:8} {tally.old:5} {tally.new:5} {len(tally.wrong):6}"
            print(f"{kind:17} {name:16} {row}", flush=True)
            wrong += tally.wrong
    with TemporaryDirectory() as folder:
        tally, found = flipped(Path(folder), BITS)
    print(
        f"{tally.injected:,} bits flipped: {found} found by verify, {tally.new} refused by "
        f"readers, {tally.old} right answers, {len(tally.wrong)} wrong"
    )
    wrong += tally.wrong
    print(*wrong, sep="\n", end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
