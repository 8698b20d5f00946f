from __future__ import annotations

import numpy as np
import pytest

from reuse.grouping import distinct, group_starts, shingle_hashes


def test_group_starts() -> None:
    """A group begins at the first key and wherever the key changes."""
    assert group_starts(np.array([3, 3, 4, 9, 9], np.uint64)).tolist() == [0, 2, 3]
    assert group_starts(np.zeros(0, np.uint64)).tolist() == []


@pytest.mark.parametrize("count", [0, 1, 500])
def test_distinct_values(count: int) -> None:
    """Each value comes once, in rising order."""
    values = np.random.default_rng(count).integers(0, 99, count).astype(np.uint64)
    assert distinct(values).tolist() == sorted(set(values.tolist()))


@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_shingle_hashes_tell_shingles_apart(size: int) -> None:
    """Two shingles have one hash exactly when they are the same tokens in the same order."""
    draw = np.random.default_rng(size)
    pool = draw.integers(0, 2**64, 6, dtype=np.uint64, endpoint=False)
    tokens = draw.choice(pool, 3000)
    before = tokens.copy()
    hashes = shingle_hashes(tokens, size).tolist()
    assert (tokens == before).all()
    shingles = [tuple(tokens[at : at + size].tolist()) for at in range(len(tokens) - size + 1)]
    assert len(hashes) == len(shingles)
    assert len(set(hashes)) == len(set(shingles)) == len(set(zip(hashes, shingles, strict=True)))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_text_shorter_than_a_shingle_has_none(count: int) -> None:
    """Fewer tokens than a shingle give no hash."""
    assert len(shingle_hashes(np.ones(count, np.uint64), 3)) == 0
