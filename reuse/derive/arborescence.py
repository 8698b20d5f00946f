"""The best tree over weighted arcs, by Chu, Liu and Edmonds.

Y. J. Chu and T. H. Liu, "On the shortest arborescence of a directed graph" (1965); J. Edmonds,
"Optimum branchings" (1967). Each node takes its best arc; a cycle that comes of it is made one
node, whose arcs are weighed against the ones they would replace (Tarjan 1977). With heaps that are
merged small into large, m arcs cost O(m log^2 m).

networkx has the same: half a second to import and four seconds for 200 documents that are all
paired, where this one takes a quarter of a second; scipy has it for undirected graphs alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import NamedTuple

ROOT = 0
"""The node that all others hang from in the end."""


class WeightedArc(NamedTuple):
    """An arc of a graph whose nodes are numbers; node 0 is the root."""

    source: int
    derived: int
    weight: float


class _Into:
    """Arcs into a node, the heaviest first, with a sum that is added to all weights."""

    __slots__ = ("arcs", "shift")

    def __init__(self) -> None:
        self.arcs: list[tuple[float, int, int, WeightedArc]] = []
        self.shift = 0.0

    def add(self, weight: float, arc: WeightedArc) -> None:
        item = (self.shift - weight, arc.source, arc.derived, arc)
        heapq.heappush(self.arcs, item)

    def pop(self) -> tuple[float, WeightedArc]:
        key, _, _, arc = heapq.heappop(self.arcs)
        return self.shift - key, arc

    def joined(self, other: _Into) -> _Into:
        """Both together; neither is to be used again."""
        large, small = (self, other) if len(self.arcs) >= len(other.arcs) else (other, self)
        while small.arcs:
            large.add(*small.pop())
        return large


class _Contraction:
    """Nodes, and cycles that have become nodes."""

    def __init__(self, count: int, arcs: Iterable[WeightedArc]) -> None:
        self.into = [_Into() for _ in range(count + 1)]
        for arc in arcs:
            if arc.derived not in {ROOT, arc.source}:
                self.into[arc.derived].add(arc.weight, arc)
        self.chosen: list[tuple[float, WeightedArc] | None] = [None] * (count + 1)
        self.top = list(range(count + 1))
        """The node that a node has become part of, or itself."""
        self.within = [-1] * (count + 1)
        """The cycle that a node was contracted into, or -1."""
        self.cycles: list[tuple[int, list[int]]] = []

    def find(self, node: int) -> int:
        """The contracted node that a node is in now."""
        top = self.top
        while top[node] != node:
            top[node] = top[top[node]]
            node = top[node]
        return node

    def choose(self, node: int) -> int:
        """Take the best arc into a node, and say which node it comes from."""
        while True:
            weight, arc = self.into[node].pop()
            source = self.find(arc.source)
            if source != node:
                self.chosen[node] = weight, arc
                return source

    def contract(self, members: list[int]) -> int:
        """Make one node of a cycle."""
        made = len(self.into)
        whole = _Into()
        for member in members:
            taken = self.chosen[member]
            arcs = self.into[member]
            arcs.shift -= taken[0] if taken else 0.0
            whole = whole.joined(arcs)
            self.top[member] = self.within[member] = made
        self.into.append(whole)
        self.chosen.append(None)
        self.top.append(made)
        self.within.append(-1)
        self.cycles.append((made, members))
        return made

    def expand(self) -> None:
        """Put the arc into each cycle in the place of the one that it replaces."""
        for made, _ in reversed(self.cycles):
            taken = self.chosen[made]
            if taken is None:
                continue
            node = taken[1].derived
            while self.within[node] != made:
                node = self.within[node]
            self.chosen[node] = taken


def best_sources(count: int, arcs: Iterable[WeightedArc]) -> tuple[int, ...]:
    """The tree from the root whose arcs weigh most together.

    Args:
        count: nodes beside the root, which are 1 to `count`. Each needs an arc from the root.
        arcs: what may be in the tree, in any order; of equal weights the lower numbers win.

    Returns:
        Source of each node, the first for node 1.
    """
    state = _Contraction(count, arcs)
    settled = {ROOT}
    for start in range(1, count + 1):
        node = state.find(start)
        path: list[int] = []
        while node not in settled:
            path.append(node)
            source = state.choose(node)
            if source in path:
                first = path.index(source)
                node = state.contract(path[first:])
                del path[first:]
            else:
                node = source
        settled.update(path)
    state.expand()
    return tuple(taken[1].source for taken in state.chosen[1 : count + 1] if taken)
