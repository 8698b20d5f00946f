"""Where an item stands in what was checked, as the formats of CI want it."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.model.document import Document
from reuse.model.span import Span
from reuse.read.files import KINDS, split_suffix

_BY_LINE = frozenset(("jsonl", "csv"))
_WHOLE_TEXT = frozenset(("text", "markdown"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A stretch of a file; lines and columns from 1, columns in code points."""

    start_line: int
    start_column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    """One past the last column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file or address and what is known of the place in it."""

    file: str | None
    """Path as given; None for standard input and for what was fetched."""
    address: str | None
    """Where it was fetched from."""
    region: Region | None

    @property
    def name(self) -> str:
        """File or address; a hyphen for standard input."""
        return self.file or self.address or "-"


def item_place(document: Document, span: Span | None = None) -> Place:
    """Where an item stands; where its file is its text, the place of a span in it."""
    path, record = parted(document.origin or "")
    region = None if document.line is None else Region(start_line=document.line)
    if span is not None and record == 1 and _kind(path) in _WHOLE_TEXT:
        region = _region(document.text, span)
    return _place(path, region)


def origin_place(origin: str) -> Place:
    """The place that the origin of a skip or notice names."""
    path, record = parted(origin)
    is_line = record > 0 and _kind(path) in _BY_LINE
    return _place(path, Region(start_line=record) if is_line else None)


def _place(path: str, region: Region | None) -> Place:
    if path.startswith(("http://", "https://")):
        return Place(file=None, address=path, region=region)
    return Place(file=path if path not in {"", "-"} else None, address=None, region=region)


def parted(origin: str) -> tuple[str, int]:
    """File and record of an origin; 0 where it names none."""
    path, _, record = origin.rpartition(":")
    # A number beyond nine digits is part of a name.
    if path and record.isascii() and record.isdigit() and len(record) < 10:
        return path, int(record)
    return origin, 0


def _kind(path: str) -> str:
    _, suffix, packing = split_suffix(path.rpartition("/")[2])
    kind = KINDS.get(suffix, "") if suffix else "text"
    return "packed" if packing and kind in _WHOLE_TEXT else kind


def _region(text: str, span: Span) -> Region:
    start_line, start_column = _position(text, span.start)
    end_line, end_column = _position(text, span.end)
    return Region(
        start_line=start_line, start_column=start_column, end_line=end_line, end_column=end_column
    )


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
