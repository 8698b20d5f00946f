"""Small corpora and a way to run the command on them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_support import COPY, OTHER, STORY, Command, Run, record, write_lines


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Run `reusescan` in its own process, in an empty folder."""
    folder = tmp_path / "cwd"
    folder.mkdir()

    def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "reuse", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=folder,
            env=os.environ | environment,
            timeout=120,
        )
        return Run(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())

    return run


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Two articles that have nothing to do with each other."""
    return write_lines(
        tmp_path / "clean.jsonl",
        [
            record("bridge", STORY, outlet="Northern Wire", published="2026-03-03T20:10:00Z"),
            record("heron", OTHER, outlet="Teller Post", published="2026-03-04T08:00:00Z"),
        ],
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """An agency story, a credited pick-up of it, and an article apart."""
    return write_lines(
        tmp_path / "copied.jsonl",
        [
            record("bridge", STORY, outlet="Northern Wire", published="2026-03-03T20:10:00Z"),
            record("pickup", COPY, outlet="Harrow Courier", published="2026-03-05T06:00:00Z"),
            record("heron", OTHER, outlet="Teller Post", published="2026-03-04T08:00:00Z"),
        ],
    )
