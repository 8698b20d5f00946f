"""Count in how many sentences of news each English term stands, for texts too short to tell.

    python benchmarks/quality/term_counts.py DATA

DATA is the folder of the labelled sets. Every fourth article of ``news-dev.jsonl.xz`` is read, the
judged ones left out, and ``reuse/align/data/common_terms.json`` is written: how many sentences were
read, and the stems that stand in some of them, by how many, rounded to steps of a quarter of a nat.
No text and no order of words is kept.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from math import exp, log
from pathlib import Path

import numpy as np
from alignment_sets import need

from reuse.config import TextConfig
from reuse.text import Lexicon, prepare

FILE = Path(__file__).resolve().parents[2] / "reuse" / "align" / "data" / "common_terms.json"
EVERY = 4
LEAST = 25
"""Sentences that a term must stand in: a rarer one is as rare as one that was never met."""
STEPS = 4
"""Steps of a nat."""


def articles(data: Path) -> Iterator[str]:
    """The texts that are counted."""
    rows = need(data, "news-pairs-dev.jsonl").read_text("utf-8").splitlines()
    judged = {row[key] for row in map(json.loads, rows) for key in ("id_a", "id_b")}
    with lzma.open(need(data, "news-dev.jsonl.xz"), "rt", encoding="utf-8") as lines:
        for at, line in enumerate(lines):
            if at % EVERY == 0 and (record := json.loads(line))["id"] not in judged:
                yield record["text"]


def count(texts: Iterator[str]) -> tuple[Counter[str], int]:
    """Sentences that each term stands in, and how many sentences there are."""
    lexicon, counts, total = Lexicon(), Counter[int](), 0
    for text in texts:
        known = prepare(text, "en", TextConfig(), lexicon=lexicon)
        total += len(known.sentences)
        for first, last in known.sentences.tolist():
            stems = known.stem_numbers[first:last][known.content[first:last]]
            counts.update(np.unique(stems).tolist())
    strings = lexicon.vocabulary.strings
    return Counter({strings[number]: n for number, n in counts.items()}), total


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    counts, total = count(articles(parser.parse_args().data))
    levels: dict[int, list[str]] = {}
    for term, number in counts.items():
        if number >= LEAST:
            levels.setdefault(round(STEPS * log(number)), []).append(term)
    rows = ",\n".join(
        f'  "{round(exp(level / STEPS))}": {json.dumps(" ".join(sorted(levels[level])))}'
        for level in sorted(levels, reverse=True)
    )
    FILE.write_text(f'{{\n "sentences": {total},\n "terms": {{\n{rows}\n }}\n}}\n', "utf-8")
    print(f"{total} sentences, {sum(map(len, levels.values()))} terms")


if __name__ == "__main__":
    main()
