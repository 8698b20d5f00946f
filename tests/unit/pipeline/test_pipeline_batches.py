"""Loops that are loaded beside other work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Runs some lines in a process of its own, with all that they need.
_BEGIN = """
import threading, time
from pathlib import Path
from reuse import Archive, archive, candidates
from reuse.align.many import align_stack
from reuse.archive.loops import LOOPS
from reuse.candidates.extension import extend_seeds
from reuse.model.document import Document
from reuse.pipeline import batches
"""


def _run(lines: str, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + lines],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | variables,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_not_kept_is_not_compiled_ahead(tmp_path: Path) -> None:
    """Where nothing was compiled before, nobody waits, and nothing comes to be."""
    lines = """
for threads in (0, 1):
    batches.load_loops_ahead(threads)
    batches.await_searching()
for thread in batches._LOADERS:
    thread.join()
print(len(batches._LOADERS), any(loop.at_hand for loop in LOOPS))
"""
    assert _run(lines, NUMBA_CACHE_DIR=str(tmp_path)) == "1 False\n"
    assert not [*tmp_path.rglob("*.nb?")]


def test_loops_loaded_ahead_are_those_that_a_query_runs(tmp_path: Path) -> None:
    """They are all at hand then, and the query has no loop compiled in another form."""
    lines = f"""
texts = ["".join(f" {{chr(97 + n % 26)}}o{{n // 2}}x{{at}}" for at in range(90)) for n in range(60)]
articles = [Document(id=str(n), outlet=str(n), text=text) for n, text in enumerate(texts)]
batches.load_loops_ahead(1)
print(all(loop.at_hand for loop in LOOPS))
with Archive.create(Path({str(tmp_path)!r}) / "a") as made:
    made.add(articles[::2])
    made.query_all(articles[1::2])
loops = [*LOOPS, extend_seeds, align_stack]
print([len(loop.native.signatures) for loop in loops])
print(sum(sum(loop.native.stats.cache_misses.values()) for loop in loops))
"""
    assert _run(lines) == f"True\n{[1] * 9}\n0\n"


def test_a_loader_that_fails_or_cannot_begin_holds_nobody_up() -> None:
    """Whoever waits for it goes on, however it ends."""
    lines = """
def refusing(*_):
    raise RuntimeError("no more threads")
began = threading.Thread.start
threading.Thread.start = refusing
batches.load_loops_ahead(0)
threading.Thread.start = began
batches.await_searching()
threading.excepthook = lambda told: print(told.exc_value)
def failing():
    raise MemoryError("none left")
archive.load = failing
batches.load_loops_ahead(0)
batches.await_searching()
print("done")
"""
    assert sorted(_run(lines).split("\n")) == ["", "done", "none left"]
