"""Counts of words and short phrases."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import story, table

from reuse.grouping import shingle_hashes
from reuse.model.corpus import TokenTable
from reuse.sketch import LONGEST_PHRASE, phrase_counts, phrases


def slow_counts(data: TokenTable) -> tuple[Counter[int], Counter[int]]:
    """Documents and places of the key of every phrase."""
    documents: Counter[int] = Counter()
    places: Counter[int] = Counter()
    for first, last in zip(data.bounds, data.bounds[1:], strict=False):
        keys = [
            key
            for size in range(1, LONGEST_PHRASE + 1)
            for key in shingle_hashes(data.codes[first:last], size).tolist()
        ]
        documents.update(set(keys))
        places.update(keys)
    return documents, places


@pytest.mark.parametrize("enough", [0, 1 << 40])
@settings(deadline=None)
@given(
    sizes=st.lists(st.integers(0, 60), min_size=1, max_size=8),
    start=st.integers(0, 300),
    size=st.integers(0, 20),
)
def test_counts_are_those_of_a_slow_count(
    enough: int, sizes: list[int], start: int, size: int
) -> None:
    """Each phrase has its documents and places in both forms, an unknown one none."""
    data = table([story(size, seed) for seed, size in enumerate(sizes)])
    asked = np.append(data.codes[start : start + size], np.uint32(17))
    keys = [shingle_hashes(asked, size) for size in range(1, LONGEST_PHRASE + 1)]
    documents, places = slow_counts(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases, "_ENOUGH", enough)
        found = phrase_counts(data, keys)
    wanted = sorted(set(np.concatenate(keys).tolist()))
    assert found.keys.tolist() == wanted
    assert found.documents.tolist() == [documents[key] for key in wanted]
    assert found.places.tolist() == [places[key] for key in wanted]
    assert found.keys[found.find(keys[0])].tolist() == keys[0].tolist()
