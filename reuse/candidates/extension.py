"""Seeds grown to exact spans: gapped X-drop extension on token codes.

Altschul et al. (1997), "Gapped BLAST": from a seed the alignment grows both ways, cell by
cell of a dynamic programme that drops cells whose score falls X below the best. A matched
token scores 2; a replaced one, a dropped one and an added one cost 1 each. The span ends at
the best cell, so that its last token is always a match. Most seeds in a corpus are chance, so
that there a small X comes first, and the stated one only where that gained two tokens. Where
more tokens than X match one to one the programme starts afresh behind them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel

# A cell holds its score in the upper half of a word, the tokens matched on the way in the lower.
_UNIT = 1 << 32
_MATCH = 2 * _UNIT + 1
_NONE = -(1 << 60)
# Runs of one pair are looked through backwards for one that covers a seed; hostile texts
# could otherwise make that a square.
_LOOK_BACK = 64
_FIRST_XDROP = 4
_TELLING = 2
# Tokens, times those of both texts and at the least, that the runs of one pair may be grown by:
# texts of few words could otherwise grow each seed for long.
_MOST_GROWN, _LEAST_GROWN = 32, 1 << 20
# Rows after which a path that has gained no two matches is given up.
_BRIEF = 256


@kernel
def _is_covered(out: NDArray[np.int64], first: int, count: int, i: int, j: int, size: int) -> int:
    """The last run of this pair that holds the seed on both sides, or -1."""
    at = count - 1
    while at >= first and at >= count - _LOOK_BACK:
        if (
            out[at, 2] <= i
            and i + size <= out[at, 3]
            and out[at, 4] <= j
            and j + size <= out[at, 5]
        ):
            return at
        at -= 1
    return -1


@kernel
def exact_run(codes: NDArray[np.uint32], a: int, b: int, room: int, direction: int) -> int:
    """Tokens that match one to one from `a` and `b` on, at most `room`."""
    count = 0
    while count < room and codes[a + direction * count] == codes[b + direction * count]:
        count += 1
    return count


@kernel
def _recentre(row: NDArray[np.int64], low: int, high: int) -> int:
    """Move the live cells back to the middle; the cells moved by, 0 without room."""
    move: int = len(row) // 2 - (low + high) // 2
    if low + move <= 1 or high + move >= len(row) - 2:
        return 0
    alive = row[low : high + 1].copy()
    row[:] = _NONE
    row[low + move : high + move + 1] = alive
    return move


@kernel
def _programme(
    codes: NDArray[np.uint32],
    a: int,
    b: int,
    room_a: int,
    room_b: int,
    direction: int,
    xdrop: int,
    row: NDArray[np.int64],
) -> tuple[int, int, int, bool]:
    """Best cell from `a` and `b` on: tokens taken on both sides, matches, whether more follow.

    Row r of the programme holds r tokens of the left side; the cell for c tokens of the right
    side sits at ``c - r + middle`` of `row`, so that the band follows the drift and one array
    holds both the row before and the row after.
    """
    middle = len(row) // 2
    row[:] = _NONE
    high = middle + min(xdrop, room_b)
    for at in range(middle, high + 1):
        row[at] = (middle - at) * _UNIT
    low, best, best_row, best_at, best_matched, best_b, streak = middle, 0, 0, -1, 0, 0, 0
    for r in range(1, room_a + 1):
        one = codes[a + direction * (r - 1)]
        before_at = best_at if best_row == r - 1 else -1
        first, last, beside = len(row), -1, _NONE
        at = max(1, low - 1, middle - r)
        while at < len(row) - 1 and (at <= high or beside > _NONE):
            column = at - middle + r
            if column > room_b:
                break
            value = max(row[at + 1], beside) - _UNIT
            if column > 0 and row[at] > _NONE:
                same = one == codes[b + direction * (column - 1)]
                value = max(value, row[at] + (_MATCH if same else -_UNIT))
            score = value >> 32
            if score >= best - xdrop:
                row[at], beside, last = value, value, at
                first = min(first, at)
                if score > best:
                    best, best_row, best_at = score, r, at
                    best_b, best_matched = column, value & (_UNIT - 1)
            else:
                row[at], beside = _NONE, _NONE
            at += 1
        while at <= high:
            row[at] = _NONE
            at += 1
        low, high = first, last
        if high < 0:
            break
        streak = streak + 1 if best_row == r and best_at == before_at else 0
        if streak >= xdrop:
            return best_row, best_b, best_matched, True
        if low < 3 or high > len(row) - 4:
            # Drift to one side nears the edge.
            move = _recentre(row, low, high)
            low, high, middle, best_at = low + move, high + move, middle + move, best_at + move
    return best_row, best_b, best_matched, False


@kernel
def grow(
    codes: NDArray[np.uint32],
    a: int,
    b: int,
    room_a: int,
    room_b: int,
    direction: int,
    xdrop: int,
    row: NDArray[np.int64],
) -> tuple[int, int, int]:
    """Best gapped extension from `a` and `b` on: tokens taken on both sides, and matches."""
    taken_a, taken_b, matched = 0, 0, 0
    more = True
    while more:
        more_a, more_b, count, more = _programme(
            codes,
            a + direction * taken_a,
            b + direction * taken_b,
            room_a - taken_a,
            room_b - taken_b,
            direction,
            xdrop,
            row,
        )
        taken_a, taken_b, matched = taken_a + more_a, taken_b + more_b, matched + count
        if more:
            run = exact_run(
                codes,
                a + direction * taken_a,
                b + direction * taken_b,
                min(room_a - taken_a, room_b - taken_b),
                direction,
            )
            taken_a, taken_b, matched = taken_a + run, taken_b + run, matched + run
    return taken_a, taken_b, matched


@kernel
def _meets_soon(
    codes: NDArray[np.uint32], a: int, b: int, room_a: int, room_b: int, direction: int
) -> bool:
    """Whether any token matches that the small X leads to; else there is nothing to gain."""
    reach_a, reach_b = min(room_a, _FIRST_XDROP + 1), min(room_b, _FIRST_XDROP + 1)
    for x in range(reach_a):
        for y in range(reach_b):
            if codes[a + direction * x] == codes[b + direction * y]:
                return True
    return False


@kernel
def _may_gain_twice(
    codes: NDArray[np.uint32], a: int, b: int, room_a: int, room_b: int, direction: int
) -> bool:
    """Whether `probe` may gain two matches: False means that it does not.

    A first match behind x and y tokens leaves a score of 2 - max(x, y), and where that falls
    to the small X below 0 before the next match, no path goes on.
    """
    reach_a, reach_b = min(room_a, _FIRST_XDROP + 1), min(room_b, _FIRST_XDROP + 1)
    for x in range(reach_a):
        for y in range(reach_b):
            if codes[a + direction * x] != codes[b + direction * y]:
                continue
            far = 4 + _FIRST_XDROP - max(x, y)
            for u in range(x + 1, min(room_a, x + far)):
                for v in range(y + 1, min(room_b, y + far)):
                    if codes[a + direction * u] == codes[b + direction * v]:
                        return True
    return False


@kernel
def probe(
    codes: NDArray[np.uint32],
    a: int,
    b: int,
    room_a: int,
    room_b: int,
    direction: int,
    brief: bool,
    row: NDArray[np.int64],
) -> tuple[int, int, int]:
    """Extension as `grow` makes it, with a small X and at most X tokens to either side.

    When `brief` it ends as soon as two matches are certain, and after some rows in any case.
    """
    if not _meets_soon(codes, a, b, room_a, room_b, direction):
        return 0, 0, 0
    width = 2 * _FIRST_XDROP + 1
    for at in range(width + 2):
        row[at] = _NONE
    for at in range(min(_FIRST_XDROP, room_b) + 1):
        row[1 + _FIRST_XDROP + at] = -at * _UNIT
    best, best_row, best_b, best_matched = 0, 0, 0, 0
    for r in range(1, (min(room_a, _BRIEF) if brief else room_a) + 1):
        one = codes[a + direction * (r - 1)]
        least = (best - _FIRST_XDROP) * _UNIT
        alive = False
        column = r - _FIRST_XDROP - 1
        for at in range(1, width + 1):
            column += 1
            value = max(row[at + 1], row[at - 1]) - _UNIT
            if 0 < column <= room_b:
                same = one == codes[b + direction * (column - 1)]
                value = max(value, row[at] + (_MATCH if same else -_UNIT))
            if value < least or column > room_b:
                row[at] = _NONE
                continue
            row[at] = value
            alive = True
            if value >> 32 > best:
                best, best_row, best_b, best_matched = value >> 32, r, column, value & (_UNIT - 1)
        # One match scores 2 at the most: what comes behind a higher score holds two as well.
        if not alive or (brief and best > 2):
            break
    return best_row, best_b, best_matched


@kernel
def _grow_twice(
    codes: NDArray[np.uint32],
    a: int,
    b: int,
    room_a: int,
    room_b: int,
    direction: int,
    xdrop: int,
    probing: bool,
    row: NDArray[np.int64],
) -> tuple[int, int, int]:
    """Extension with a small X, and with the stated one where that gained enough."""
    if not probing or xdrop <= _FIRST_XDROP:
        return grow(codes, a, b, room_a, room_b, direction, xdrop, row)
    more_a, more_b, matched = probe(codes, a, b, room_a, room_b, direction, False, row)
    if matched >= _TELLING:
        return grow(codes, a, b, room_a, room_b, direction, xdrop, row)
    return more_a, more_b, matched


@kernel
def matching_tokens(
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
def is_promising(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    left: int,
    right: int,
    i: int,
    j: int,
    size: int,
    fewest: int,
    row: NDArray[np.int64],
) -> bool:
    """Whether a seed may grow to `fewest` matches: what `extend_seeds` cannot be without.

    Seeds of chance end here, at the cost of some tens of cells.
    """
    low_i, low_j, high_i, high_j = (
        bounds[left], bounds[right], bounds[left + 1], bounds[right + 1],
    )  # fmt: skip
    if not matching_tokens(codes, i, j, size, high_i, high_j):
        return False
    end_i, end_j = i + size, j + size
    ahead = exact_run(codes, end_i, end_j, min(high_i - end_i, high_j - end_j), 1)
    behind = exact_run(codes, i - 1, j - 1, min(i - low_i, j - low_j), -1)
    matches = size + ahead + behind
    if matches >= fewest:
        return True
    end_i, end_j, i, j = end_i + ahead, end_j + ahead, i - behind, j - behind
    room_i, room_j = high_i - end_i, high_j - end_j
    # Where one match on either side is not enough, most seeds end with a look at few tokens.
    twice = matches + 2 * (_TELLING - 1) < fewest
    if not twice or _may_gain_twice(codes, end_i, end_j, room_i, room_j, 1):
        _, _, gained = probe(codes, end_i, end_j, room_i, room_j, 1, True, row)
        if gained >= _TELLING:
            return True
        matches += gained
    if not twice or _may_gain_twice(codes, i - 1, j - 1, i - low_i, j - low_j, -1):
        _, _, gained = probe(codes, i - 1, j - 1, i - low_i, j - low_j, -1, True, row)
        return bool(gained >= _TELLING or matches + gained >= fewest)
    return False


@kernel
def extend_seeds(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    seeds: NDArray[np.int64],
    seed_size: int,
    xdrop: int,
    probing: bool,
    out: NDArray[np.int64],
) -> tuple[int, int]:
    """Grow every seed that no earlier run of its pair of documents covers.

    Runs that overlap so much that they add up to many times both texts end the growth: two
    long texts of few words give a part of their runs only, and are counted.

    Args:
        codes: token codes of all documents, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        seeds: shape (k, 5): left document, right document, left token, right token (counted
            through all documents), a bit for each channel that found it; sorted.
        seed_size: tokens that match from each seed on; a seed where they do not is dropped.
        xdrop: fall below the best score at which growth stops, 1 or more.
        probing: whether a small X comes first. It is three times as fast among seeds of
            chance, and stops at gaps that the stated X passes.
        out: shape (k, 8), overwritten: left document, right document, left first, left last,
            right first, right last (half-open), matches, channels of all its seeds.

    Returns:
        Rows of `out` that are filled, and pairs of documents that have further seeds.
    """
    count, pair_start, grown, cut, ended = 0, 0, 0, 0, False
    # At one time cells up to 4 X tokens to either side of the middle are alive.
    row = np.zeros(8 * max(xdrop, _FIRST_XDROP) + 9, np.int64)
    for k in range(len(seeds)):
        left, right, i, j = seeds[k, 0], seeds[k, 1], seeds[k, 2], seeds[k, 3]
        if k == 0 or left != seeds[k - 1, 0] or right != seeds[k - 1, 1]:
            pair_start, grown, ended = count, 0, False
        covering = _is_covered(out, pair_start, count, i, j, seed_size)
        if covering >= 0:
            out[covering, 7] |= seeds[k, 4]
            continue
        low_i, low_j, high_i, high_j = (
            bounds[left], bounds[right], bounds[left + 1], bounds[right + 1],
        )  # fmt: skip
        if not matching_tokens(codes, i, j, seed_size, high_i, high_j):
            continue
        if grown > max(_LEAST_GROWN, _MOST_GROWN * (high_i - low_i + high_j - low_j)):
            cut += 0 if ended else 1
            ended = True
            continue
        end_i, end_j = i + seed_size, j + seed_size
        ahead = exact_run(codes, end_i, end_j, min(high_i - end_i, high_j - end_j), 1)
        end_i, end_j = end_i + ahead, end_j + ahead
        behind = exact_run(codes, i - 1, j - 1, min(i - low_i, j - low_j), -1)
        i, j = i - behind, j - behind
        more_i, more_j, after = _grow_twice(
            codes, end_i, end_j, high_i - end_i, high_j - end_j, 1, xdrop, probing, row
        )
        less_i, less_j, first = _grow_twice(
            codes, i - 1, j - 1, i - low_i, j - low_j, -1, xdrop, probing, row
        )
        out[count, 0], out[count, 1] = left, right
        out[count, 2], out[count, 3] = i - less_i, end_i + more_i
        out[count, 4], out[count, 5] = j - less_j, end_j + more_j
        out[count, 6] = seed_size + ahead + behind + after + first
        out[count, 7] = seeds[k, 4]
        grown += out[count, 3] - out[count, 2] + out[count, 5] - out[count, 4]
        count += 1
    return count, cut
