"""Blocks put away and read again."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from reuse.pipeline.shelf import Shelf
from reuse.sketch import Blocks


def _blocks(seed: int, shingles: int, blocks: int) -> Blocks:
    draw = np.random.default_rng(seed)
    return Blocks(
        shingles=draw.integers(0, 2**64, shingles, dtype=np.uint64),
        positions=np.sort(draw.integers(0, 2**31, shingles)),
        starts=np.sort(draw.choice(max(1, shingles), blocks, replace=False)),
        documents=np.sort(draw.integers(0, 2**31, blocks)).astype(np.int32),
        follows=draw.random(blocks) < 0.5,
    )


@pytest.mark.parametrize("budget", [0, 300, 10**6])
def test_blocks_come_back_as_they_were(budget: int) -> None:
    """Values, kinds and order of all arrays survive, in memory and in a file, in any order."""
    given = [_blocks(1, 40, 9), _blocks(2, 0, 0), _blocks(3, 1, 1), _blocks(4, 700, 150)]
    shelf = Shelf(budget)
    for blocks in given:
        shelf.add(blocks)
    assert len(shelf) == 4
    assert shelf.sizes == [9, 0, 1, 150]
    for number in (3, 0, 2, 1, 3):
        for field in fields(Blocks):
            one, other = (getattr(of, field.name) for of in (shelf[number], given[number]))
            assert one.dtype == other.dtype
            assert one.tolist() == other.tolist()
            assert one.flags.writeable
