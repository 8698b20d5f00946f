"""Pairs of documents as arrays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.model.alignment import Channel
from reuse.model.proposed import PairTable

_number = st.integers(0, 2**31 - 1)
_pair = st.tuples(_number, _number).filter(lambda p: p[0] < p[1])


@given(st.dictionaries(_pair, st.sampled_from(Channel)))
def test_a_table_is_a_sorted_dictionary(pairs: dict[tuple[int, int], Channel]) -> None:
    """Length, order, membership and values are those of a dictionary in rising order."""
    table = PairTable.of(pairs)
    assert table == pairs
    assert list(table) == sorted(pairs)
    assert list(table.values()) == [pairs[pair] for pair in sorted(pairs)]
    assert list(zip(table.lefts.tolist(), table.rights.tolist(), strict=True)) == sorted(pairs)
    assert len(table) == len(pairs)


def test_a_pair_is_found_whichever_end_came_first() -> None:
    """The lower document stands on the left; what is not there is a KeyError."""
    table = PairTable.of({(5, 2): Channel.JOIN, (1, 9): Channel.COPY})
    assert list(table) == [(1, 9), (2, 5)]
    assert table[2, 5] is Channel.JOIN
    assert (5, 2) not in table
    for pair in ((0, 0), (2, 4), (9, 9)):
        with pytest.raises(KeyError):
            table[pair]
