"""Many documents as one table of tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

SECONDS_A_DAY = 86_400.0
LANDMARK = 6
"""A landmark stands at every token whose number has so many zero bits at the end."""
FROM_MINHASH = 1
FROM_JOIN = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class TokenTable:
    """Token codes of all documents, one after the other. D documents, N tokens."""

    codes: NDArray[np.uint32]
    """Shape (N,): the upper 32 bits of `Tokens.hashes`. Half the memory of the hashes; two
    words of a corpus fall together once in a few thousand million pairs of words."""
    bounds: NDArray[np.int64]
    """Shape (D + 1,): document d holds tokens ``bounds[d]:bounds[d + 1]``."""
    outlets: NDArray[np.int32]
    """Shape (D,): number of the document's outlet; a document without one has a number of
    its own, since nothing says that two such documents share an outlet."""

    sites: NDArray[np.int32]
    """Shape (D,): number of the web site, or of the outlet where no address is known."""

    earliest: NDArray[np.float64]
    """Shape (D,): earliest instant at which the text may have been published, in seconds since
    1970; minus infinity where unknown."""

    latest: NDArray[np.float64]
    """Shape (D,): latest such instant; infinity where unknown."""

    @cached_property
    def landmarks(self) -> NDArray[np.int32]:
        """Document of every 64th token, made once; `ngrams.document_at` goes on from there."""
        every = np.arange(0, len(self.codes) + 1, 1 << LANDMARK)
        found = np.searchsorted(self.bounds, every, "right") - 1
        return np.asarray(found, np.int32)

    @property
    def documents(self) -> NDArray[np.int32]:
        """Document of each token, shape (N,)."""
        sizes = np.diff(self.bounds)
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    def may_meet(
        self,
        one: NDArray[np.integer[Any]],
        other: NDArray[np.integer[Any]],
        *,
        within_outlet: bool,
        window: float | None,
    ) -> NDArray[np.bool_]:
        """Whether documents may be joined, pair by pair.

        Args:
            one: document numbers, shape (k,).
            other: the same of the partners.
            within_outlet: whether two documents of one outlet may be.
            window: documents that were surely published more than so many days apart do not
                meet: the least time between the spans ``earliest`` to ``latest`` counts. Any
                time when None. A document without a date meets all.

        Returns:
            Shape (k,).
        """
        return _may_meet(self, one, other, within_outlet=within_outlet, window=window)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DocumentTable:
    """What is known of all documents, in the order of their ids. D documents.

    A `TokenTable` has one entry a distinct text, this one an entry a document.
    """

    outlets: NDArray[np.int32]
    """Shape (D,): number of the outlet; a document without one has a number of its own."""
    earliest: NDArray[np.float64]
    """Shape (D,): as in `TokenTable`."""
    latest: NDArray[np.float64]
    """Shape (D,): the same."""
    words: NDArray[np.int32]
    """Shape (D,): `Tokens.words` of the text."""
    pages: NDArray[np.int32]
    """Shape (D,): the document that stands for the page: of several records of one page the
    one seen first, else the document itself."""

    def may_meet(
        self,
        one: NDArray[np.integer[Any]],
        other: NDArray[np.integer[Any]],
        *,
        within_outlet: bool,
        window: float | None,
    ) -> NDArray[np.bool_]:
        """Whether documents may be compared, as `TokenTable.may_meet`; never two of one page."""
        meet = _may_meet(self, one, other, within_outlet=within_outlet, window=window)
        meet &= self.pages[one] != self.pages[other]
        return meet


def _may_meet(
    table: TokenTable | DocumentTable,
    one: NDArray[np.integer[Any]],
    other: NDArray[np.integer[Any]],
    *,
    within_outlet: bool,
    window: float | None,
) -> NDArray[np.bool_]:
    meet = np.asarray(one != other)
    if not within_outlet:
        meet &= table.outlets[one] != table.outlets[other]
    if window is not None:
        apart = np.maximum(
            table.earliest[one] - table.latest[other], table.earliest[other] - table.latest[one]
        )
        meet &= apart <= window * SECONDS_A_DAY
    return meet


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
    channels: NDArray[np.uint8]
    """What found a seed of the run: `FROM_MINHASH`, `FROM_JOIN`, or the sum of both."""

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Band:
    """One band of the signatures of all windows that hold a telling shingle; shape (w,)."""

    keys: NDArray[np.uint64]
    """Hash of the band's rows; windows with equal keys are candidates."""
    places: NDArray[np.int64]
    """Token, counted through all documents, of the shingle that won the band's first row."""
