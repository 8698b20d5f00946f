"""Documents and segments as rows of the catalogue, each with a checksum of its own.

SQLite finds a broken page tree, but most flipped bits lie in what it only carries.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import msgspec

from reuse.model.document import Document

FIELDS = ("id", "outlet", "published", "title", "author", "url", "language", "origin")
"""What is kept of a document beside its text, in the order of the columns."""
fields_of = attrgetter(*FIELDS)
_encode = msgspec.msgpack.Encoder().encode
_LEVEL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    """A segment as the catalogue names it."""

    name: str
    digest: bytes
    """Of its header."""
    size: int
    """Bytes of its file."""
    first: int
    """Number of its first document; those of the others follow."""
    documents: int
    passages: int
    postings: int
    tokens: int

    @property
    def plain(self) -> tuple[str, bytes, int, int, int, int, int, int]:
        """The values in the order of the columns."""
        return (self.name, self.digest, self.size, self.first, self.documents, self.passages,
                self.postings, self.tokens)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document as the catalogue knows it, without its text."""

    number: int
    fields: tuple[str | None, ...]
    """By `FIELDS`."""
    digest: bytes
    """Of the text, as `text_digest`."""
    superseded_by: int | None
    """Number of the version that took its place; None for one that stands."""

    @property
    def id(self) -> str:
        """The document's id."""
        return self.fields[0] or ""

    @property
    def outlet(self) -> str | None:
        """The document's outlet."""
        return self.fields[FIELDS.index("outlet")]

    def with_text(self, text: str) -> Document:
        """The document as it came in, but for what only a check of it asks about."""
        named: dict[str, Any] = dict(zip(FIELDS, self.fields, strict=True))
        return Document(id=self.id, text=text, **{k: v for k, v in named.items() if k != "id"})


def checksum(*values: object) -> bytes:
    """Digest of the values of a row, 16 bytes."""
    return hashlib.blake2b(_encode(values), digest_size=16).digest()


def document_checksum(row: DocumentRow) -> bytes:
    """What stands beside a document's row."""
    return checksum(row.number, *row.fields, row.digest, row.superseded_by)


def site_number(document: Document) -> int:
    """What stands for a document's web site, or its outlet where no address is known; 0 for none.

    Equal for equal ones.
    """
    return _named(document.site or document.outlet)


def outlet_number(document: Document) -> int:
    """The same for its outlet."""
    return _named(document.outlet)


def _named(name: str | None) -> int:
    if not name:
        return 0
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def text_digest(text: str) -> bytes:
    """Digest of a raw text, 16 bytes: equal for equal texts."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def packed(text: str) -> bytes:
    """A text compressed."""
    import zstandard  # noqa: PLC0415  not for what reads no text

    return zstandard.ZstdCompressor(level=_LEVEL).compress(text.encode())


def unpacked(data: bytes) -> str:
    """A text as it came in; `data` must be what `packed` gave."""
    import zstandard  # noqa: PLC0415  the same

    return zstandard.ZstdDecompressor().decompress(data).decode()
