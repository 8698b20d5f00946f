"""How like each other two corpora are where it matters for finding candidates.

    python benchmarks/speed/likeness.py CORPUS.jsonl... [--articles 10000] [--cut 3000]

For every file: the share of n-gram occurrences (each counted once a document) whose n-gram
stands in 1, in 2 to 50 and in more than 50 documents; the words that make up a half and nine
tenths of the text; the number of distinct words at a quarter, at half and at all of the
articles, which Heaps' law ties together. Texts are cut at the same length, since longer ones
share more.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SIZES = (1, 2, 3, 4, 5, 7, 10)
FEW = 50
_WORD = re.compile(r"\w+")
_MIX = np.uint64(0x9E3779B97F4A7C15)


def codes_of(path: Path, articles: int, cut: int) -> list[NDArray[np.uint64]]:
    """Numbers of the words of the first articles of a file, each cut to so many characters."""
    numbers: dict[str, int] = {}
    texts = []
    with path.open("rb") as lines:
        for line in islice(lines, articles):
            found = _WORD.findall(json.loads(line)["text"][:cut].casefold())
            texts.append(
                np.array([numbers.setdefault(word, len(numbers)) for word in found], np.uint64)
            )
    return texts


def grams(codes: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Distinct n-grams of one text as hashes."""
    count = len(codes) - size + 1
    if count < 1:
        return codes[:0]
    out = np.ones(count, np.uint64)
    for at in range(size):
        out = (out ^ codes[at : at + count]) * _MIX
        out ^= out >> np.uint64(29)
    out.sort()
    return out[np.concatenate([[True], out[1:] != out[:-1]])]


def frequencies(values: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How often each distinct value occurs."""
    ordered = np.sort(values)
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    return np.diff(np.append(starts, len(ordered)))


def shares(texts: list[NDArray[np.uint64]], size: int) -> tuple[float, float, float]:
    """Share of occurrences of n-grams in one document, in a few, in many."""
    counts = frequencies(np.concatenate([grams(text, size) for text in texts]))
    whole = int(counts.sum())
    once, few = (counts == 1).sum(), counts[(counts > 1) & (counts <= FEW)].sum()
    return once / whole, few / whole, (whole - once - few) / whole


def show(path: Path, articles: int, cut: int) -> None:
    """Print the figures of one file."""
    texts = codes_of(path, articles, cut)
    tokens = np.concatenate(texts)
    print(f"{path.name}: {len(texts):,} articles, {len(tokens) / len(texts):.0f} words each")
    for size in SIZES:
        once, few, many = shares(texts, size)
        print(f"  {size:2d}-grams: 1 document {once:.3f}   2-{FEW} {few:.3f}   more {many:.3f}")
    ranked = np.cumsum(np.sort(frequencies(tokens))[::-1]) / len(tokens)
    half, most = (int(np.searchsorted(ranked, part)) + 1 for part in (0.5, 0.9))
    print(f"  half of the text {half:,} words, nine tenths {most:,}")
    sizes = [len(texts) // 4, len(texts) // 2, len(texts)]
    known = [len(frequencies(np.concatenate(texts[:size]))) for size in sizes]
    slope = math.log(known[2] / known[0]) / math.log(4)
    print(f"  words known {', '.join(f'{n:,}' for n in known)}: exponent {slope:.2f}")


def main() -> int:
    """Print the figures of every file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--cut", type=int, default=3_000, help="characters of each text")
    args = parser.parse_args()
    for path in args.corpora:
        show(path, args.articles, args.cut)
    return 0


if __name__ == "__main__":
    sys.exit(main())
