"""Everything an archive says of itself, checked against what is there."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np

from reuse.archive.catalogue import Catalogue
from reuse.archive.layout import SUFFIX, Layout
from reuse.archive.rows import DocumentRow, SegmentRow, text_digest
from reuse.archive.segment import Segment, Written
from reuse.errors import ArchiveError

# Documents looked at together.
_AT_ONCE = 256


def verify(folder: Path) -> Iterator[str]:
    """Check every checksum and every reference; nothing is changed.

    Args:
        folder: where the archive lies.

    Returns:
        A line for each fault: the file, what was seen and what was expected. Where a fault hides
        what lies behind it, that is not looked at.
    """
    layout = Layout(folder=folder)
    try:
        catalogue = Catalogue.read(layout)
    except ArchiveError as error:
        yield str(error)
        return
    with closing(catalogue):
        try:
            catalogue.scheme.check(folder)
            with catalogue.snapshot():
                yield from catalogue.complaints()
                yield from _all(layout, catalogue)
        except ArchiveError as error:
            yield str(error)


def _all(layout: Layout, catalogue: Catalogue) -> Iterator[str]:
    rows, purged = catalogue.segments(), frozenset(catalogue.purged())
    known, texts = catalogue.numbers("documents"), catalogue.numbers("texts")
    held: set[int] = set()
    whole = True
    for row in rows:
        ends = yield from _segment(layout, row)
        if ends is None:
            whole = False
            continue
        if held and row.first <= max(held):
            yield f"{layout.catalogue}: segment {row.name} begins within the one before it"
        held |= ends.keys()
        yield from _documents(layout, catalogue, ends, purged)
    if whole:
        yield from _strays(layout, {"document": known, "text of document": texts,
                                    "purged document": purged}, held)  # fmt: skip
    else:
        # What the damaged segment held is not known: its documents are checked for themselves.
        rest = dict.fromkeys(sorted(known - held))
        yield from _documents(layout, catalogue, rest, purged)
    if max(known, default=-1) >= catalogue.counters().number:
        yield (
            f"{layout.catalogue}: document {max(known)}, expected numbers below "
            f"{catalogue.counters().number}"
        )
    yield from _orphans(layout, rows)


def _strays(
    layout: Layout, tables: Mapping[str, Collection[int]], held: Collection[int]
) -> Iterator[str]:
    """Rows of documents that no segment holds."""
    for what, numbers in tables.items():
        strange = [number for number in numbers if number not in held]
        if strange:
            yield f"{layout.catalogue}: {what} {min(strange)}, which is in no segment"


def _segment(layout: Layout, row: SegmentRow) -> Generator[str, None, dict[int, int | None] | None]:
    """Faults of a segment; returns the last code point of its documents, None when damaged."""
    try:
        segment = Segment(layout.segment(row.name), Written(digest=row.digest, size=row.size))
    except ArchiveError as error:
        yield str(error)
        return None
    found = False
    for fault in segment.faults():
        found = True
        yield fault
    if found:
        return None
    for name, seen, expected in (
        ("documents", len(segment.bounds) - 1, row.documents),
        ("passages", len(segment.owners), row.passages),
        ("postings", len(segment.keys), row.postings),
        ("tokens", len(segment.codes), row.tokens),
    ):
        if seen != expected:
            yield f"{segment.path}: {seen} {name}, expected {expected}"
            return None
    numbers = segment.array("numbers").tolist()
    if numbers and numbers[0] != row.first:
        yield f"{segment.path}: begins at document {numbers[0]}, expected {row.first}"
        return None
    ends = np.zeros(row.documents, np.int64)
    np.maximum.at(ends, segment.array("owners"), segment.array("extents")[:, 3])
    return dict(zip(numbers, ends.tolist(), strict=True))


def _documents(
    layout: Layout,
    catalogue: Catalogue,
    ends: Mapping[int, int | None],
    purged: Collection[int],
) -> Iterator[str]:
    """Faults of some documents, by the last code point of each where known, and of their texts."""
    every = [*ends]
    for first in range(0, len(every), _AT_ONCE):
        numbers = every[first : first + _AT_ONCE]
        try:
            rows, texts = catalogue.documents(numbers), catalogue.texts(numbers)
            later = _later(catalogue, rows)
        except ArchiveError as error:
            yield str(error)
            continue
        for number in numbers:
            row, text = rows.get(number), texts.get(number)
            if number in purged:
                there = row is not None or text is not None
                fault = "purged, but it is there" if there else None
            else:
                fault = _fault(number, row, text, later, ends[number])
            if fault:
                yield f"{layout.catalogue}: document {number}: {fault}"


def _later(catalogue: Catalogue, rows: dict[int, DocumentRow]) -> dict[int, DocumentRow]:
    """The documents that stand in the place of some."""
    numbers = [row.superseded_by for row in rows.values() if row.superseded_by is not None]
    return catalogue.documents(numbers)


def _fault(
    number: int,
    row: DocumentRow | None,
    text: str | None,
    later: dict[int, DocumentRow],
    end: int | None,
) -> str | None:
    """What is wrong with one document."""
    if row is None:
        return "not there, but in a segment"
    if row.superseded_by is not None:
        newer = later.get(row.superseded_by)
        if newer is None or newer.id != row.id or newer.number <= number:
            return f"superseded by document {row.superseded_by}, which is no later version of it"
        return None if text is None else "superseded, but its text is there"
    return _text_fault(row, text, end)


def _text_fault(row: DocumentRow, text: str | None, end: int | None) -> str | None:
    if text is None:
        return "its text is not there"
    if text_digest(text) != row.digest:
        return f"digest of its text {text_digest(text).hex()}, expected {row.digest.hex()}"
    if end is not None and end > len(text):
        return f"{len(text)} characters, expected {end} or more"
    return None


def _orphans(layout: Layout, rows: tuple[SegmentRow, ...]) -> Iterator[str]:
    """Names in the folder of segments that are none of an archive.

    A segment that no row names is no fault: readers pass it over and the next writer removes it.
    """
    try:
        names = sorted(path.name for path in layout.segments.iterdir())
    except OSError as error:
        if rows:
            yield f"{layout.segments}: cannot be read: {error.strerror}"
        return
    strange = [name for name in names if not name.endswith((SUFFIX, f"{SUFFIX}.tmp"))]
    yield from (f"{layout.segments / name}: is no segment" for name in strange)
