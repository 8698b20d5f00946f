"""The SQLite file that says what an archive holds.

One transaction is the commit point of all that is added: a segment counts from the moment in which
the catalogue names it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import msgspec

from reuse.archive.connecting import to_read, to_write, told
from reuse.archive.durable import refusal, sync_folder
from reuse.archive.layout import FORMAT, Layout
from reuse.archive.rows import (
    FIELDS,
    DocumentRow,
    SegmentRow,
    checksum,
    document_checksum,
    fields_of,
    packed,
    text_digest,
    unpacked,
)
from reuse.archive.scheme import Scheme
from reuse.errors import ArchiveError
from reuse.model.document import Document

_APPLICATION = 0x52455553
# Values that one statement may name; SQLite's own bound was 999 for long.
_AT_ONCE = 500
Table = Literal["documents", "texts", "purged"]
_DOCUMENTS: Table = "documents"
_TEXTS: Table = "texts"
_PURGED: Table = "purged"
_SEGMENT_COLUMNS = "name, digest, size, first, documents, passages, postings, tokens"
_DOCUMENT_COLUMNS = f"number, {', '.join(FIELDS)}, digest, superseded_by"
_SCHEMA = f"""
CREATE TABLE scheme (value BLOB NOT NULL, checksum BLOB NOT NULL);
CREATE TABLE segments (
    name TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, size INTEGER NOT NULL,
    first INTEGER NOT NULL UNIQUE, documents INTEGER NOT NULL, passages INTEGER NOT NULL,
    postings INTEGER NOT NULL, tokens INTEGER NOT NULL, checksum BLOB NOT NULL
);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, {", ".join(f"{name} TEXT" for name in FIELDS)},
    digest BLOB NOT NULL, superseded_by INTEGER REFERENCES documents (number),
    checksum BLOB NOT NULL
);
CREATE UNIQUE INDEX standing ON documents (id) WHERE superseded_by IS NULL;
CREATE INDEX superseded ON documents (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE TABLE texts (
    number INTEGER PRIMARY KEY REFERENCES documents (number), data BLOB NOT NULL,
    checksum BLOB NOT NULL
);
CREATE TABLE purged (number INTEGER PRIMARY KEY, checksum BLOB NOT NULL);
CREATE TABLE counters (
    number INTEGER NOT NULL, segment INTEGER NOT NULL, removals INTEGER NOT NULL,
    segments BLOB NOT NULL, checksum BLOB NOT NULL
);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {FORMAT};
"""


class Counters(NamedTuple):
    """What an archive has given away; no number is given twice."""

    number: int = 0
    """Number of the next document."""
    segment: int = 0
    """Number of the next segment."""
    removals: int = 0
    """Times that documents were removed."""


class Catalogue:
    """An open catalogue."""

    __slots__ = ("_connection", "_layout", "scheme")

    def __init__(self, connection: sqlite3.Connection, layout: Layout) -> None:
        """Take over a connection; use `read`, `write` or `create`.

        Raises:
            ArchiveError: it is no catalogue, of another format, or damaged.
        """
        self._connection, self._layout = connection, layout
        try:
            self.scheme = self._read_scheme()
        except BaseException:
            connection.close()
            raise

    @classmethod
    def read(cls, layout: Layout) -> Catalogue:
        """Open for reading alone."""
        return cls(to_read(layout), layout)

    @classmethod
    def write(cls, layout: Layout) -> Catalogue:
        """Open for writing; the caller holds the writer's lock."""
        return cls(to_write(layout), layout)

    @classmethod
    def create(cls, layout: Layout, scheme: Scheme) -> Catalogue:
        """Make a new one, whole or not at all; the caller holds the writer's lock."""
        aside = layout.aside
        value = msgspec.json.encode(scheme)
        try:
            # What an earlier try left.
            aside.unlink(missing_ok=True)
            connection = to_write(layout, file=aside)
            with told(layout), closing(connection):
                connection.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}")
                connection.execute("INSERT INTO scheme VALUES (?, ?)", (value, checksum(value)))
                none = (*Counters(), checksum())
                connection.execute(
                    "INSERT INTO counters VALUES (?, ?, ?, ?, ?)", (*none, checksum(*none))
                )
                connection.execute("COMMIT")
            aside.replace(layout.catalogue)
            sync_folder(layout.folder)
        except OSError as error:
            raise refusal(layout.catalogue, "written", error) from error
        return cls.write(layout)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _read_scheme(self) -> Scheme:
        where = self._layout.catalogue
        ((application,),) = self._rows("PRAGMA application_id")
        if application != _APPLICATION:
            raise ArchiveError(f"{where}: is no catalogue of an archive")
        ((version,),) = self._rows("PRAGMA user_version")
        if version != FORMAT:
            what = "written by a newer reusescan" if version > FORMAT else "of an unknown format"
            raise ArchiveError(f"{where}: {what}: format {version}, expected {FORMAT}")
        rows = self._rows("SELECT value, checksum FROM scheme")
        if len(rows) != 1 or checksum(rows[0][0]) != rows[0][1]:
            raise ArchiveError(f"{where}: damaged: the scheme is not what was written")
        try:
            return msgspec.json.decode(rows[0][0], type=Scheme)
        except msgspec.MsgspecError as error:
            raise ArchiveError(f"{where}: scheme: {error}") from None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes made inside, or none.

        Raises:
            ArchiveError: they cannot be made.
        """
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._run("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one state."""
        self._run("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._run("ROLLBACK")

    def segments(self) -> tuple[SegmentRow, ...]:
        """All segments, in the order in which they were added; inside a `snapshot`."""
        rows = tuple(map(self._segment, self._segment_rows()))
        if checksum(*(row.digest for row in rows)) != self._counters()[1]:
            raise self._damage("the list of segments")
        return rows

    def _segment_rows(self) -> list[tuple[Any, ...]]:
        return self._rows(f"SELECT {_SEGMENT_COLUMNS}, checksum FROM segments ORDER BY first")

    def _segment(self, row: tuple[Any, ...]) -> SegmentRow:
        if checksum(*row[:-1]) != row[-1]:
            raise self._damage(f"row of segment {row[0]!r}")
        names = _SEGMENT_COLUMNS.split(", ")
        return SegmentRow(**dict(zip(names, row[:-1], strict=True)))

    def superseded(self) -> tuple[int, ...]:
        """Numbers of the documents of which a later version stands, rising."""
        rows = self._rows(
            f"SELECT {_DOCUMENT_COLUMNS}, checksum FROM documents "
            "WHERE superseded_by IS NOT NULL ORDER BY number"
        )
        return tuple(self._document(row).number for row in rows)

    def purged(self) -> tuple[int, ...]:
        """Numbers of the documents that were purged and that a segment still holds, rising."""
        rows = self._rows("SELECT number, checksum FROM purged ORDER BY number")
        for number, written in rows:
            if checksum(number) != written:
                raise self._damage(f"purged document {number}")
        return tuple(number for number, _ in rows)

    def counters(self) -> Counters:
        """What was given away so far."""
        return self._counters()[0]

    def _counters(self) -> tuple[Counters, bytes]:
        """What was given away, and a digest of the segments that are named."""
        rows = self._rows("SELECT * FROM counters")
        if len(rows) != 1 or checksum(*rows[0][:-1]) != rows[0][-1]:
            raise self._damage("the row of counters")
        *given, named, _ = rows[0]
        return Counters(*given), named

    def count(self, counters: Counters) -> None:
        """Keep what was given away and which segments are named, last in a `transaction`."""
        named = checksum(*(self._segment(row).digest for row in self._segment_rows()))
        values = (*counters, named)
        self._run(
            "UPDATE counters SET number = ?, segment = ?, removals = ?, segments = ?, checksum = ?",
            (*values, checksum(*values)),
        )

    def documents(self, numbers: Sequence[int]) -> dict[int, DocumentRow]:
        """Those documents of some numbers that are there, by number."""
        found = self._named("documents", _DOCUMENT_COLUMNS, "number", numbers)
        return {row.number: row for row in map(self._document, found)}

    def standing(self, ids: Sequence[str]) -> dict[str, DocumentRow]:
        """The documents that stand under some ids, by id."""
        named = self._named("documents", _DOCUMENT_COLUMNS, "superseded_by IS NULL AND id", ids)
        return {row.id: row for row in map(self._document, named)}

    def _document(self, row: tuple[Any, ...]) -> DocumentRow:
        number, *fields, digest, superseded_by, written = row
        out = DocumentRow(
            number=number, fields=tuple(fields), digest=digest, superseded_by=superseded_by
        )
        if document_checksum(out) != written:
            raise self._damage(f"row of document {number}")
        return out

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """The texts of some documents, by number."""
        out = {}
        for number, data, written in self._named("texts", "number, data", "number", numbers):
            if checksum(number, data) != written:
                raise self._damage(f"text of document {number}")
            out[number] = unpacked(data)
        return out

    def numbers(self, table: Table) -> set[int]:
        """Numbers of all rows of a table."""
        return {number for (number,) in self._rows(f"SELECT number FROM {table}")}

    def insert(self, documents: Sequence[Document], first: int, replaced: dict[int, int]) -> None:
        """Put in documents; inside a `transaction`.

        Args:
            documents: numbered from `first` on.
            first: number of the first one.
            replaced: number of the new version by that of the one it takes the place of.
        """
        # The old ones first: one version of an id stands at a time.
        self._run("PRAGMA defer_foreign_keys = ON")
        for row in self.documents([*replaced]).values():
            self._supersede(replace(row, superseded_by=replaced[row.number]))
        for number, document in enumerate(documents, first):
            self._insert_document(number, document)

    def put_segment(self, segment: SegmentRow | None, instead_of: Sequence[SegmentRow]) -> None:
        """Name a segment, if any, in the place of others; inside a `transaction`."""
        for row in instead_of:
            self._run("DELETE FROM segments WHERE name = ?", (row.name,))
        if segment is not None:
            values = (*segment.plain, checksum(*segment.plain))
            marks = ", ".join("?" * len(values))
            self._run(
                f"INSERT INTO segments ({_SEGMENT_COLUMNS}, checksum) VALUES ({marks})", values
            )

    def versions(self, number: int) -> tuple[int, ...]:
        """Number of a document and of all earlier versions of it."""
        out = [number]
        for each in out:
            rows = self._rows("SELECT number FROM documents WHERE superseded_by = ?", (each,))
            out += [earlier for (earlier,) in rows if earlier not in out]
        return tuple(out)

    def purge(self, numbers: Sequence[int]) -> None:
        """Remove documents and their texts, which stay named as purged; inside a `transaction`."""
        self._remove(numbers, (_TEXTS, _DOCUMENTS))
        for number in numbers:
            self._run("INSERT INTO purged VALUES (?, ?)", (number, checksum(number)))

    def forget(self, numbers: Sequence[int]) -> None:
        """Remove the rows of documents that no segment holds any more; inside a `transaction`."""
        self._remove(numbers, (_TEXTS, _DOCUMENTS, _PURGED))

    def _remove(self, numbers: Sequence[int], tables: Sequence[Table]) -> None:
        self._run("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            for number in numbers:
                self._run(f"DELETE FROM {table} WHERE number = ?", (number,))

    def rewrite(self) -> None:
        """Write the whole file anew, so that nothing is left in it of what was removed.

        Raises:
            ArchiveError: it cannot be written; nothing is changed then.
        """
        self._run("VACUUM")

    def _supersede(self, row: DocumentRow) -> None:
        self._run(
            "UPDATE documents SET superseded_by = ?, checksum = ? WHERE number = ?",
            (row.superseded_by, document_checksum(row), row.number),
        )
        self._run("DELETE FROM texts WHERE number = ?", (row.number,))

    def _insert_document(self, number: int, document: Document) -> None:
        row = DocumentRow(
            number=number,
            fields=fields_of(document),
            digest=text_digest(document.text),
            superseded_by=None,
        )
        values = (number, *row.fields, row.digest, None, document_checksum(row))
        marks = ", ".join("?" * len(values))
        self._run(f"INSERT INTO documents ({_DOCUMENT_COLUMNS}, checksum) VALUES ({marks})", values)
        data = packed(document.text)
        self._run("INSERT INTO texts VALUES (?, ?, ?)", (number, data, checksum(number, data)))

    def complaints(self) -> Iterator[str]:
        """What SQLite itself finds wrong with the file."""
        for (line,) in self._rows("PRAGMA integrity_check"):
            if line != "ok":
                yield f"{self._layout.catalogue}: {line}"

    def _named(
        self, table: str, columns: str, key: str, values: Sequence[int] | Sequence[str]
    ) -> Iterator[tuple[Any, ...]]:
        """Rows whose key is one of some values."""
        for first in range(0, len(values), _AT_ONCE):
            part = values[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            yield from self._rows(
                f"SELECT {columns}, checksum FROM {table} WHERE {key} IN ({marks})",
                part,
            )

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with told(self._layout):
            return self._connection.execute(statement, values).fetchall()

    def _run(self, statement: str, values: Sequence[Any] = ()) -> None:
        with told(self._layout):
            self._connection.execute(statement, values)

    def _damage(self, what: str) -> ArchiveError:
        return ArchiveError(
            f"{self._layout.catalogue}: damaged: {what} is not what was written; "
            "see `reusescan archive verify`"
        )
