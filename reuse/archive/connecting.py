"""Connections to the catalogue."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from reuse.archive.layout import Layout
from reuse.errors import ArchiveError

_PATIENCE = 30.0
"""Seconds that a connection waits for another one's commit."""


def to_read(layout: Layout) -> sqlite3.Connection:
    """A connection that never writes; from a read-only file system one that never locks.

    Raises:
        ArchiveError: there is no catalogue, or a writer's last transaction would have to be
            rolled back first and cannot be.
    """
    frozen = is_read_only(layout.folder)
    if layout.journal.exists():
        if frozen:
            raise ArchiveError(_unfinished(layout))
        _roll_back(layout)
    return _connect(layout, "mode=ro&immutable=1" if frozen else "mode=ro")


def to_write(layout: Layout, *, file: Path | None = None) -> sqlite3.Connection:
    """A connection whose commits are on the disk when they return.

    Args:
        layout: where the archive lies.
        file: a new file to make instead of opening the catalogue.

    Raises:
        ArchiveError: there is no catalogue, or it cannot be opened.
    """
    connection = _connect(layout, "mode=rwc", file) if file else _connect(layout, "mode=rw")
    with told(layout):
        connection.execute("PRAGMA journal_mode = DELETE")
        # EXTRA forces the folder too once the journal is gone, so that a commit stays one.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is removed is overwritten.
        connection.execute("PRAGMA secure_delete = ON")
    return connection


@contextmanager
def told(layout: Layout) -> Iterator[None]:
    """Turn what SQLite raises inside into an error that names the file.

    Raises:
        ArchiveError: SQLite raised something.
    """
    try:
        yield
    except sqlite3.Error as error:
        if layout.journal.exists() and "readonly" in str(error):
            raise ArchiveError(_unfinished(layout)) from None
        raise ArchiveError(f"{layout.catalogue}: {error}") from None
    except (UnicodeDecodeError, OverflowError) as error:
        # Python's own names for a name or number that cannot be one.
        raise ArchiveError(f"{layout.catalogue}: damaged: {error}") from None


def is_read_only(folder: Path) -> bool:
    """Whether a folder lies on a file system that nobody can write to."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except (AttributeError, OSError):
        return False


def no_archive(layout: Layout) -> ArchiveError:
    """What to say of a folder, or of none, where an archive should be."""
    seen = f"{layout.catalogue.name} is not there" if layout.folder.is_dir() else "no such folder"
    return ArchiveError(
        f"{layout.folder}: is no archive: {seen}; `reusescan archive build` makes one"
    )


def _connect(layout: Layout, options: str, file: Path | None = None) -> sqlite3.Connection:
    if file is None and not layout.catalogue.is_file():
        raise no_archive(layout)
    address = f"file:{quote(os.fsencode((file or layout.catalogue).absolute()))}?{options}"
    with told(layout):
        # One thread at a time uses it; which one does not matter.
        return sqlite3.connect(
            address, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )


def _roll_back(layout: Layout) -> None:
    """Let SQLite undo what a writer left half done; where nobody may write, reading tells."""
    with suppress(ArchiveError), told(layout):
        connection = _connect(layout, "mode=rw")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()


def _unfinished(layout: Layout) -> str:
    return (
        f"{layout.catalogue}: its last transaction was cut short; open the archive once where it "
        "can be written, which undoes it"
    )
