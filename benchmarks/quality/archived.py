"""Score what a query of an archive finds of planted passages, beside a scan of the same articles.

    python benchmarks/quality/archived.py DATA [--tools DIR] [--seed N] [--articles N]

Planting and scoring are those of ``plant.py``, as in `passages.py`. The hosts, which carry the
planted passages, are asked about in an archive of all articles. Prints found, precision and
recall for each level of change, of the query and of the scan, and ends with code 1 where the
query found less.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from planting import asking, find_tool, run_program

SLACK = 0.001


def measure(data: Path, tool: Path, *, seed: int, articles: int) -> bool:
    """Plant, scan, ask and score; whether the query found as much as the scan."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted, out = folder / "planted", folder / "out"
        make = ["make", data / "news-dev.jsonl.xz", planted, "--seed", seed, "--articles", articles]
        run_program([sys.executable, tool, *make])
        corpus, hosts = planted / "corpus.jsonl", planted / "hosts.jsonl"
        truth = [json.loads(line) for line in (planted / "truth.jsonl").read_text().splitlines()]
        wanted = {row["right_id"] for row in truth}
        lines = corpus.read_text("utf-8").split("\n")
        chosen = [line for line in lines if line and json.loads(line)["id"] in wanted]
        hosts.write_text("\n".join(chosen) + "\n", encoding="utf-8")
        program = [sys.executable, "-m", "reuse"]
        run_program([*program, "scan", corpus, "--out", out, "--quiet"])
        run_program([*program, "archive", "build", folder / "news", corpus, "--quiet"])
        found = json.loads(
            run_program([*program, "archive", "query", folder / "news", hosts, "--json"])
        )
        _write(found, folder / "query.jsonl")
        score = [sys.executable, tool, "score", planted / "truth.jsonl"]
        scan = json.loads(run_program([*score, out / "alignments.jsonl", "--json"]))
        query = json.loads(run_program([*score, folder / "query.jsonl", "--json"]))
    return _compare(query, scan)


def _write(found: dict[str, Any], path: Path) -> None:
    """The passages of a query in the form of ``alignments.jsonl``."""
    sides = ("left_start", "left_end", "right_start", "right_end")
    with path.open("w", encoding="utf-8") as file:
        for pair in found["pairs"]:
            ids = {"left_id": pair["left"]["id"], "right_id": pair["right"]["id"]}
            for passage in pair["comparison"]["alignments"]:
                row = ids | {name: passage[name] for name in sides}
                file.write(json.dumps(row) + "\n")


def _compare(query: dict[str, Any], scan: dict[str, Any]) -> bool:
    equal = True
    print(f"{'':9}   pairs   found      precision  recall     (query / scan)")
    for level, row in query.items():
        if not isinstance(row, dict):
            print(f"pairs not planted: query {row}, scan {scan[level]}")
            continue
        other = scan[level]
        shown = "  ".join(
            f"{row[name]:.3f}/{other[name]:.3f}"[:11] for name in ("found", "precision", "recall")
        )
        print(f"{level:9}   {row['pairs']:5d}   {shown}")
        equal &= row["found"] >= other["found"] - SLACK
    return equal


def main() -> int:
    """Run and print."""
    args = asking(__doc__).parse_args()
    tool = find_tool(args)
    if tool is None:
        return 2
    return 0 if measure(args.data, tool, seed=args.seed, articles=args.articles) else 1


if __name__ == "__main__":
    sys.exit(main())
