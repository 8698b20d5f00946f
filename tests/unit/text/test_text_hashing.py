"""Keyed hashes of tokens."""

from __future__ import annotations

import pytest

from reuse.text import hashing


@pytest.mark.parametrize("size", [1 << 12, 1 << 17])
def test_powers_and_their_inverses(size: int) -> None:
    """Each power times its inverse is 1 mod 2^64, and each is the one before times the base."""
    rising, inverses = hashing.powers(3, size)
    assert len(rising) == len(inverses) == size
    assert (rising * inverses == 1).all()
    assert (rising[1:] == rising[:-1] * rising[1]).all()


def test_powers_of_long_texts_are_not_kept() -> None:
    """Arrays of a usual size are shared; those that a huge text needs go when it is done."""
    assert hashing.powers(3, 1 << 12)[0] is hashing.powers(3, 1 << 12)[0]
    assert hashing.powers(3, 1 << 17)[0] is not hashing.powers(3, 1 << 17)[0]
