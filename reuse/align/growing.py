"""Growing passages: token runs and sentence pairs near each other become one fragment.

Cells are pieces of evidence, verified runs and sentence pairs alike. A group of cells is a
number that its members carry; -1 is no group.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.lines import Lines
from reuse.compiled import kernel

STRONG = 0.4
"""Surety from which on a sentence pair can start a passage; weaker ones only extend one."""
NARROWEST_GAP = 2
WIDEST_GAP = 4
"""Sentences without evidence that the largest passage may bridge on either side."""
MOSTLY_QUOTED = 0.6
"""Share of tokens inside quotation marks from which on a cell is a quotation."""
_ROUNDS = 8

Cells = NDArray[np.int64]
"""Shape (c, 12). Columns 0-3: tokens, left first, left last, right first, right last, half-open;
4-7: the same in sentences; 8: tokens of a verified run, 0 for a sentence pair; 9: distinct
content terms of a sentence pair that stand on both sides, 0 for a run; 10: those of them that
are neither names nor numbers; 11: 1 where a side stands mostly inside quotation marks."""
Values = NDArray[np.float64]
"""Shape (c, 3): probability that both sides say one thing (1 for a run), cosine, and the longest
common run in words."""


@kernel
def is_mostly_quoted(left: Lines, right: Lines, a: int, b: int, c: int, d: int) -> bool:  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    """Whether one of two token ranges stands mostly inside quotation marks."""
    first, second = 0, 0
    for at in range(a, b):
        first += 1 if left.quoted[at] else 0
    for at in range(c, d):
        second += 1 if right.quoted[at] else 0
    return first >= MOSTLY_QUOTED * (b - a) or second >= MOSTLY_QUOTED * (d - c)


@kernel
def split_groups(cells: Cells, groups: NDArray[np.int64], count: int, gap: int) -> int:
    """Split groups where, on either side, more than `gap` sentences hold none of their cells.

    Args:
        cells: the cells.
        groups: shape (c,): group of each cell; changed in place.
        count: groups so far.
        gap: sentences.

    Returns:
        Groups now.
    """
    orders = np.argsort(cells[:, 4]), np.argsort(cells[:, 6])
    reach, now = np.zeros(len(cells) + 1, np.int64), np.zeros(len(cells) + 1, np.int64)
    changed = True
    while changed:
        changed = False
        for side in range(2):
            reach[:] = -1
            order = orders[side]
            for at in range(len(order)):
                cell = order[at]
                group = groups[cell]
                if group < 0:
                    continue
                first, last = cells[cell, 4 + 2 * side], cells[cell, 5 + 2 * side]
                if reach[group] < 0:
                    reach[group], now[group] = last, group
                elif first - reach[group] > gap:
                    # Groups made on the way are told apart in the next turn.
                    reach[group], now[group] = last, count
                    count += 1
                    changed = True
                else:
                    reach[group] = max(reach[group], last)
                groups[cell] = now[group]
    return count


@kernel
def renumber(groups: NDArray[np.int64], count: int) -> int:
    """Number groups by their first member; groups left."""
    known = np.full(count + 1, -1, np.int64)
    found = 0
    for cell in range(len(groups)):
        if groups[cell] >= 0:
            if known[groups[cell]] < 0:
                known[groups[cell]] = found
                found += 1
            groups[cell] = known[groups[cell]]
    return found


@kernel
def extents(cells: Cells, groups: NDArray[np.int64], group: int, out: NDArray[np.int64]) -> None:
    """Ranges of tokens and sentences that the members span; `out` has shape (8,)."""
    first = True
    for cell in range(len(groups)):
        if groups[cell] != group:
            continue
        for k in range(0, 8, 2):
            out[k] = cells[cell, k] if first else min(out[k], cells[cell, k])
            out[k + 1] = cells[cell, k + 1] if first else max(out[k + 1], cells[cell, k + 1])
        first = False


@kernel
def cover(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    cells: Cells, values: Values, groups: NDArray[np.int64], group: int, side: int, first: int,
    best: NDArray[np.float64],
) -> float:  # fmt: skip
    """Sum, over the sentences from `first` on, of the best surety that covers each.

    `best` has one entry a sentence of the range that the members span; overwritten.
    """
    best[:] = 0.0
    for cell in range(len(groups)):
        if groups[cell] == group:
            for at in range(cells[cell, 4 + 2 * side] - first, cells[cell, 5 + 2 * side] - first):
                best[at] = max(best[at], values[cell, 0])
    total = 0.0
    for at in range(len(best)):
        total += best[at]
    return total


@kernel
def _root(parents: NDArray[np.int64], group: int) -> int:
    while parents[group] != group:
        parents[group] = parents[parents[group]]
        group = parents[group]
    return group


@kernel
def _spread(
    cells: Cells, values: Values, groups: NDArray[np.int64], count: int, quotes: bool  # noqa: FBT001
) -> int:  # fmt: skip
    """Let each group take the cells in reach on both sides, and join those that share one.

    Without `quotes`, all but quotations, as far as the group's own evidence vouches for; with
    them, the quotations that stand inside or touch.
    """
    parents = np.arange(count)
    owner = np.full(len(cells), -1, np.int64)
    span = np.zeros(8, np.int64)
    for group in range(count):
        extents(cells, groups, group, span)
        reach = 0
        if not quotes:
            evidence = np.inf
            for side in range(2):
                best = np.zeros(span[5 + 2 * side] - span[4 + 2 * side], np.float64)
                total = cover(cells, values, groups, group, side, span[4 + 2 * side], best)
                evidence = min(evidence, total)
            reach = min(WIDEST_GAP, NARROWEST_GAP + int(evidence) // 2)
        for cell in range(len(cells)):
            near = groups[cell] == group or (
                (cells[cell, 11] != 0) == quotes
                and cells[cell, 4] - span[5] <= reach
                and span[4] - cells[cell, 5] <= reach
                and cells[cell, 6] - span[7] <= reach
                and span[6] - cells[cell, 7] <= reach
            )
            if near and owner[cell] < 0:
                owner[cell] = group
            elif near:
                parents[_root(parents, owner[cell])] = _root(parents, group)
    for cell in range(len(cells)):
        groups[cell] = _root(parents, owner[cell]) if owner[cell] >= 0 else -1
    return renumber(groups, count)


@kernel
def grow(cells: Cells, values: Values, groups: NDArray[np.int64]) -> int:
    """Group the cells into fragments.

    Strong cells that touch are one fragment; then each takes what stands near, weak cells and
    other fragments alike, as far as its own evidence vouches for. Quotations do neither: two
    reports of one event share them and little else, so they join a fragment only where they
    stand inside it or touch it, and stay by themselves otherwise.

    Args:
        cells: the evidence.
        values: the evidence.
        groups: shape (c,), overwritten: fragment of each cell.

    Returns:
        Fragments.
    """
    any_strong = 0
    for cell in range(len(cells)):
        able = values[cell, 0] >= STRONG and cells[cell, 11] == 0
        groups[cell] = 0 if able else -1
        any_strong += 1 if able else 0
    count = 0
    if any_strong:
        count = renumber(groups, split_groups(cells, groups, 1, 1))
        for _ in range(_ROUNDS):
            before = groups.copy()
            count = _spread(cells, values, groups, count, False)
            if np.array_equal(before, groups):
                break
        count = _spread(cells, values, groups, count, True)
    alone = np.full(len(cells), -1, np.int64)
    any_alone = False
    for cell in range(len(cells)):
        if values[cell, 0] >= STRONG and cells[cell, 11] != 0 and groups[cell] < 0:
            alone[cell], any_alone = 0, True
    if any_alone:
        more = renumber(alone, split_groups(cells, alone, 1, 0))
        for cell in range(len(cells)):
            if alone[cell] >= 0:
                groups[cell] = count + alone[cell]
        count += more
    return count
