"""An archive open for reading: one state of it, whatever a writer does meanwhile."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reuse.archive.catalogue import Catalogue
from reuse.archive.layout import Layout
from reuse.archive.rows import DocumentRow, SegmentRow
from reuse.archive.scheme import Scheme
from reuse.archive.segment import Segment, Written
from reuse.errors import ArchiveError


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What an archive holds."""

    documents: int
    """Those that stand."""
    superseded: int
    """Those of which a later version stands."""
    segments: int
    passages: int
    """With those of superseded documents, as the rest."""
    postings: int
    tokens: int
    segment_bytes: int
    catalogue_bytes: int


class Holdings:
    """Reads an archive; a context manager."""

    __slots__ = ("_catalogue", "_firsts", "_layout", "_rows", "_superseded", "segments")

    segments: tuple[Segment, ...]
    """In the order in which they were added."""

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
                self._superseded = np.array(self._catalogue.superseded(), np.int64)
            self.segments = tuple(map(self._open, self._rows))
            self._firsts = np.array([row.first for row in self._rows], np.int64)
        except BaseException:
            self._catalogue.close()
            raise

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
        return sum(row.documents for row in self._rows) - len(self._superseded)

    @property
    def passages(self) -> int:
        """Passages of all documents, superseded ones included."""
        return sum(row.passages for row in self._rows)

    def _open(self, row: SegmentRow) -> Segment:
        return Segment(self._layout.segment(row.name), Written(digest=row.digest, size=row.size))

    def first_number(self, segment: int) -> int:
        """Number of a segment's first document."""
        return self._rows[segment].first

    def stands(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of some documents have no later version, shape (k,)."""
        return np.isin(numbers, self._superseded, invert=True)

    def codes(self, number: int) -> NDArray[np.uint32]:
        """Token codes of a document, shape (n,).

        Raises:
            ArchiveError: they are damaged.
        """
        at = int(np.searchsorted(self._firsts, number, "right")) - 1
        segment, local = self.segments[at], number - self.first_number(at)
        first, last = segment.bounds.stretch(local, local + 2).tolist()
        return segment.codes.stretch(first, last)

    def rows(self, numbers: Sequence[int]) -> dict[int, DocumentRow]:
        """The documents of some numbers, without those that were superseded meanwhile.

        Raises:
            ArchiveError: a row is damaged or not there.
        """
        found = self._catalogue.documents(numbers)
        self._check(numbers, found, "document")
        return {number: row for number, row in found.items() if row.superseded_by is None}

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """The texts of some documents, without those that were superseded meanwhile.

        Raises:
            ArchiveError: a text is damaged or not there.
        """
        found = self._catalogue.texts(numbers)
        missing = [number for number in numbers if number not in found]
        self._check([*self.rows(missing)], found, "text of document")
        return found

    def _check(self, numbers: Sequence[int], found: Container[int], what: str) -> None:
        """Rows never go, and texts only with their document: what is missing was lost."""
        lost = [number for number in numbers if number not in found]
        if lost:
            raise ArchiveError(
                f"{self._layout.catalogue}: damaged: {what} {lost[0]} is not there; "
                "see `reusescan archive verify`"
            )

    def stats(self) -> Stats:
        """What the archive holds."""
        rows = self._rows
        return Stats(
            documents=self.documents,
            superseded=len(self._superseded),
            segments=len(rows),
            passages=self.passages,
            postings=sum(row.postings for row in rows),
            tokens=sum(row.tokens for row in rows),
            segment_bytes=sum(row.size for row in rows),
            catalogue_bytes=self._layout.catalogue.stat().st_size,
        )
