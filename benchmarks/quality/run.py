"""Run every quality benchmark and say which fell below its baseline.

    python benchmarks/quality/run.py [--only NAME ...] [--data DIR]

`corpus` needs nothing but this project; the others need DIR, the folder of the labelled sets,
and are left out without it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMMANDS = {
    "corpus": ["corpus.py"],
    "relations": ["relations.py", "{data}"],
    "alignment": ["alignment.py", "{data}"],
    "sentences": ["sentences.py", "{data}"],
    "candidates": ["candidates.py", "{data}"],
    "passages": ["passages.py", "{data}"],
    "archived": ["archived.py", "{data}"],
    "graphs": ["graphs.py", "{data}"],
    "direction": ["direction.py", "{data}"],
    "verdicts": [
        *("verdicts.py", "{data}", "--articles", "4000", "--random", "1000", "--sharing", "1000"),
    ],
}


def main() -> int:
    """Run the chosen benchmarks one after the other; the worst exit code is ours."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", choices=COMMANDS)
    parser.add_argument("--data", type=Path, help="folder of the labelled sets")
    args = parser.parse_args()
    if args.data and not args.data.is_dir():
        parser.error(f"{args.data}: no such folder")
    wanted = args.only or list(COMMANDS)
    left_out = [name for name in wanted if "{data}" in COMMANDS[name] and not args.data]
    if left_out and args.only:
        parser.error(f"{', '.join(left_out)}: give the folder of the labelled sets with --data")
    worst = 0
    for name in (name for name in wanted if name not in left_out):
        print(f"\n== {name} ==", flush=True)
        command = [part.format(data=args.data) for part in COMMANDS[name]]
        done = subprocess.run([sys.executable, str(HERE / command[0]), *command[1:]], check=False)
        worst = max(worst, done.returncode)
    if left_out:
        print(f"\nLeft out: {', '.join(left_out)}. They need the labelled sets: --data DIR")
    return worst


if __name__ == "__main__":
    sys.exit(main())
