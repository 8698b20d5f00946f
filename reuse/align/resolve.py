"""From evidence to disjoint passages: grow, validate, settle overlaps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.beads import Grid
from reuse.align.fragments import (
    FEATURES,
    Cells,
    Fragment,
    cluster,
    covered,
    describe,
    fragment_of,
)
from reuse.align.model import shipped
from reuse.align.terms import Pair

STRONG = 0.4
"""Surety from which on a bead can start a passage; weaker ones only extend one."""
LONE = 0.75
"""Surety from which on a single bead is reported even where the passage around it is too
short to say anything as a whole."""
LONE_TERMS = 6
"""Content terms that such a bead must share: headings and names with a title share fewer."""
LONE_PLAIN = 4
"""Those of them that must be neither names nor numbers."""
NARROWEST_GAP = 2
WIDEST_GAP = 4
"""Sentences without evidence that the largest passage may bridge on either side."""
_ROUNDS = 8

Passage = tuple[tuple[int, int, int, int], float]
"""Token ranges (left first, left last, right first, right last), half-open, and surety."""


def grow(cells: Cells) -> list[Fragment]:
    """Fragments around the strong cells.

    Strong cells that touch are one fragment; then each takes what stands near, weak cells and
    other fragments alike, as far as its own evidence vouches for. Quotations do neither: two
    reports of one event share them and little else, so they join a fragment only where they
    stand inside it or touch it, and stay by themselves otherwise.
    """
    able = np.flatnonzero((cells.surety >= STRONG) & ~cells.quoted)
    groups = list(cluster(cells, able, 1)) if len(able) else []
    for _ in range(_ROUNDS):
        grown = _merge(cells, [_absorb(cells, members) for members in groups])
        if len(grown) == len(groups) and all(map(np.array_equal, grown, groups)):
            break
        groups = grown
    groups = _merge(cells, [_enclose(cells, members) for members in groups])
    alone = (cells.surety >= STRONG) & cells.quoted
    for members in groups:
        alone[members] = False
    if alone.any():
        groups.extend(cluster(cells, np.flatnonzero(alone), 0))
    return [fragment_of(cells, members) for members in groups]


def _absorb(cells: Cells, members: NDArray[np.int64]) -> NDArray[np.int64]:
    """Add every cell within reach on both sides."""
    fragment = fragment_of(cells, members)
    evidence = min(covered(cells, fragment, side).sum() for side in (0, 1))
    near = _near(cells, fragment, min(WIDEST_GAP, NARROWEST_GAP + int(evidence) // 2))
    near &= ~cells.quoted
    near[members] = True
    return np.flatnonzero(near)


def _enclose(cells: Cells, members: NDArray[np.int64]) -> NDArray[np.int64]:
    """Add the quotations that stand inside or touch on both sides."""
    near = _near(cells, fragment_of(cells, members), 0) & cells.quoted
    near[members] = True
    return np.flatnonzero(near)


def _near(cells: Cells, fragment: Fragment, reach: int) -> NDArray[np.bool_]:
    a, b, c, d = fragment.sentences
    ranges = cells.sentences
    near = (ranges[:, 0] - b <= reach) & (a - ranges[:, 1] <= reach)
    near &= (ranges[:, 2] - d <= reach) & (c - ranges[:, 3] <= reach)
    return np.asarray(near)


def _merge(cells: Cells, groups: list[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    """Join the groups that have come to share a cell."""
    owner = np.full(len(cells), -1, np.int64)
    joined: dict[int, NDArray[np.int64]] = {}
    for number, members in enumerate(groups):
        owners = {int(k) for k in owner[members]} - {-1}
        whole = np.unique(np.concatenate([members, *(joined.pop(k) for k in sorted(owners))]))
        owner[whole] = number
        joined[number] = whole
    return sorted(joined.values(), key=lambda members: int(members[0]))


def validate(
    grid: Grid, cells: Cells, fragments: list[Fragment], prior: float = 0.0
) -> list[tuple[Fragment, float]]:
    """Keep the fragments that hold as a whole, with their surety.

    Of a fragment that does not, its strongest parts may hold by themselves: a verified run,
    or beads of which one can stand alone. `prior` is as in `align_pair`.
    """
    if not fragments:
        return []
    threshold = shipped("fragments", FEATURES).threshold
    kept = []
    for fragment, sure in zip(fragments, judge(grid, cells, fragments, prior), strict=True):
        if sure >= threshold:
            kept.append((fragment, sure))
            continue
        strong = fragment.members[cells.surety[fragment.members] >= STRONG]
        for members in cluster(cells, strong, 0):
            part = fragment_of(cells, members)
            alone = _lone(cells, part)
            if alone > 0:
                kept.append((part, alone))
    return kept


def judge(grid: Grid, cells: Cells, fragments: list[Fragment], prior: float = 0.0) -> list[float]:
    """Probability that each fragment says one text twice."""
    described = np.stack([describe(cells, f, grid) for f in fragments])
    model = shipped("fragments", FEATURES)
    probabilities: list[float] = model.probability(described, prior).tolist()
    return probabilities


def _lone(cells: Cells, fragment: Fragment) -> float:
    """Surety of the best run or bead that can stand by itself, 0 where none can."""
    members = fragment.members
    if cells.matched[members].any():
        return 1.0
    able = (cells.surety[members] >= LONE) & (cells.shared[members] >= LONE_TERMS)
    able &= cells.plain[members] >= LONE_PLAIN
    return float(cells.surety[members][able].max(initial=0.0))


def settle(pair: Pair, cells: Cells, fragments: list[tuple[Fragment, float]]) -> list[Passage]:
    """Make the fragments disjoint on both sides; the one with the most evidence goes first."""
    taken = (np.zeros(len(pair.left), bool), np.zeros(len(pair.right), bool))
    out: list[Passage] = []
    queue = sorted(fragments, key=lambda item: (-_mass(cells, item[0]), item[0].tokens))
    for fragment, sure in queue:
        members = fragment.members
        free = np.fromiter((_is_free(cells.tokens[k], taken) for k in members), bool)
        if not free.any():
            continue
        rest = fragment if free.all() else fragment_of(cells, members[free])
        if not _is_free(np.array(rest.tokens), taken):
            continue
        a, b, c, d = rest.tokens
        taken[0][a:b] = True
        taken[1][c:d] = True
        out.append((rest.tokens, sure))
    return out


def _mass(cells: Cells, fragment: Fragment) -> float:
    """Tokens that the evidence of a fragment covers, weighted by surety."""
    sizes = cells.tokens[fragment.members]
    spans = np.minimum(sizes[:, 1] - sizes[:, 0], sizes[:, 3] - sizes[:, 2])
    return float((spans * cells.surety[fragment.members]).sum())


def _is_free(tokens: NDArray[np.int64], taken: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> bool:
    a, b, c, d = tokens.tolist()
    return not (taken[0][a:b].any() or taken[1][c:d].any())
