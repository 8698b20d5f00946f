"""Time and memory of whole scans, at several sizes of one file of articles.

    python benchmarks/speed/scan.py CORPUS.jsonl[.xz] [--sizes 2500 5000 10000] [--stages]

Every size is a process of its own. The table gives wall time, peak memory, pairs, and the
exponent of time over size that fits best.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from reuse import Config, scan
from reuse.model.progress import Silent
from reuse.read import read_paths


class Stopwatch(Silent):
    """Progress that notes when each stage begins."""

    def __init__(self) -> None:
        """Start with no stage."""
        self.marks: list[tuple[str, float]] = []

    def stage(self, name: str, total: int | None) -> None:  # noqa: ARG002  the protocol's
        """Note the time."""
        self.marks.append((name, time.perf_counter()))

    def spent(self, end: float) -> dict[str, float]:
        """Seconds of each stage."""
        ends = [at for _, at in self.marks[1:]] + [end]
        return {
            name: round(after - at, 2) for (name, at), after in zip(self.marks, ends, strict=True)
        }


def one(path: Path, size: int) -> dict[str, object]:
    """Scan the first `size` records in this process."""
    config, watch = Config(), Stopwatch()
    start = time.perf_counter()
    result = scan(islice(read_paths([path], config.read), size), config, progress=watch)
    end = time.perf_counter()
    return {
        "articles": len(result.documents),
        "seconds": round(end - start, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
        "pairs": len(result.comparisons),
        "stages": watch.spent(end),
    }


def main() -> int:
    """Run each size as a process and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[2500, 5000, 10000])
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.corpus, args.sizes[0])))
        return 0
    rows = []
    for size in args.sizes:
        command = [sys.executable, __file__, str(args.corpus), "--one", "--sizes", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        row = json.loads(done.stdout)
        rows.append(row)
        print(
            f"{row['articles']:8d} articles  {row['seconds']:8.1f} s  {row['peak_mb']:6d} MB  "
            f"{row['pairs']:7d} pairs  {row['stages']}",
            flush=True,
        )
    if len(rows) > 1:
        print(f"exponent {exponent([(r['articles'], r['seconds']) for r in rows]):.2f}")
    return 0


def exponent(points: list[tuple[float, float]]) -> float:
    """Slope of log time over log size by least squares."""
    logs = [(math.log(size), math.log(seconds)) for size, seconds in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum(
        (x - mean_x) ** 2 for x, _ in logs
    )


if __name__ == "__main__":
    sys.exit(main())
