"""An archive open for reading: one state of it, whatever a writer does meanwhile."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reuse.archive.catalogue import Catalogue
from reuse.archive.layout import STRIDE, Layout
from reuse.archive.rows import DocumentRow, SegmentRow
from reuse.archive.scheme import Scheme
from reuse.archive.segment import Segment, Written
from reuse.errors import ArchiveError
from reuse.model.archived import ArchiveStats


class Holdings:
    """Reads an archive; a context manager."""

    __slots__ = ("_catalogue", "_firsts", "_layout", "_removals", "_rows", "_superseded",
                 "gone", "segments")  # fmt: skip

    segments: tuple[Segment, ...]
    """In the order in which they were added."""
    gone: NDArray[np.int64]
    """Documents with a later version, or purged: rising."""

    def __init__(self, folder: Path) -> None:
        """Open an archive.

        Raises:
            ArchiveError: it is none, of another format or scheme, damaged, or cannot be read.
        """
        self._layout = Layout(folder=folder)
        self._catalogue = Catalogue.read(self._layout)
        try:
            self.scheme.check(folder)
            with self._catalogue.snapshot():
                self._rows = self._catalogue.segments()
                superseded, purged = self._catalogue.superseded(), self._catalogue.purged()
                self._removals = self._catalogue.counters().removals
                # A writer removes no file that this state names before the snapshot ends.
                self.segments = tuple(map(self._open, self._rows))
            self._superseded = len(superseded)
            self.gone = np.sort(np.array([*superseded, *purged], np.int64))
            self._firsts = np.array([row.first for row in self._rows], np.int64)
        except BaseException:
            self._catalogue.close()
            raise

    def __del__(self) -> None:
        # One that was dropped, or never was whole, lets go as well.
        if hasattr(self, "_catalogue"):
            self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the catalogue."""
        self._catalogue.close()

    @property
    def scheme(self) -> Scheme:
        """What its keys are made of."""
        return self._catalogue.scheme

    @property
    def documents(self) -> int:
        """Documents that stand."""
        return sum(row.documents for row in self._rows) - len(self.gone)

    @property
    def passages(self) -> int:
        """Passages of all documents, of those as well that stand no more."""
        return sum(row.passages for row in self._rows)

    @property
    def tokens(self) -> int:
        """Tokens of all documents, likewise."""
        return sum(row.tokens for row in self._rows)

    def _open(self, row: SegmentRow) -> Segment:
        return Segment(self._layout.segment(row.name), Written(digest=row.digest, size=row.size))

    def stands(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of some documents have no later version and were not purged, shape (k,)."""
        if not len(self.gone):
            return np.ones(len(numbers), np.bool_)
        at = np.minimum(np.searchsorted(self.gone, numbers), len(self.gone) - 1)
        out: NDArray[np.bool_] = self.gone[at] != numbers
        return out

    def owners(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The segment that holds each of some documents, shape (k,)."""
        return np.searchsorted(self._firsts, numbers, "right") - 1

    def outlets(self, numbers: NDArray[np.int64]) -> NDArray[np.uint64]:
        """What stands for the outlets of some documents, shape (k,).

        Raises:
            ArchiveError: what was read is damaged.
        """
        out = np.zeros(len(numbers), np.uint64)
        at = self.owners(numbers)
        for number, segment in enumerate(self.segments):
            some = np.flatnonzero(at == number)
            out[some] = segment.outlets.at(segment.local(numbers[some]))
        return out

    def codes(self, number: int) -> NDArray[np.uint32]:
        """Token codes of a document, shape (n,).

        Raises:
            ArchiveError: they are damaged.
        """
        at = int(np.searchsorted(self._firsts, number, "right")) - 1
        segment = self.segments[at]
        local = int(segment.local(np.array([number]))[0])
        first, last = segment.bounds.stretch(local, local + 2).tolist()
        return segment.codes.stretch(first, last)

    def windows(
        self, documents: NDArray[np.int64], tokens: NDArray[np.int64], around: int
    ) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
        """Token codes of some passages with what stands around them.

        Args:
            documents: number of the document of each, shape (k,), rising.
            tokens: first token of each within its document, shape (k,).
            around: tokens before and behind, as far as the document goes.

        Returns:
            The codes of all windows, one after the other, shape (n,); where each begins, then n,
            shape (k + 1,); and the first token of each passage within its window, shape (k,).

        Raises:
            ArchiveError: what was read is damaged.
        """
        parts, sizes, heads = [np.zeros(0, np.uint32)], [np.zeros(1, np.int64)], [tokens[:0]]
        cuts = np.searchsorted(documents, [*self._firsts, 1 << 62]).tolist()
        for number, (start, end) in enumerate(pairwise(cuts)):
            if start == end:
                continue
            segment = self.segments[number]
            local = segment.local(documents[start:end])
            bounds = segment.bounds.at(local).astype(np.int64)
            stops = segment.bounds.at(local + 1).astype(np.int64)
            places = bounds + tokens[start:end]
            firsts = np.maximum(bounds, places - around)
            lasts = np.minimum(stops, places + STRIDE + around)
            parts.append(segment.codes.stretches(firsts, lasts))
            sizes.append(lasts - firsts)
            heads.append(places - firsts)
        return np.concatenate(parts), np.cumsum(np.concatenate(sizes)), np.concatenate(heads)

    def rows(self, numbers: Sequence[int]) -> dict[int, DocumentRow]:
        """The documents of some numbers, without those superseded or purged meanwhile.

        Raises:
            ArchiveError: a row is damaged or not there.
        """
        found = self._catalogue.documents(numbers)
        self._check(numbers, found, "document")
        return {number: row for number, row in found.items() if row.superseded_by is None}

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """The texts of some documents, without those superseded or purged meanwhile.

        Raises:
            ArchiveError: a text is damaged or not there.
        """
        found = self._catalogue.texts(numbers)
        missing = [number for number in numbers if number not in found]
        self._check([*self.rows(missing)], found, "text of document")
        return found

    def standing(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of some ids under which a document stands.

        Raises:
            ArchiveError: a row is damaged.
        """
        return frozenset(self._catalogue.standing(ids))

    def _check(self, numbers: Sequence[int], found: Container[int], what: str) -> None:
        """Rows go when documents are removed, which is counted: else what is missing was lost."""
        lost = [number for number in numbers if number not in found]
        if lost and self._catalogue.counters().removals == self._removals:
            raise ArchiveError(
                f"{self._layout.catalogue}: damaged: {what} {lost[0]} is not there; "
                "see `reusescan archive verify`"
            )

    def stats(self) -> ArchiveStats:
        """What the archive holds."""
        rows = self._rows
        return ArchiveStats(
            documents=self.documents,
            superseded=self._superseded,
            purged=len(self.gone) - self._superseded,
            segments=len(rows),
            passages=self.passages,
            postings=sum(row.postings for row in rows),
            tokens=sum(row.tokens for row in rows),
            segment_bytes=sum(row.size for row in rows),
            catalogue_bytes=self._layout.catalogue.stat().st_size,
        )
