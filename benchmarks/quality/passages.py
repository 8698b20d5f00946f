"""Plant passages of known origin in real articles, scan, and score what is found.

    python benchmarks/quality/passages.py DATA [--tools DIR] [--seed N] [--articles N] [--write]

The planting and the scoring are those of ``plant.py``, which is run as a program; it lies in
the folder ``tools`` beside DATA unless another is given. Prints found, precision, recall and
pieces for each of seven levels of change.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from baseline import hold
from planting import asking, find_tool, run_program

BASELINE = Path(__file__).with_name("baseline_passages.json")


def measure(data: Path, tool: Path, *, seed: int, articles: int) -> dict[str, float]:
    """Plant, scan and score in a temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted, out = folder / "planted", folder / "out"
        make = ["make", data / "news-dev.jsonl.xz", planted, "--seed", seed, "--articles", articles]
        run_program([sys.executable, tool, *make])
        corpus = planted / "corpus.jsonl"
        run_program([sys.executable, "-m", "reuse", "scan", corpus, "--out", out, "--quiet"])
        score = ["score", planted / "truth.jsonl", out / "alignments.jsonl"]
        report = json.loads(run_program([sys.executable, tool, *score, "--json"]))
    figures = {}
    for level, row in report.items():
        if not isinstance(row, dict):
            print(f"pairs not planted: {row}")
            continue
        print(
            f"{level:9} pairs {row['pairs']:4d}  found {row['found']:.3f}  precision "
            f"{row['precision']:.3f}  recall {row['recall']:.3f}  pieces {row['pieces']:.2f}"
        )
        for name in ("found", "precision", "recall"):
            figures[f"{level} {name}"] = row[name]
    return figures


def main() -> int:
    """Run, print, compare with the baseline."""
    parser = asking(__doc__)
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    args = parser.parse_args()
    tool = find_tool(args)
    if tool is None:
        return 2
    figures = measure(args.data, tool, seed=args.seed, articles=args.articles)
    return hold(figures, BASELINE, write=args.write)


if __name__ == "__main__":
    sys.exit(main())
