"""Documents that pairs join, and the parts of them that hang together by one document.

A part is a biconnected component (J. Hopcroft and R. Tarjan, "Efficient algorithms for graph
manipulation", 1973): two of them share one document at the most. A composed article is such a
document: what it has from one source and what it has from another lie in two parts, each with a
tree of its own. No cycle can run through two parts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

Neighbours = Mapping[str, tuple[str, ...]]
"""The documents that each document is paired with, sorted."""


def neighbours(pairs: Iterable[tuple[str, str]]) -> Neighbours:
    """Adjacency of some pairs, in the order of ids."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def families(near: Neighbours) -> Iterator[tuple[str, ...]]:
    """Documents that pairs join, directly or through others; each sorted."""
    met: set[str] = set()
    for start in near:
        if start in met:
            continue
        met.add(start)
        family = [start]
        for name in family:
            fresh = [other for other in near[name] if other not in met]
            met.update(fresh)
            family.extend(fresh)
        yield tuple(sorted(family))


def parts(start: str, near: Neighbours) -> list[tuple[str, ...]]:
    """Biconnected components of the family of a document, each sorted, in the order of ids."""
    order = {start: 0}
    low = {start: 0}
    found: list[tuple[str, ...]] = []
    passed: list[str] = [start]
    walk: list[tuple[str, str, Iterator[str]]] = [(start, "", iter(near[start]))]
    while walk:
        name, above, rest = walk[-1]
        other = next(rest, None)
        if other is None:
            walk.pop()
            if walk:
                low[above] = min(low[above], low[name])
                if low[name] >= order[above]:
                    at = bisect_left(passed, order[name], key=order.__getitem__)
                    found.append(tuple(sorted([above, *passed[at:]])))
                    del passed[at:]
        elif other not in order:
            order[other] = low[other] = len(order)
            passed.append(other)
            walk.append((other, name, iter(near[other])))
        elif other != above:
            low[name] = min(low[name], order[other])
    return sorted(found)
