from __future__ import annotations

import random
from itertools import pairwise

from reuse.derive.families import families, neighbours, parts

Edge = tuple[str, str]


def _joined(edges: list[Edge], start: str, without: str = "") -> set[str]:
    """Everything that edges lead to, a document left out: the slow way."""
    found = {start}
    while True:
        more = {
            other
            for edge in edges
            for one, other in (edge, edge[::-1])
            if one in found and without not in edge
        }
        if more <= found:
            return found
        found |= more


def _same_part(edges: list[Edge], one: Edge, other: Edge) -> bool:
    """Whether no single document parts two edges."""
    if one == other:
        return True
    names = {name for edge in edges for name in edge}
    for name in names:
        ends = [end for end in one if end != name], [end for end in other if end != name]
        if not any(b in _joined(edges, a, name) for a in ends[0] for b in ends[1]):
            return False
    return True


def _random_edges(rng: random.Random) -> list[Edge]:
    names = [f"d{i}" for i in range(rng.randint(2, 7))]
    ends = [sorted(rng.sample(names, 2)) for _ in range(rng.randint(1, 9))]
    return sorted({(one, other) for one, other in ends})


def test_families_and_parts_are_what_the_slow_way_says() -> None:
    """A family is all that pairs join; two pairs are in one part when no document parts them."""
    rng = random.Random(5)  # noqa: S311  no secret
    for _ in range(150):
        edges = _random_edges(rng)
        near = neighbours(edges)
        joined = {tuple(sorted(_joined(edges, one))) for one, _ in edges}
        assert sorted(families(near)) == sorted(joined)
        cut = [set(part) for family in families(near) for part in parts(family[0], near)]
        of = {edge: [part for part in cut if part >= set(edge)] for edge in edges}
        assert all(len(some) == 1 for some in of.values())
        for one in edges:
            for other in edges:
                assert (of[one] == of[other]) == _same_part(edges, one, other)


def test_a_long_chain_needs_no_deep_recursion() -> None:
    """Five thousand documents in a row are as many parts, less one."""
    names = [f"{i:05}" for i in range(5_000)]
    near = neighbours(pairwise(names))
    assert len(parts(names[0], near)) == 4_999
