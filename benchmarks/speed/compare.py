"""Measure `reuse.compare` on pairs of articles of 800 words, one pair at a time.

    python benchmarks/speed/compare.py CORPUS [--pairs N] [--rounds N] [--write]

CORPUS is articles as JSON Lines. Texts in, verdict out, in one process: its first call, calls
before compiled loops are loaded, and calls after `reuse.warm_up`. Beside them, as a measure of
the machine, `difflib` matches the words of the same pairs and says nothing else.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from floors import hold
from measured import table

from reuse import Document, compare, warm_up

WORDS = 800
FLOORS = Path(__file__).with_name("floors_compare.json")
Pair = tuple[Document, Document]
_FIRST = (
    "import json, sys, time; from reuse import Document, compare;"
    "pair = [Document(id=text[:9], text=text) for text in json.load(sys.stdin)];"
    "start = time.perf_counter(); compare(*pair); print(time.perf_counter() - start)"
)


def documents(path: Path) -> Iterator[Document]:
    """Documents of `WORDS` words each: articles one behind the other, cut to that."""
    kept, size = [], 0
    with path.open("rb") as lines:
        for line in lines:
            record = json.loads(line)
            words = [match.end() for match in re.finditer(r"\S+", record["text"])]
            more = words[: WORDS - size]
            kept.append(record["text"][: more[-1] if more else 0])
            size += len(more)
            if size == WORDS:
                yield Document(id=str(record["id"]), text="\n".join(kept))
                kept, size = [], 0


def first_call(pair: Pair) -> float:
    """Seconds of the first call in a new process, without its imports."""
    done = subprocess.run(
        [sys.executable, "-c", _FIRST],
        input=json.dumps([one.text for one in pair]),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(done.stdout)


def median(job: Callable[[Document, Document], object], pairs: list[Pair], rounds: int) -> float:
    """Processor seconds of a pair in the middle, over all pairs and rounds."""
    times = []
    for _ in range(rounds):
        for pair in pairs:
            start = time.process_time()
            job(*pair)
            times.append(time.process_time() - start)
    return statistics.median(times)


def match_words(left: Document, right: Document) -> object:
    """What the standard library does for two lists of words."""
    words = left.text.split(), right.text.split()
    return difflib.SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()


def main() -> int:
    """Print the table; 1 where a ratio is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="raise the floors to what is measured")
    args = parser.parse_args()
    texts = list(islice(documents(args.corpus), 2 * args.pairs))
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    if not pairs:
        parser.error(f"{args.corpus} holds fewer than {2 * WORDS} words")
    first = first_call(pairs[0])
    # Few enough that no loop is loaded yet.
    before = median(compare, pairs[:5], 1)
    warm_up()
    after, words = median(compare, pairs, args.rounds), median(match_words, pairs, 1)
    rows = [
        ("first call in a process", first),
        ("before compiled loops are loaded", before),
        ("after warm-up", after),
        ("difflib, words alone", words),
    ]
    print(f"two articles of {WORDS} words, {len(pairs)} pairs, one at a time, one core\n")
    print(
        table(
            ("compare", "ms a pair", "pairs a second"),
            [(name, f"{1000 * each:.1f}", f"{1 / each:.0f}") for name, each in rows],
        )
    )
    return hold({"before": before / after, "difflib": words / after}, FLOORS, write=args.write)


if __name__ == "__main__":
    sys.exit(main())
