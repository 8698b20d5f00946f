"""Document counts of single tokens."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import story, table

from reuse.sketch import document_counts, rarity


@pytest.mark.parametrize("enough", [0, 1 << 40])
@settings(deadline=None)
@given(
    sizes=st.lists(st.integers(0, 60), min_size=1, max_size=8),
    asked=st.lists(st.integers(0, 7), max_size=6),
)
def test_counts_are_those_of_a_slow_count(enough: int, sizes: list[int], asked: list[int]) -> None:
    """Each asked code has the number of documents that hold it, in both forms; an unknown one 0."""
    data = table([story(size, seed) for seed, size in enumerate(sizes)])
    held = [
        set(data.codes[a:b].tolist()) for a, b in zip(data.bounds, data.bounds[1:], strict=False)
    ]
    slow = Counter(code for codes in held for code in codes)
    wanted = [*data.codes[:40].tolist(), *asked]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rarity, "_ENOUGH", enough)
        known, counts = document_counts(data, np.array(wanted, np.uint32))
    assert known.tolist() == sorted(set(wanted))
    assert counts.tolist() == [slow[code] for code in sorted(set(wanted))]
