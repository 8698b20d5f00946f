"""A process that runs our command and nothing else."""

from __future__ import annotations

import subprocess
import sys


def test_a_process_that_collects_rarely_still_collects() -> None:
    """Many cycles that nobody holds are gone before long."""
    program = """
import weakref
from reuse import process
class Knot: pass
process.take_over()
first = Knot(); first.self = first
seen = weakref.ref(first); del first
for _ in range(400_000):
    knot = Knot(); knot.self = knot
assert seen() is None
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
