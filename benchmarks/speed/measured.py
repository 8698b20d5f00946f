"""One program run as a process of its own, with its time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a program took."""

    seconds: float
    """From its start to its end, interpreter and imports included."""
    cpu: float
    """Seconds of processor time, child processes included."""
    peak_mb: float
    """Largest resident memory of any one of its processes, in 10^6 bytes."""
    output: str


class ProgramError(Exception):
    """A program ended with an error; holds the last lines it wrote."""


def run(
    command: Sequence[object],
    environment: Mapping[str, str] | None = None,
    accepted: Sequence[int] = (0,),
) -> Run:
    """Run a program to its end.

    Raises:
        ProgramError: its exit code is not an accepted one.
    """
    # An installed command has its byte code. Where writing it is switched off, each run of a
    # checkout would compile all sources anew.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=out,
            stderr=errors,
            env={**inherited, **(environment or {})},
        )
        # The usage of this very process and of what it waited for, not of all so far.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accepted:
            errors.seek(0)
            last = errors.read().decode("utf-8", "replace").strip().splitlines()[-3:]
            raise ProgramError(f"exit {process.returncode}: " + " | ".join(last))
        out.seek(0)
        unit = 1 if sys.platform == "darwin" else 1_024
        return Run(
            seconds=seconds,
            cpu=usage.ru_utime + usage.ru_stime,
            peak_mb=usage.ru_maxrss * unit / MEGA,
            output=out.read().decode("utf-8", "replace"),
        )


def cache_folder() -> Path:
    """Where made files and other tools' environments are kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "reusescan-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown, columns aligned, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in [head, *cells]) for at in range(len(head))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(head, widths, strict=True)) + " |"]
    lines.append(
        "|"
        + "|".join("-" * (w + 1) + ("-" if at == 0 else ":") for at, w in enumerate(widths))
        + "|"
    )
    for row in cells:
        first, *rest = (
            c.rjust(w) if at else c.ljust(w)
            for at, (c, w) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("| " + " | ".join([first, *rest]) + " |")
    return "\n".join(lines)
