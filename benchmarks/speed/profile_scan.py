"""Where the time of a scan goes, by module.

    python benchmarks/speed/profile_scan.py [CORPUS.jsonl] [--mode all]

A thread looks some two hundred times a second at what every other thread is doing and counts
the time since the last look for the module at work: compiled loops count for the module that
called them. So the figures are seconds of threads at work; two busy threads make two a second.
A loop that keeps the interpreter's lock is looked at when it lets go, and is then given all the
time it took; on a machine that does other work as well, a thread that waits for a core counts as
one at work. Without a file, 20,000 articles are generated.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from measured import MEGA, table
from scan import MODES, WARM, generated, one, prefix

import reuse

PACKAGE = str(Path(reuse.__file__).parent)
_IDLE = ("threading.py", "queue.py", "concurrent/futures/thread.py", "concurrent/futures/_base.py")
# What they do counts for those who call them.
_CARRIERS = ("compiled", "engine.local", "grouping")
PARTS = {
    "read": "reading files and JSON",
    "model": "making documents",
    "text": "normalising and tokenising",
    "sketch": "signing, furniture and stock phrases",
    "ngrams": "counting n-grams",
    "candidates": "joining, verifying, extending; paraphrase candidates",
    "align": "aligning pairs",
    "derive": "judging pairs",
    "cluster": "clusters and ledger",
    "report": "writing the results",
    "store": "keeping texts",
    "pipeline": "putting the stages together",
}
"""What the parts of the program do, in the order of a scan."""
_ARTICLES = 20_000


class Sampler(threading.Thread):
    """Counts by module what the other threads are doing."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        super().__init__(daemon=True)
        self.spent: Counter[str] = Counter()
        self._over = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        last = time.perf_counter()
        while not self._over.wait(0.005):
            now = time.perf_counter()
            for thread, frame in sys._current_frames().items():  # noqa: SLF001  the only way
                module = at_work(frame) if thread != self.ident else None
                if module:
                    self.spent[module] += now - last
            last = now

    def stop(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()


def at_work(frame: FrameType | None) -> str | None:
    """The innermost module of the program that a thread is in; None for one that waits."""
    if frame is None or frame.f_code.co_filename.endswith(_IDLE):
        return None
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(PACKAGE):
            module = path[len(PACKAGE) + 1 :].removesuffix(".py").replace("/", ".")
            if module not in _CARRIERS:
                return module
        frame = frame.f_back
    return None


def report(spent: Counter[str], wall: float) -> str:
    """Tables by part of the program and by module."""
    whole = sum(spent.values())
    parts: Counter[str] = Counter()
    for module, seconds in spent.items():
        parts[module.split(".")[0]] += seconds
    rows = [
        (does, f"`reuse.{part}`", f"{parts[part]:.1f}", f"{parts[part] / whole:.0%}")
        for part, does in PARTS.items()
        if parts[part]
    ]
    signing = sum(s for m, s in spent.items() if m in {"sketch.signatures", "sketch.minhash"})
    outside = whole - parts["read"] - parts["text"] - signing
    modules = [
        (f"`reuse.{module}`", f"{seconds:.1f}", f"{seconds / whole:.0%}")
        for module, seconds in spent.most_common(15)
    ]
    head = (
        f"Wall time {wall:.1f} s, threads at work {whole:.1f} s; {outside / whole:.0%} of the "
        "work is outside reading, normalising and signing."
    )
    by_part = table(("work", "where", "thread s", "share"), rows)
    return "\n\n".join([head, by_part, table(("module", "thread s", "share"), modules)])


def main() -> int:
    """Scan once to compile, once to look."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--mode", choices=MODES, default="all")
    args = parser.parse_args()
    corpus = args.corpus or generated(_ARTICLES)[0]
    with tempfile.TemporaryDirectory() as folder:
        one(prefix(corpus, WARM, Path(folder)), args.mode, None)
    sampler = Sampler()
    sampler.start()
    start = time.perf_counter()
    row = one(corpus, args.mode, None)
    wall = time.perf_counter() - start
    sampler.stop()
    size = corpus.stat().st_size / MEGA
    print(f"{row['articles']:,} articles, {size:,.0f} MB, {row['pairs']:,} pairs.\n")
    print(report(sampler.spent, wall))
    return 0


if __name__ == "__main__":
    sys.exit(main())
