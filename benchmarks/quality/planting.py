"""What the benchmarks of planted passages have in common: their programs and their arguments."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def run_program(command: list[object]) -> str:
    """Run a program; one may end with 3 where real records are too short.

    Raises:
        SystemExit: it ended otherwise.
    """
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 3}:
        sys.exit(f"{command[1]}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def asking(description: str | None) -> argparse.ArgumentParser:
    """The arguments: data, tools, seed and number of articles."""
    parser = argparse.ArgumentParser(
        description=description.splitlines()[0] if description else None
    )
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--tools", type=Path, help="folder of plant.py")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=4000)
    return parser


def find_tool(args: argparse.Namespace) -> Path | None:
    """``plant.py``; None, with a line that says so, where it or the news are not there."""
    tool: Path = (args.tools or args.data.resolve().parent / "tools") / "plant.py"
    for path in (args.data / "news-dev.jsonl.xz", tool):
        if not path.is_file():
            print(f"{path}: not there; give the folders of data and tools", file=sys.stderr)
            return None
    return tool
