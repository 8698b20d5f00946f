from __future__ import annotations

import random

import numpy as np
import pytest
from graph_support import all_trees
from numpy.typing import NDArray

from reuse.derive.marginals import arc_shares


def _weights(rng: random.Random, count: int, spread: float) -> NDArray[np.float64]:
    weights = np.full((count + 1, count + 1), -np.inf)
    for source in range(count + 1):
        for node in range(1, count + 1):
            if source != node and (source == 0 or rng.random() < 0.8):
                weights[source, node] = rng.uniform(-spread, spread)
    return weights


def _slow(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares by going through all trees."""
    shares = np.zeros_like(weights)
    total = 0.0
    for tree in all_trees(len(weights) - 1):
        arcs = [(source, node) for node, source in enumerate(tree, 1)]
        weight = float(np.exp(sum(weights[arc] for arc in arcs)))
        total += weight
        for arc in arcs:
            shares[arc] += weight
    return shares / total


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_shares_are_those_of_all_trees(count: int) -> None:
    """An arc's share is the weight of the trees that hold it, over that of all trees."""
    rng = random.Random(count)  # noqa: S311  no secret
    for _ in range(10):
        weights = _weights(rng, count, 4.0)
        assert np.abs(arc_shares(weights) - _slow(weights)).max() < 2e-9


@pytest.mark.parametrize("spread", [1.0, 30.0, 500.0])
def test_shares_of_a_document_sum_to_one(spread: float) -> None:
    """Whatever the weights, each document has one source, the root included."""
    rng = random.Random(3)  # noqa: S311  no secret
    for count in (1, 2, 7, 60):
        shares = arc_shares(_weights(rng, count, spread))
        assert np.isfinite(shares).all()
        assert (shares >= 0).all()
        assert np.allclose(shares[:, 1:].sum(axis=0), 1.0, atol=1e-6)
        assert not shares[:, 0].any()


def test_beyond_the_cap_each_document_is_weighed_by_itself() -> None:
    """A family beyond the cap has the shares of each document's arcs, cycles overlooked."""
    weights = np.array([[-np.inf, 0.0, 0.0], [-np.inf, -np.inf, 1.0], [-np.inf, 1.0, -np.inf]])
    shares = arc_shares(weights, most=1)
    expected = np.e / (1 + np.e)
    assert shares[1, 2] == pytest.approx(expected)
    assert shares[2, 1] == pytest.approx(expected)
    assert arc_shares(weights)[1, 2] == pytest.approx(np.e / (1 + 2 * np.e))


def test_nothing_has_no_shares() -> None:
    """A graph of the root alone has none."""
    assert arc_shares(np.full((1, 1), -np.inf)).tolist() == [[0.0]]
