"""Adding to an archive: one writer, one commit a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reuse.archive.catalogue import Catalogue, Counters
from reuse.archive.connecting import no_archive
from reuse.archive.durable import refusal, sync_folder
from reuse.archive.layout import SUFFIX, Layout
from reuse.archive.lock import writer_lock
from reuse.archive.merging import groups, tail
from reuse.archive.postings import Postings, joined
from reuse.archive.rows import (
    DocumentRow,
    SegmentRow,
    fields_of,
    outlet_number,
    site_number,
    text_digest,
)
from reuse.archive.scheme import Scheme
from reuse.archive.segment import Segment, Written, write_segment
from reuse.errors import ArchiveError
from reuse.model.document import Document


class Duplicates(StrEnum):
    """What becomes of a document whose id the archive holds already."""

    SKIP = "skip"
    """The one that was there stays; another text under its id is reported."""
    REPLACE = "replace"
    """The new one takes its place, and its text is dropped."""
    ERROR = "error"
    """Another text under the id ends the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Documents by what is to be done with them."""

    new: list[Document] = field(default_factory=list)
    """To be added, in the order they came in; each id once."""
    replaced: dict[str, int] = field(default_factory=dict)
    """Number of the document whose place one of `new` takes, by id."""
    unchanged: int = 0
    """Those that are there already, and those of which a later version came with them."""
    refused: tuple[tuple[Document, str | None], ...] = ()
    """Those whose id holds another text, each with the origin of that one."""


class Writer:
    """An archive open for adding."""

    __slots__ = ("_catalogue", "_layout")

    def __init__(self, catalogue: Catalogue, layout: Layout) -> None:
        """Take over an open catalogue; use `writing`."""
        self._catalogue, self._layout = catalogue, layout

    @property
    def scheme(self) -> Scheme:
        """What its keys are made of."""
        return self._catalogue.scheme

    def sort_out(self, documents: Sequence[Document], policy: Duplicates) -> Sorted:
        """Say which documents are new, by their ids and texts.

        Raises:
            ArchiveError: an id holds another text and the policy is `Duplicates.ERROR`.
        """
        standing = self._catalogue.standing([document.id for document in documents])
        new: dict[str, Document] = {}
        replaced: dict[str, int] = {}
        refused: list[tuple[Document, str | None]] = []
        for document in documents:
            other = new.get(document.id) or standing.get(document.id)
            if other is None:
                new[document.id] = document
            elif _same(document, other, policy):
                continue
            elif policy is Duplicates.REPLACE and _is_version(document, other):
                # At the place of the one that came later.
                new.pop(document.id, None)
                new[document.id] = document
                if document.id in standing:
                    replaced[document.id] = standing[document.id].number
            elif policy is Duplicates.ERROR:
                raise ArchiveError(
                    f"{document.origin or 'a document'}: another text under the id "
                    f"{document.id!r}, which {_origin(other) or 'an earlier document'} holds"
                )
            else:
                refused.append((document, _origin(other)))
        unchanged = len(documents) - len(new) - len(refused)
        return Sorted(
            new=[*new.values()], replaced=replaced, unchanged=unchanged, refused=tuple(refused)
        )

    def commit(
        self, documents: Sequence[Document], postings: Postings, replaced: dict[str, int]
    ) -> None:
        """Add documents: when this returns they are on the disk, before it none of them is there.

        Small segments before them are written anew with them, so that few are left however often
        something is added.

        Args:
            documents: as `sort_out` found them new.
            postings: of these documents, in this order.
            replaced: as in `Sorted`; ids of other documents are passed over.

        Raises:
            ArchiveError: they cannot be written.
        """
        if not documents:
            return
        counters = self._catalogue.counters()
        first = counters.number
        numbered = replace(
            postings,
            numbers=np.arange(first, first + len(documents), dtype=np.uint64),
            sites=np.array([*map(site_number, documents)], np.uint64),
            outlets=np.array([*map(outlet_number, documents)], np.uint64),
        )
        before, content = self._with_tail(numbered)
        segment = self._write(content, counters.segment)
        numbers = {document.id: number for number, document in enumerate(documents, first)}
        later = {old: numbers[each] for each, old in replaced.items() if each in numbers}
        with self._catalogue.transaction():
            self._catalogue.insert(documents, first, later)
            self._catalogue.put_segment(segment, before)
            self._catalogue.count(
                counters._replace(number=first + len(documents), segment=counters.segment + 1)
            )
        with suppress(ArchiveError):
            # Added they are; what is left over the next writer removes.
            self._drop(before)

    def _with_tail(self, postings: Postings) -> tuple[tuple[SegmentRow, ...], Postings]:
        """The last few segments, where it is their turn, and what they hold with what is added."""
        rows = self._catalogue.segments()
        count = tail([row.postings for row in rows], len(postings.keys))
        last = rows[len(rows) - count :]
        try:
            parts = [*map(self._content, last), postings]
        except ArchiveError:
            # Damage of what was there keeps nobody from adding, and stays to be found.
            return (), postings
        if not last:
            return (), postings
        return last, joined([(part, np.ones(len(part.numbers), np.bool_)) for part in parts])

    def _content(self, row: SegmentRow) -> Postings:
        path = self._layout.segment(row.name)
        return Segment(path, Written(digest=row.digest, size=row.size)).whole()

    def _write(self, postings: Postings, number: int) -> SegmentRow:
        name = f"{number:012d}"
        written = write_segment(self._layout.segment(name), postings)
        return SegmentRow(
            name=name,
            digest=written.digest,
            size=written.size,
            first=int(postings.numbers[0]),
            documents=len(postings.numbers),
            passages=len(postings.owners),
            postings=len(postings.keys),
            tokens=len(postings.codes),
        )

    def _drop(self, rows: Sequence[SegmentRow]) -> None:
        """Remove the files of segments that are named no more."""
        for row in rows:
            path = self._layout.segment(row.name)
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise refusal(path, "removed", error) from error
        if rows:
            sync_folder(self._layout.segments)

    def purge(self, ids: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """Remove documents by id, with all earlier versions: they answer no more from now on.

        Returns:
            How many stood, and the ids that none stands under.

        Raises:
            ArchiveError: they cannot be removed; all of them are there then.
        """
        standing = self._catalogue.standing(ids)
        numbers = [
            number for row in standing.values() for number in self._catalogue.versions(row.number)
        ]
        if numbers:
            counters = self._catalogue.counters()
            with self._catalogue.transaction():
                self._catalogue.purge(sorted(numbers))
                self._catalogue.count(counters._replace(removals=counters.removals + 1))
        return len(standing), tuple(each for each in dict.fromkeys(ids) if each not in standing)

    def compact(self) -> int:
        """Write anew what holds something that stands no more, and small segments as few.

        Each step is a commit that changes no answer.

        Returns:
            How many documents are gone for good.

        Raises:
            ArchiveError: a segment is damaged, or nothing can be written; what was not written
                anew yet is as it was.
        """
        gone = np.sort(
            np.array([*self._catalogue.superseded(), *self._catalogue.purged()], np.uint64)
        )
        rows = self._catalogue.segments()
        edges = np.searchsorted(gone, np.array([row.first for row in rows], np.uint64))
        dead = np.diff(np.append(edges, len(gone))).tolist()
        for first, last in groups(rows, dead):
            self._merge(rows[first:last], gone)
        self._catalogue.rewrite()
        return len(gone)

    def _merge(self, rows: Sequence[SegmentRow], gone: NDArray[np.uint64]) -> None:
        parts = [
            (part, np.isin(part.numbers, gone, invert=True)) for part in map(self._content, rows)
        ]
        removed = [int(n) for part, kept in parts for n in part.numbers[~kept]]
        counters = self._catalogue.counters()
        standing = any(kept.any() for _, kept in parts)
        segment = self._write(joined(parts), counters.segment) if standing else None
        with self._catalogue.transaction():
            self._catalogue.forget(removed)
            self._catalogue.put_segment(segment, rows)
            self._catalogue.count(
                counters._replace(
                    segment=counters.segment + 1, removals=counters.removals + bool(removed)
                )
            )
        self._drop(rows)


@contextmanager
def writing(folder: Path, new: Scheme | None = None) -> Iterator[Writer]:
    """Open an archive for adding, alone.

    Args:
        folder: where it lies.
        new: make a new archive with this scheme; None to add to one that is there.

    Raises:
        ArchiveError: somebody else is writing; there is an archive and should be none, or the
            other way round; or it is of another format or scheme, or cannot be written.
    """
    layout = Layout(folder=folder)
    if new is None and not layout.catalogue.is_file():
        raise no_archive(layout)
    if new is not None:
        _make_folder(layout)
    with writer_lock(layout.lock):
        if new is not None and not layout.catalogue.is_file():
            catalogue = Catalogue.create(layout, new)
        else:
            catalogue = Catalogue.write(layout)
        with closing(catalogue):
            # One that never held anything, as of input that could not be read, is as good as none.
            if new is not None and (catalogue.counters() != Counters() or catalogue.scheme != new):
                raise ArchiveError(f"{folder}: holds an archive already; add to it")
            catalogue.scheme.check(folder)
            _remove_orphans(layout, catalogue)
            yield Writer(catalogue, layout)


def _make_folder(layout: Layout) -> None:
    """Make the folders; refuse one that holds anything but what an early end may have left."""
    try:
        layout.folder.mkdir(parents=True, exist_ok=True)
        own = {layout.segments, layout.lock, layout.catalogue, layout.journal}
        for path in layout.folder.iterdir():
            if path not in own and not path.name.startswith("."):
                raise ArchiveError(
                    f"{layout.folder}: holds {path.name}; expected an empty folder or none"
                )
        layout.segments.mkdir(exist_ok=True)
        sync_folder(layout.folder)
        sync_folder(layout.folder.parent)
    except OSError as error:
        raise refusal(layout.folder, "made", error) from error


def _remove_orphans(layout: Layout, catalogue: Catalogue) -> None:
    """Remove what a writer left that ended before its commit."""
    named = {f"{row.name}{SUFFIX}" for row in catalogue.segments()}
    try:
        for path in layout.segments.iterdir():
            if path.name not in named and path.name.endswith((SUFFIX, f"{SUFFIX}.tmp")):
                path.unlink()
    except OSError as error:
        raise refusal(layout.segments, "cleaned", error) from error


def _is_version(document: Document, other: Document | DocumentRow) -> bool:
    """Whether a document may take the place of another: not of one of another known outlet."""
    return not (document.outlet and other.outlet and document.outlet != other.outlet)


def _same(document: Document, other: Document | DocumentRow, policy: Duplicates) -> bool:
    """Whether a document is there already; for one that is to replace it, with all its fields."""
    if isinstance(other, Document):
        same, fields = document.text == other.text, fields_of(other)
    else:
        same, fields = text_digest(document.text) == other.digest, other.fields
    # Where it was read, the last one, makes no other document.
    return (
        same
        and _is_version(document, other)
        and (policy is not Duplicates.REPLACE or fields_of(document)[:-1] == fields[:-1])
    )


def _origin(other: Document | DocumentRow) -> str | None:
    return other.origin if isinstance(other, Document) else other.fields[-1]
