from __future__ import annotations

import random
from math import isclose, prod

import pytest
from graph_support import all_trees

from reuse.derive.arborescence import WeightedArc, best_sources


def _arcs(rng: random.Random, count: int, *, ties: bool) -> list[WeightedArc]:
    """Arcs from the root to each node, and most of the others."""
    arcs = [
        WeightedArc(source, node, float(rng.randint(-3, 3)) if ties else rng.uniform(-5, 5))
        for source in range(count + 1)
        for node in range(1, count + 1)
        if source != node and (source == 0 or rng.random() < 0.8)
    ]
    rng.shuffle(arcs)
    return arcs


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_no_tree_is_heavier(count: int, *, ties: bool) -> None:
    """The tree weighs as much as the heaviest of all trees of up to five nodes."""
    rng = random.Random(count)  # noqa: S311  no secret
    trees = list(all_trees(count))
    assert len(trees) == (count + 1) ** (count - 1)
    for _ in range(20):
        arcs = _arcs(rng, count, ties=ties)
        weight = {(arc.source, arc.derived): arc.weight for arc in arcs}
        possible = [tree for tree in trees if all(arc in weight for arc in _pairs(tree))]
        found = best_sources(count, arcs)
        assert found in possible
        heaviest = max(sum(weight[arc] for arc in _pairs(tree)) for tree in possible)
        assert isclose(sum(weight[arc] for arc in _pairs(found)), heaviest, abs_tol=1e-9)


def _pairs(tree: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(source, node) for node, source in enumerate(tree, 1)]


def test_order_of_arcs_changes_nothing() -> None:
    """Of several heaviest trees the same one is taken, whatever the order of the arcs."""
    rng = random.Random(7)  # noqa: S311  no secret
    arcs = _arcs(rng, 12, ties=True)
    found = best_sources(12, arcs)
    for _ in range(5):
        rng.shuffle(arcs)
        assert best_sources(12, arcs) == found


def test_cycles_within_cycles_are_opened() -> None:
    """Heavy arcs that go round are broken where the root costs least."""
    arcs = [WeightedArc(0, node, float(-node)) for node in range(1, 5)]
    arcs += [WeightedArc(1, 2, 9.0), WeightedArc(2, 1, 9.0), WeightedArc(3, 4, 9.0)]
    arcs += [WeightedArc(4, 3, 9.0), WeightedArc(2, 3, 5.0), WeightedArc(4, 1, 5.0)]
    assert best_sources(4, arcs) == (0, 1, 2, 3)


def test_a_long_ring_is_fast_and_a_tree() -> None:
    """A ring of two thousand nodes, each pair of neighbours both ways, becomes one tree."""
    count = 2_000
    ring = [(node, node % count + 1) for node in range(1, count + 1)]
    arcs = [WeightedArc(0, node, 0.0) for node in range(1, count + 1)]
    arcs += [WeightedArc(*arc, 1.0) for arc in ring]
    arcs += [WeightedArc(other, node, 1.0) for node, other in ring]
    found = best_sources(count, arcs)
    assert found.count(0) == 1
    assert prod(source != node for node, source in enumerate(found, 1)) == 1
