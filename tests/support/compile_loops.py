"""Compile the long loops before the tests do, one process a loop.

Under coverage the compiler is several times slower, and each worker of the tests would compile the
same loops again. What is compiled is kept on disk, so that a second run takes a second.
"""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from reuse import Document, warm_up
from reuse.config import Config
from reuse.pipeline.parts import Parts
from reuse.text import tokenise


def compile_batches() -> None:
    """What aligns many pairs in one call."""
    text = "The harbour of Skarvik was closed on Monday after a ferry hit the pier in fog. "
    documents = [Document(id=str(k), text=text * (k + 1), language="en") for k in range(2)]
    codes = [tokenise(document.text, Config().text).codes for document in documents]
    parts = Parts(
        documents,
        lambda number: (codes[number], np.zeros(len(codes[number]), np.bool_)),
        Config(),
        1_000_000,
    )
    one, other = np.zeros(1, np.int32), np.ones(1, np.int32)
    parts.align(parts.gather(one, other, np.zeros(1, np.uint8)))


JOBS = {"pairs": warm_up, "batches": compile_batches}


def main() -> int:
    """Run all jobs at once, or the one that is named."""
    if len(sys.argv) > 1:
        JOBS[sys.argv[1]]()
        return 0
    running = [subprocess.Popen([sys.executable, __file__, name]) for name in JOBS]
    return max(process.wait() for process in running)


if __name__ == "__main__":
    sys.exit(main())
