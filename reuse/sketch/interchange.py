"""Signatures as objects of datasketch, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from reuse.errors import ReuseError

if TYPE_CHECKING:
    from datasketch import MinHash

_SCHEME = "affine32"


def to_datasketch(values: NDArray[np.uint32], *, key: int) -> Iterator[MinHash]:
    """Make a ``datasketch.MinHash`` of each signature.

    The objects compare with each other, and can be put into ``datasketch.MinHashLSH``, copied
    and merged. They hold values of our hashes and permutations, not of datasketch's: updating
    one with more elements raises, and comparing one with a MinHash that datasketch made from
    texts does too (`key` becomes the seed).

    Args:
        values: shape (w, P), as `Signatures.values`.
        key: what the permutations were drawn from.
    """
    import datasketch  # noqa: PLC0415  more than a second

    # Before 2.0 datasketch knew one scheme and no argument for it; it kept 64-bit words.
    modern = hasattr(datasketch.MinHash(num_perm=1), "scheme")
    # Shared by all, so that no object draws permutations that it must not use.
    unused = np.ones((2, values.shape[1]), np.uint32 if modern else np.uint64)
    settings: dict[str, Any] = {"seed": key, "permutations": unused, "hashfunc": refuse}
    if modern:
        settings["scheme"] = _SCHEME
    for row in values:
        yield datasketch.MinHash(hashvalues=row.copy(), **settings)


def from_datasketch(minhashes: Iterable[MinHash], *, key: int) -> NDArray[np.uint32]:
    """The signatures that `to_datasketch` made objects of, shape (w, P).

    Raises:
        ReuseError: an object was not made by `to_datasketch` under this key, or their lengths
            differ.
    """
    rows = []
    for number, each in enumerate(minhashes):
        if each.hashfunc is not refuse or each.seed != key:
            raise ReuseError(
                f"MinHash {number}: seed {each.seed}; expected one made by to_datasketch under "
                f"key {key}, since other permutations give other values"
            )
        rows.append(np.asarray(each.hashvalues, np.uint32))
        if len(rows[-1]) != len(rows[0]):
            raise ReuseError(f"MinHash {number}: {len(rows[-1])} values; expected {len(rows[0])}")
    return np.stack(rows) if rows else np.zeros((0, 0), np.uint32)


def refuse(element: object) -> int:
    """Stand where a MinHash has its hash function, for one that must not be updated.

    Raises:
        ReuseError: always.
    """
    raise ReuseError(
        f"this MinHash was made from a signature and cannot be updated with {element!r}: its "
        "permutations are not datasketch's"
    )
