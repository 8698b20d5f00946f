"""Pairs of a large group that might have been linked."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reuse.candidates.links import pairs_to_meet

_SPANS = st.tuples(st.integers(0, 2), st.sampled_from([None, 0, 1, 2, 5, 9]), st.integers(0, 3))


def _arrays(
    spans: list[tuple[int, int | None, int]],
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.float64]]:
    owners = np.array([owner for owner, _, _ in spans], np.int32)
    early = np.array([-np.inf if at is None else at for _, at, _ in spans], np.float64)
    late = np.array([np.inf if at is None else at + more for _, at, more in spans], np.float64)
    return owners, early, late


@settings(deadline=None)
@given(st.lists(_SPANS, max_size=12), st.sampled_from([1.0, 3.0, np.inf]))
def test_pairs_to_meet_are_those_of_plain_loops(
    spans: list[tuple[int, int | None, int]], window: float
) -> None:
    """Pairs of other owners whose spans lie no more than the window apart are counted."""
    owners, early, late = _arrays(spans)
    documents = np.arange(len(spans))
    expected = sum(
        owners[a] != owners[b] and max(early[a] - late[b], early[b] - late[a]) <= window
        for a, b in combinations(range(len(spans)), 2)
    )
    assert pairs_to_meet(owners, early, late, window, documents) == expected


@pytest.mark.parametrize("window", [2.0, np.inf])
def test_plain_and_compiled_count_the_same_pairs(window: float) -> None:
    """Both forms give one number."""
    draw = np.random.default_rng(5)
    owners = draw.integers(0, 7, 60).astype(np.int32)
    early = draw.integers(0, 30, 60).astype(np.float64)
    given_arrays = owners, early, early + 1.0, window, draw.permutation(60)
    assert pairs_to_meet(*given_arrays) == pairs_to_meet.native(*given_arrays)
