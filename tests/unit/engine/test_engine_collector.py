from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from reuse.engine import collector_paused


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_afterwards_as_it_was(*, on: bool) -> None:
    """It is off meanwhile, and back where it was however the work ends."""
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(ZeroDivisionError), collector_paused():
            1 // gc.isenabled()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_a_process_that_collects_rarely_still_collects() -> None:
    """Many cycles that nobody holds are gone before long."""
    program = """
import weakref
from reuse.engine import collect_rarely
class Knot: pass
collect_rarely()
first = Knot(); first.self = first
seen = weakref.ref(first); del first
for _ in range(400_000):
    knot = Knot(); knot.self = knot
assert seen() is None
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
