"""Which segments are written anew as one, so that a search opens few of them."""

from __future__ import annotations

from collections.abc import Sequence

from reuse.archive.rows import SegmentRow

GROWTH = 2
"""Times by which the largest segment of a row is outgrown before the row is written anew. Of 3,000
daily adds of 20,000 to 90,000 keys three small segments are left, six at the most, and each key was
written four times; with 4 it was five, ten and three."""
MOST_ADDING = 1 << 21
"""Postings that adding writes anew at the most, whatever the archive holds."""
MOST = 1 << 23
"""Postings of a segment made of others, which bounds the memory that making it takes."""


def tail(sizes: Sequence[int], size: int) -> int:
    """How many of the last segments are written anew with what is added.

    The longest row of last ones that come to be `GROWTH` times the largest of them, as the digits
    of a number that is counted up.

    Args:
        sizes: postings of each segment, in order.
        size: postings of what is added.
    """
    total, largest, out = size, size, 0
    for count, each in enumerate(reversed(sizes), 1):
        total, largest = total + each, max(largest, each)
        if total > MOST_ADDING:
            break
        if total >= GROWTH * largest:
            out = count
    return out


def groups(rows: Sequence[SegmentRow], dead: Sequence[int]) -> list[tuple[int, int]]:
    """First and end of the rows of segments that are written anew as one each.

    Args:
        rows: all segments, in order.
        dead: documents of each that stand no more.
    """
    out, start, total = [], 0, 0
    for at, row in enumerate(rows):
        if at > start and total + row.postings > MOST:
            out.append((start, at))
            start, total = at, 0
        total += row.postings
    if start < len(rows):
        out.append((start, len(rows)))
    return [(first, last) for first, last in out if last - first > 1 or any(dead[first:last])]
