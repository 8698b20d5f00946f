"""Run every speed benchmark, print all tables, and say what fell below its floor.

    python benchmarks/speed/run.py [--corpus FILE] [--only NAME ...] [--sizes N ...]
                                   [--modes ...] [--json FILE] [--markdown] [--write]

`signatures` compares signing alone with datasketch and rensa, `compare` measures pairs of
articles one by one, `peers` whole scans with text-dedup, `profile_scan` says where the time
goes, `scan` shows how scans grow with the corpus. Without a file the first four use generated
articles; `scan` always does. `--markdown` puts the tables into docs/explanation/performance.md,
`--write` raises the floors.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

from scan import MODES, generated

ARTICLES = 20_000
HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "explanation" / "performance.md"
NAMES = ("signatures", "compare", "peers", "profile_scan", "scan")


def command(name: str, args: argparse.Namespace) -> list[str]:
    """How one benchmark is run."""
    parts = [sys.executable, str(HERE / f"{name}.py")]
    if name == "scan":
        kept = ["--json", str(args.json)] if args.json else []
        return [*parts, "--sizes", *map(str, args.sizes), "--modes", *args.modes, *kept]
    if args.corpus or name != "peers":
        parts.append(str(args.corpus or generated(ARTICLES)[0]))
    return [*parts, *(["--write"] if args.write and name != "profile_scan" else [])]


def put(page: str, name: str, text: str) -> str:
    """The page with `text` between the marks of a benchmark; spaced columns as a block.

    Raises:
        ValueError: the page has no such marks.
    """
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marks.search(page):
        raise ValueError(f"{PAGE.name}: no place for {name}")
    if re.search(r"^  \S", text, re.MULTILINE):
        text = f"```text\n{text.strip()}\n```"
    return marks.sub(lambda found: f"{found[1]}\n{text.strip()}\n\n{found[2]}", page)


def machine() -> str:
    """What the figures were measured on, without its name."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = platform.python_version()
    return f"Measured on {count} cores ({platform.machine()}), Python {python}."


def main() -> int:
    """Run the chosen benchmarks one after the other; the worst exit code is ours."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--corpus", type=Path, help="articles as JSON Lines")
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--modes", nargs="+", choices=MODES, default=list(MODES), help="of `scan`")
    parser.add_argument("--json", type=Path, help="figures of `scan`, kept over several runs")
    parser.add_argument("--markdown", action="store_true", help="put the tables into the page")
    parser.add_argument("--write", action="store_true", help="raise the floors to this run")
    args = parser.parse_args()
    worst = 0
    for name in args.only:
        print(f"\n== {name} ==", flush=True)
        if not (HERE / f"{name}.py").exists():
            print("not there")
            continue
        done = subprocess.run(command(name, args), stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, flush=True)
        worst = max(worst, done.returncode)
        if args.markdown and done.returncode == 0:
            page = put(PAGE.read_text("utf-8"), name, done.stdout)
            PAGE.write_text(put(page, "machine", machine()), encoding="utf-8")
    return worst


if __name__ == "__main__":
    sys.exit(main())
