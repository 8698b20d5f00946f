"""Damage of every sort is found, named, and never taken for an answer."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from archive_support import add, article

from reuse.archive import Duplicates, Holdings, verify
from reuse.errors import ArchiveError
from reuse.model.document import Document

_DOCUMENTS = [article(number, outlet=f"Outlet {number}") for number in range(5)]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """An archive of two segments, with a document that was replaced."""
    folder = tmp_path / "a"
    add(folder, _DOCUMENTS)
    add(folder, [Document(id="a1", text=article(9).text)], Duplicates.REPLACE)
    assert list(verify(folder)) == []
    return folder


def _contents(folder: Path) -> list[object]:
    with Holdings(folder) as holdings:
        rows, texts = holdings.rows(range(6)), holdings.texts(range(6))
        return [rows, texts, holdings.stats().postings, holdings.scheme]


def test_flipped_bits_of_the_catalogue_are_found_or_change_nothing(sound: Path) -> None:
    """SQLite passes most of them; with the checksums none changes what is read in silence."""
    path, drawn = sound / "catalogue.sqlite", Random(5)  # noqa: S311  the same in every run
    whole, truth = path.read_bytes(), _contents(sound)
    found = 0
    for _ in range(300):
        at = drawn.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        path.write_bytes(flipped)
        faults = list(verify(sound))
        found += bool(faults)
        try:
            read = _contents(sound)
        except ArchiveError:
            assert faults
            continue
        assert faults or read == truth
    # Most of so small a file is free room.
    assert found > 20


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM documents WHERE number = 3", "document 3: not there, but in a segment"),
        ("DELETE FROM texts WHERE number = 3", "document 3: its text is not there"),
        ("UPDATE documents SET outlet = 'X' WHERE number = 3", "row of document 3 is not what"),
        ("UPDATE texts SET data = x'00' WHERE number = 3", "text of document 3 is not what"),
        ("UPDATE segments SET first = 7 WHERE first = 5", "row of segment '000000000001' is not"),
        ("DELETE FROM segments WHERE first = 5", "the list of segments is not what"),
        ("UPDATE scheme SET value = x'00'", "the scheme is not what was written"),
    ],
)
def test_a_changed_catalogue_is_found(statement: str, expected: str, sound: Path) -> None:
    """Rows that were lost or changed are named."""
    with closing(sqlite3.connect(sound / "catalogue.sqlite")) as connection, connection:
        connection.execute(statement)
    faults = list(verify(sound))
    assert any(expected in fault for fault in faults), faults
    assert all(str(sound / "catalogue.sqlite") in fault for fault in faults)


@pytest.mark.parametrize("table", ["documents", "texts"])
def test_what_is_lost_is_no_empty_answer(table: str, sound: Path) -> None:
    """A document that a segment names and the catalogue lost is an error for readers too."""
    with closing(sqlite3.connect(sound / "catalogue.sqlite")) as connection, connection:
        connection.execute(f"DELETE FROM {table} WHERE number = 3")  # noqa: S608  two names
    with Holdings(sound) as holdings, pytest.raises(ArchiveError, match="document 3 is not there"):
        holdings.texts([*holdings.rows([2, 3])])


def test_a_lost_segment_is_found(sound: Path) -> None:
    """A segment that is named but not there is told by its path."""
    path = sound / "segments" / "000000000001.seg"
    path.unlink()
    assert list(verify(sound)) == [f"{path}: cannot be read: No such file or directory"]
    with pytest.raises(ArchiveError, match="cannot be read"):
        Holdings(sound)


def test_segments_that_changed_places_are_found(sound: Path) -> None:
    """Each segment is the one its row names."""
    one, other = (sound / "segments" / f"{number:012d}.seg" for number in (0, 1))
    shutil.copy(one, other)
    assert any(str(other) in fault for fault in verify(sound))


def test_a_strange_file_is_told_and_an_orphan_is_none(sound: Path) -> None:
    """What a killed writer leaves is no fault; what nobody leaves is."""
    (sound / "segments" / "000000000077.seg").write_bytes(b"half")
    assert list(verify(sound)) == []
    (sound / "segments" / "notes.txt").write_bytes(b"mine")
    assert list(verify(sound)) == [f"{sound / 'segments' / 'notes.txt'}: is no segment"]


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    """A folder without a catalogue, and a catalogue that is another database."""
    assert "is no archive" in next(verify(tmp_path))
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as connection, connection:
        connection.execute("CREATE TABLE x (y)")
    assert "is no catalogue" in next(verify(tmp_path))
    (tmp_path / "catalogue.sqlite").write_bytes(b"no database at all" * 100)
    assert "file is not a database" in next(verify(tmp_path))
