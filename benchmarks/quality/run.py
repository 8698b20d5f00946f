"""Run every quality benchmark and say which fell below its baseline.

    python benchmarks/quality/run.py [--only NAME ...] [--data DIR]

`corpus` needs nothing but this project; the others need the folder of labelled data.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data"
COMMANDS = {
    "corpus": ["corpus.py"],
    "relations": ["relations.py", "{data}"],
    "alignment": ["alignment.py", "--data", "{data}"],
    "passages": ["passages.py", "{data}"],
}


def main() -> int:
    """Run the chosen benchmarks one after the other; the worst exit code is ours."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", choices=COMMANDS, default=list(COMMANDS))
    parser.add_argument("--data", type=Path, default=DATA)
    args = parser.parse_args()
    worst = 0
    for name in args.only:
        print(f"\n== {name} ==", flush=True)
        if name != "corpus" and not args.data.is_dir():
            print(f"{args.data}: no such folder; give the labelled data with --data")
            worst = max(worst, 2)
            continue
        command = [part.format(data=args.data) for part in COMMANDS[name]]
        done = subprocess.run([sys.executable, str(HERE / command[0]), *command[1:]], check=False)
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
