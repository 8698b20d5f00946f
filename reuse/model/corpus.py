"""Many documents as one table of tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TokenTable:
    """Token hashes of all documents, one after the other. D documents, N tokens."""

    hashes: NDArray[np.uint64]
    """Shape (N,): as in `Tokens.hashes`."""
    bounds: NDArray[np.int64]
    """Shape (D + 1,): document d holds tokens ``bounds[d]:bounds[d + 1]``."""
    outlets: NDArray[np.int32]
    """Shape (D,): number of the document's outlet; a document without one has a number of
    its own, since nothing says that two such documents share an outlet."""

    sites: NDArray[np.int32]
    """Shape (D,): number of the web site, or of the outlet where no address is known."""

    @property
    def documents(self) -> NDArray[np.int32]:
        """Document of each token, shape (N,)."""
        sizes = np.diff(self.bounds)
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """Verified token runs that two documents share; all arrays of shape (k,).

    Token ranges are half-open and count from the start of their document. Sorted by left
    document, right document, left start, right start; ``left < right``.
    """

    left: NDArray[np.int32]
    """Document number."""
    right: NDArray[np.int32]
    left_first: NDArray[np.int32]
    left_last: NDArray[np.int32]
    right_first: NDArray[np.int32]
    right_last: NDArray[np.int32]
    matches: NDArray[np.int32]
    """Tokens matched in order."""

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Band:
    """One band of the signatures of all windows that hold a telling shingle; shape (w,)."""

    keys: NDArray[np.uint64]
    """Hash of the band's rows; windows with equal keys are candidates."""
    places: NDArray[np.int64]
    """Token, counted through all documents, of the shingle that won the band's first row."""
