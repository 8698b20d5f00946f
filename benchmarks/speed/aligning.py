"""Measure how many pairs of texts are aligned a second on all cores, texts in, passages out.

    python benchmarks/speed/aligning.py DATA [--pairs N]

DATA is the folder of the labelled sets; the pairs are those of PAN 2013. Prints pairs a second
for three numbers of pairs, the compiled loops loaded before, and the peak of memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

import numpy as np
from measured import table
from numpy.typing import NDArray

from reuse import Document
from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.alignment import Channel
from reuse.model.proposed import NUMBER
from reuse.pipeline.parts import Parts
from reuse.text import tokenise

sys.path.append(str(Path(__file__).resolve().parents[1] / "quality"))
from alignment_sets import pan_pairs

AT_ONCE = 256
ROOM = 400_000_000


def aligned(documents: list[Document], pairs: NDArray[np.int32]) -> int:
    """Align pairs of documents, numbers of shape (k, 2); passages found."""
    config = Config()

    def tokens(number: int) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        codes = tokenise(documents[number].text, config.text, many=True).codes
        return codes, np.zeros(len(codes), np.bool_)

    parts = Parts(documents, tokens, config, ROOM)
    direct = np.full(len(pairs), NUMBER[Channel.DIRECT], np.uint8)
    gathered = (
        parts.gather(
            pairs[at : at + AT_ONCE, 0], pairs[at : at + AT_ONCE, 1], direct[at : at + AT_ONCE]
        )
        for at in range(0, len(pairs), AT_ONCE)
    )
    return sum(len(part.rows) for part in map_ordered(parts.align, gathered, threads=0, ahead=2))


def main() -> None:
    """Measure three sizes, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--pairs", type=int, default=4_000)
    args = parser.parse_args()
    found = list(pan_pairs(args.data, None, None))
    # Every size has all kinds.
    random.Random(1).shuffle(found)  # noqa: S311  no secret
    found = found[: args.pairs]
    texts = sorted({text for pair in found for text in (pair.left, pair.right)})
    number = {text: at for at, text in enumerate(texts)}
    documents = [Document(id=str(at), text=text, language="en") for at, text in enumerate(texts)]
    pairs = np.array([[number[pair.left], number[pair.right]] for pair in found], np.int32)
    aligned(documents, pairs[:AT_ONCE])
    rows = []
    for size in (len(pairs) // 4, len(pairs) // 2, len(pairs)):
        started = time.perf_counter()
        passages = aligned(documents, pairs[:size])
        seconds = time.perf_counter() - started
        rows.append([f"{size:,}", f"{passages:,}", f"{seconds:.1f}", f"{size / seconds:.0f}"])
    print(table(["pairs", "passages", "seconds", "pairs a second"], rows))
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
