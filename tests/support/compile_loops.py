"""Compile the long loops before the tests do, one process a loop.

Under coverage the compiler is several times slower, and each worker of the tests would compile the
same loops again. What is compiled is kept on disk, so that a second run takes a second.
"""

from __future__ import annotations

import subprocess
import sys

from reuse import archive, candidates, warm_up
from reuse.pipeline.batches import compile_batches


def batches() -> None:
    """What aligns many pairs in one call and searches archives."""
    compile_batches()
    archive.load()
    candidates.load()


def pairs() -> None:
    """What aligns one pair."""
    warm_up()


JOBS = {"pairs": pairs, "batches": batches}


def main() -> int:
    """Run all jobs at once, or the one that is named."""
    if len(sys.argv) > 1:
        JOBS[sys.argv[1]]()
        return 0
    running = [subprocess.Popen([sys.executable, __file__, name]) for name in JOBS]
    return max(process.wait() for process in running)


if __name__ == "__main__":
    sys.exit(main())
