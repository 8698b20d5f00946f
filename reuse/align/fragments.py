"""Growing passages: token runs and sentence beads near each other become one fragment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.align.beads import Beads, Grid
from reuse.align.terms import Pair

FEATURES = (
    "best",
    "evidence",
    "covered_less",
    "covered_more",
    "cosine",
    "run",
    "shared_isf",
    "containment",
    "containment_longer",
    "sentences",
    "length_ratio",
)
"""Columns of `describe`, in order; the shipped weights name the same."""


MOSTLY_QUOTED = 0.6
"""Share of tokens inside quotation marks from which on a cell is a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Pieces of evidence, from runs and beads alike; parallel arrays of shape (c,)."""

    tokens: NDArray[np.int64]
    """Shape (c, 4): left first, left last, right first, right last; half-open."""
    sentences: NDArray[np.int64]
    """Shape (c, 4): the same in sentences; half-open."""
    surety: NDArray[np.float64]
    """Probability that both sides say one thing; 1 for a verified run."""
    matched: NDArray[np.int64]
    """Tokens of a verified run; 0 for a bead."""
    cosine: NDArray[np.float64]
    longest: NDArray[np.float64]
    """Longest common run, in words."""
    shared: NDArray[np.int64]
    """Distinct content terms of a bead that stand on both sides; 0 for a verified run."""
    plain: NDArray[np.int64]
    """Those of them that are neither names nor numbers."""
    quoted: NDArray[np.bool_]
    """Whether a side of the cell stands mostly inside quotation marks."""

    def __len__(self) -> int:
        return len(self.surety)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fragment:
    """A pair of token ranges with the cells that it grew from."""

    members: NDArray[np.int64]
    """Indices into the cells."""
    tokens: tuple[int, int, int, int]
    sentences: tuple[int, int, int, int]


def bead_cells(
    pair: Pair, beads: Beads, surety: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> Cells:
    """Cells of the chosen beads: whole sentences."""
    left, right = beads.left[chosen], beads.right[chosen]
    tokens = np.concatenate(
        (pair.left.text.sentences[left], pair.right.text.sentences[right]), axis=1
    ).astype(np.int64)
    return Cells(
        tokens=tokens,
        sentences=np.stack((left, left + 1, right, right + 1), axis=1),
        surety=surety[chosen],
        matched=np.zeros(len(left), np.int64),
        cosine=beads.features[chosen, 0],
        longest=beads.runs[chosen] * pair.token_words,
        shared=beads.shared[chosen],
        plain=beads.plain[chosen],
        quoted=_mostly_quoted(pair, tokens),
    )


def run_cells(pair: Pair, runs: NDArray[np.int64], matched: NDArray[np.int64]) -> Cells:
    """Cells of verified token runs: exact borders."""
    return Cells(
        tokens=runs,
        sentences=np.stack(
            (
                pair.left.sentence[runs[:, 0]],
                pair.left.sentence[runs[:, 1] - 1] + 1,
                pair.right.sentence[runs[:, 2]],
                pair.right.sentence[runs[:, 3] - 1] + 1,
            ),
            axis=1,
        ).astype(np.int64),
        surety=np.ones(len(runs)),
        matched=matched,
        cosine=np.ones(len(runs)),
        longest=matched.astype(np.float64) * pair.token_words,
        shared=np.zeros(len(runs), np.int64),
        plain=np.zeros(len(runs), np.int64),
        quoted=_mostly_quoted(pair, runs),
    )


def _mostly_quoted(pair: Pair, tokens: NDArray[np.int64]) -> NDArray[np.bool_]:
    out = np.zeros(len(tokens), bool)
    for side, first in ((pair.left, 0), (pair.right, 2)):
        total = np.concatenate(([0], np.cumsum(side.text.quoted)))
        start, end = tokens[:, first], tokens[:, first + 1]
        out |= total[end] - total[start] >= MOSTLY_QUOTED * (end - start)
    return out


def join_cells(first: Cells, second: Cells) -> Cells:
    """All cells of both."""
    return Cells(
        tokens=np.concatenate((first.tokens, second.tokens)),
        sentences=np.concatenate((first.sentences, second.sentences)),
        surety=np.concatenate((first.surety, second.surety)),
        matched=np.concatenate((first.matched, second.matched)),
        cosine=np.concatenate((first.cosine, second.cosine)),
        longest=np.concatenate((first.longest, second.longest)),
        shared=np.concatenate((first.shared, second.shared)),
        plain=np.concatenate((first.plain, second.plain)),
        quoted=np.concatenate((first.quoted, second.quoted)),
    )


def cluster(cells: Cells, members: NDArray[np.int64], gap: int) -> Iterator[NDArray[np.int64]]:
    """Split `members` where, on either side, more than `gap` sentences hold no cell."""
    stack = [(members, 0, False)]
    while stack:
        group, side, settled = stack.pop()
        parts = _split(cells.sentences[:, 2 * side : 2 * side + 2], group, gap)
        if len(parts) == 1 and settled:
            yield np.sort(group)
            continue
        # One unbroken side is half the proof; the other side has to agree.
        stack.extend((part, 1 - side, len(parts) == 1) for part in parts)


def _split(
    ranges: NDArray[np.int64], group: NDArray[np.int64], gap: int
) -> list[NDArray[np.int64]]:
    order = group[np.lexsort((group, ranges[group, 0]))]
    reach = np.maximum.accumulate(ranges[order, 1])
    cuts = np.flatnonzero(ranges[order[1:], 0] - reach[:-1] > gap) + 1
    return list(np.split(order, cuts))


def fragment_of(cells: Cells, members: NDArray[np.int64]) -> Fragment:
    """The extents of a group of cells."""
    return Fragment(
        members=members,
        tokens=_extents(cells.tokens[members]),
        sentences=_extents(cells.sentences[members]),
    )


def _extents(ranges: NDArray[np.int64]) -> tuple[int, int, int, int]:
    low, high = ranges.min(axis=0), ranges.max(axis=0)
    return int(low[0]), int(high[1]), int(low[2]), int(high[3])


def describe(cells: Cells, fragment: Fragment, grid: Grid) -> NDArray[np.float64]:
    """Evidence for a fragment as a whole, shape (len(FEATURES),)."""
    members = fragment.members
    surety = cells.surety[members]
    a, b, c, d = fragment.sentences
    left = grid.left_matrix[a:b].max(axis=0)
    right = grid.right_matrix[c:d].max(axis=0)
    shared = left * right
    common = float(shared.sum())
    sizes = sorted((grid.left_terms[a:b].sum(), grid.right_terms[c:d].sum()))
    cover = sorted(float(covered(cells, fragment, side).mean()) for side in (0, 1))
    spans = sorted(
        (fragment.tokens[1] - fragment.tokens[0], fragment.tokens[3] - fragment.tokens[2])
    )
    best = float(np.clip(surety.max(), 1e-6, 1 - 1e-6))
    values = (
        np.log(best / (1 - best)),
        np.log1p(surety.sum()),
        cover[0],
        cover[1],
        float(cells.cosine[members].max()),
        np.log1p(float(cells.longest[members].max())),
        np.log1p(float(shared @ grid.idf)),
        common / max(float(sizes[0]), 1.0),
        common / max(float(sizes[1]), 1.0),
        np.log1p(min(b - a, d - c)),
        spans[0] / max(spans[1], 1),
    )
    return np.array(values)


def covered(cells: Cells, fragment: Fragment, side: int) -> NDArray[np.float64]:
    """For each sentence of one side of a fragment, the best surety that covers it."""
    first, last = fragment.sentences[2 * side : 2 * side + 2]
    best = np.zeros(last - first)
    ranges = cells.sentences[fragment.members, 2 * side : 2 * side + 2] - first
    for (start, end), sure in zip(
        ranges.tolist(), cells.surety[fragment.members].tolist(), strict=True
    ):
        np.maximum(best[start:end], sure, out=best[start:end])
    return best
