"""Judged pairs of lone sentences, described as alignment describes those of two documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log, sqrt
from pathlib import Path

import numpy as np
from alignment_sets import sentence_pairs
from numpy.typing import NDArray

from reuse.align.evidence import FEATURES, Grid, build_grid, describe_beads
from reuse.align.lines import Sheet, sheet
from reuse.config import TextConfig
from reuse.model.prepared import PreparedText
from reuse.text import Lexicon, prepare

OWN_SHARE = 2 / 30
"""What two lone sentences say of their terms' weights; thirty would say enough."""
NEEDS_DOCUMENT = "lead", "chances"
"""Features that a pair of lone sentences cannot have."""
LEXICON = Lexicon()


@lru_cache(maxsize=4096)
def prepared(text: str) -> PreparedText:
    """One English text, made ready."""
    return prepare(text, "en", TextConfig(), lexicon=LEXICON)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LonePair:
    """Two sentences and whether they say one thing."""

    same: bool
    texts: tuple[str, str]
    left: Sheet
    right: Sheet


def lone_pairs(data: Path, name: str) -> list[LonePair]:
    """The pairs of a set that have words on both sides."""
    out = []
    for same, left, right in sentence_pairs(data, name):
        one, other = prepared(left), prepared(right)
        if len(one.tokens) and len(other.tokens):
            sides = sheet(_one_sentence(one)), sheet(_one_sentence(other))
            out.append(LonePair(same=same, texts=(left, right), left=sides[0], right=sides[1]))
    return out


def count_terms(pairs: Iterable[LonePair]) -> tuple[Counter[int], int]:
    """Sentences that each term stands in, and their number."""
    counts: Counter[int] = Counter()
    total = 0
    for pair in pairs:
        for side in (pair.left, pair.right):
            counts.update(side.lines.terms.tolist())
            total += 1
    return counts, total


def describe_lone(
    pairs: Sequence[LonePair],
    counts: tuple[Counter[int], int] | None,
    neutral: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Evidence for each pair, shape (n, len(FEATURES)).

    Args:
        pairs: the pairs.
        counts: of the sentences that tell how common a term is; None for what alignment ships.
        neutral: shape (len(FEATURES),): what stands for the features that need a document; 0
            where it is not given.
    """
    out = np.zeros((len(pairs), len(FEATURES)), np.float64)
    first = np.zeros(1, np.int32)
    for k, pair in enumerate(pairs):
        lines = pair.left.lines, pair.right.lines
        grid = _lone_grid(pair, *counts) if counts else build_grid.native(*lines)
        describe_beads.native(*lines, grid, first, first, 1.0, True, out[k : k + 1])
    for name in NEEDS_DOCUMENT:
        column = FEATURES.index(name)
        out[:, column] = 0.0 if neutral is None else neutral[column]
    return out


def _lone_grid(pair: LonePair, counts: Counter[int], total: int) -> Grid:
    """The grid of two lone sentences, whose terms are weighed nearly by the whole set alone."""
    sides = [
        dict(zip(side.lines.terms.tolist(), side.lines.counts.tolist(), strict=True))
        for side in (pair.left, pair.right)
    ]
    both = sorted(sides[0].keys() & sides[1].keys())
    idf = {
        term: OWN_SHARE * (log(3 / (1 + sum(term in side for side in sides))) + 1)
        + (1 - OWN_SHARE) * (log((1 + total) / (1 + counts[term])) + 1)
        for term in {*sides[0], *sides[1]}
    }
    norms = [sqrt(sum((n * idf[term]) ** 2 for term, n in side.items())) for side in sides]
    dot = sum(sides[0][term] * sides[1][term] * idf[term] ** 2 for term in both)
    grid = build_grid.native(pair.left.lines, pair.right.lines)
    grid.cosine[:], grid.weight[:] = 0.0, sum(idf[term] for term in both)
    grid.left_weight[:], grid.right_weight[:] = (
        sum(idf[term] for term in sorted(side)) for side in sides
    )
    if both:
        grid.cosine[:] = dot / (norms[0] * norms[1])
    return grid


def _one_sentence(text: PreparedText) -> PreparedText:
    return replace(text, sentences=np.array([[0, len(text.tokens)]], np.int32))
