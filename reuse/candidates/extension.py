"""Seeds grown to exact spans: gapped X-drop extension on token codes.

Altschul et al. (1997), "Gapped BLAST": from a seed the alignment grows both ways, cell by
cell of a dynamic programme that drops cells whose score falls X below the best. A matched
token scores 2; a replaced one, a dropped one and an added one cost 1 each. The span ends at
the best cell, so that its last token is always a match.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel

_NONE = -(1 << 30)
# Runs of one pair are looked through backwards for one that covers a seed; hostile texts
# could otherwise make that a square.
_LOOK_BACK = 64


@kernel
def _is_covered(out: NDArray[np.int64], first: int, count: int, i: int, j: int, size: int) -> bool:
    """Whether one of the last runs of this pair holds the seed on both sides."""
    at = count - 1
    while at >= first and at >= count - _LOOK_BACK:
        if (
            out[at, 2] <= i
            and i + size <= out[at, 3]
            and out[at, 4] <= j
            and j + size <= out[at, 5]
        ):
            return True
        at -= 1
    return False


@kernel
def _exact(codes: NDArray[np.uint32], a: int, b: int, room: int, direction: int) -> int:
    """Tokens that match one to one from `a` and `b` on, at most `room`."""
    count = 0
    while count < room and codes[a + direction * count] == codes[b + direction * count]:
        count += 1
    return count


@kernel
def _first_row(rows: NDArray[np.int64], most: int) -> int:
    """Open the programme: up to `most` tokens of the right side alone; the last live cell."""
    middle: int = rows.shape[1] // 2
    rows[:, :] = _NONE
    for column in range(most + 1):
        rows[0, middle + column] = -column
        rows[2, middle + column] = 0
    return middle + most


@kernel
def _recentre(rows: NDArray[np.int64], now: int, low: int, high: int) -> int:
    """Move the live cells of a row back to the middle; the cells moved by, 0 without room."""
    move: int = rows.shape[1] // 2 - (low + high) // 2
    if low + move <= 0 or high + move >= rows.shape[1] - 1:
        return 0
    for part in (now, 2 + now):
        alive = rows[part, low : high + 1].copy()
        rows[part, :] = _NONE
        rows[part, low + move : high + move + 1] = alive
    return move


@kernel
def _grow(
    codes: NDArray[np.uint32],
    a: int,
    b: int,
    room_a: int,
    room_b: int,
    direction: int,
    xdrop: int,
    rows: NDArray[np.int64],
) -> tuple[int, int, int]:
    """Best gapped extension from `a` and `b` on: tokens taken on both sides, and matches.

    Row r of the programme holds scores of r tokens of the left side; the cell for c tokens of
    the right side sits at ``c - r + middle``, so that the band follows the drift. ``rows[0:2]``
    are scores of two rows in turn, ``rows[2:4]`` the tokens matched on the way.
    """
    middle = rows.shape[1] // 2
    low, high = middle, _first_row(rows, min(xdrop, room_b))
    best, best_a, best_b, best_matches = 0, 0, 0, 0
    for row in range(1, room_a + 1):
        before, now = 1 - row % 2, row % 2
        rows[now, :] = _NONE
        next_low, next_high = rows.shape[1], -1
        at = max(1, low - 1, middle - row)
        while at < rows.shape[1] - 1 and (at <= high or rows[now, at - 1] > _NONE):
            column = at - middle + row
            if column > room_b:
                break
            score, matched = _NONE, 0
            if column > 0 and rows[before, at] > _NONE:
                same = codes[a + direction * (row - 1)] == codes[b + direction * (column - 1)]
                score = rows[before, at] + (2 if same else -1)
                matched = rows[2 + before, at] + (1 if same else 0)
            if rows[before, at + 1] - 1 > score:
                score, matched = rows[before, at + 1] - 1, rows[2 + before, at + 1]
            if column > 0 and rows[now, at - 1] - 1 > score:
                score, matched = rows[now, at - 1] - 1, rows[2 + now, at - 1]
            if score >= best - xdrop:
                rows[now, at], rows[2 + now, at] = score, matched
                next_low, next_high = min(next_low, at), max(next_high, at)
                if score > best:
                    best, best_a, best_b, best_matches = score, row, column, matched
            at += 1
        low, high = next_low, next_high
        if high < 0:
            break
        if low < xdrop + 2 or high > rows.shape[1] - xdrop - 3:
            # Drift to one side nears the edge.
            move = _recentre(rows, now, low, high)
            low, high, middle = low + move, high + move, middle + move
    return best_a, best_b, best_matches


@kernel
def _matching_tokens(
    codes: NDArray[np.uint32], i: int, j: int, size: int, end_i: int, end_j: int
) -> bool:
    """Whether `size` tokens from `i` and `j` on lie inside their documents and are equal."""
    if i + size > end_i or j + size > end_j:
        return False
    for step in range(size):
        if codes[i + step] != codes[j + step]:
            return False
    return True


@kernel
def extend_seeds(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    seeds: NDArray[np.int64],
    seed_size: int,
    xdrop: int,
    out: NDArray[np.int64],
) -> int:
    """Grow every seed that no earlier run of its pair of documents covers.

    Args:
        codes: token codes of all documents, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        seeds: shape (k, 4): left document, right document, left token, right token (counted
            through all documents); sorted.
        seed_size: tokens that match from each seed on; a seed where they do not is dropped.
        xdrop: fall below the best score at which growth stops, 1 or more.
        out: shape (k, 7), overwritten: left document, right document, left first, left last,
            right first, right last (half-open), matches.

    Returns:
        Rows of `out` that are filled.
    """
    count, pair_start = 0, 0
    # At one time cells up to 4 X tokens to either side of the middle are alive.
    rows = np.zeros((4, 8 * xdrop + 3), np.int64)
    for k in range(len(seeds)):
        left, right, i, j = seeds[k, 0], seeds[k, 1], seeds[k, 2], seeds[k, 3]
        if k == 0 or left != seeds[k - 1, 0] or right != seeds[k - 1, 1]:
            pair_start = count
        if _is_covered(out, pair_start, count, i, j, seed_size):
            continue
        low_i, low_j, high_i, high_j = (
            bounds[left], bounds[right], bounds[left + 1], bounds[right + 1],
        )  # fmt: skip
        if not _matching_tokens(codes, i, j, seed_size, high_i, high_j):
            continue
        end_i, end_j = i + seed_size, j + seed_size
        ahead = _exact(codes, end_i, end_j, min(high_i - end_i, high_j - end_j), 1)
        end_i, end_j = end_i + ahead, end_j + ahead
        behind = _exact(codes, i - 1, j - 1, min(i - low_i, j - low_j), -1)
        i, j = i - behind, j - behind
        more_i, more_j, after = _grow(
            codes, end_i, end_j, high_i - end_i, high_j - end_j, 1, xdrop, rows
        )
        less_i, less_j, first = _grow(codes, i - 1, j - 1, i - low_i, j - low_j, -1, xdrop, rows)
        out[count, 0], out[count, 1] = left, right
        out[count, 2], out[count, 3] = i - less_i, end_i + more_i
        out[count, 4], out[count, 5] = j - less_j, end_j + more_j
        out[count, 6] = seed_size + ahead + behind + after + first
        count += 1
    return count
