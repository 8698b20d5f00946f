"""Disjoint sets, and which spans of one document are one witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reuse.model.span import Span


class DisjointSets:
    """Union-find over the integers below `count`, with path halving and union by size."""

    __slots__ = ("_parent", "_size")

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._size = [1] * count

    def find(self, item: int) -> int:
        """The set that an item is in."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def union(self, first: int, second: int) -> None:
        """Make the sets of two items one."""
        first, second = self.find(first), self.find(second)
        if first == second:
            return
        if self._size[first] < self._size[second]:
            first, second = second, first
        self._parent[second] = first
        self._size[first] += self._size[second]


def half_overlaps(spans: Iterable[tuple[Span, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of items that join all spans which overlap by half of the shorter one or more.

    The items' sets under these pairs are those of all pairs that overlap so, found in one
    sweep: of the spans that began before, a new one need be tried only against the one of each
    open set that ends last and the one whose middle lies furthest right. Two sets that are
    open at one point overlap by less than half, of which no more than two can be; so the cost
    is that of sorting.

    Args:
        spans: spans of one document, each with its item.
    """
    opened: list[_Open] = []
    for span, item in sorted(spans, key=lambda pair: (pair[0].start, -pair[0].end, pair[1])):
        opened = [group for group in opened if group.last > span.start]
        touched = [group for group in opened if group.takes(span)]
        joined = _Open(item=item, last=span.end, middle=span.start + span.end)
        for group in touched:
            yield group.item, item
            joined.last = max(joined.last, group.last)
            joined.middle = max(joined.middle, group.middle)
        opened = [group for group in opened if group not in touched]
        opened.append(joined)


class _Open:
    """A set of spans that reaches past the point of the sweep."""

    __slots__ = ("item", "last", "middle")

    def __init__(self, *, item: int, last: int, middle: int) -> None:
        self.item = item
        self.last = last
        """Greatest end of its spans."""
        self.middle = middle
        """Greatest start plus end of its spans."""

    def takes(self, span: Span) -> bool:
        """Whether one of its spans overlaps `span` by half of the shorter of the two."""
        if self.last <= span.start:
            return False
        shared = min(self.last, span.end) - span.start
        return 2 * shared >= len(span) or self.middle >= 2 * span.start
