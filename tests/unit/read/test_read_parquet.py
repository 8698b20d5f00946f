from __future__ import annotations

import builtins
import importlib.util
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from reuse.config import ReadConfig
from reuse.errors import ReadError
from reuse.read import read_paths

Read = Callable[..., Any]


def table(columns: dict[str, Any], folder: Path, **options: Any) -> bytes:
    """Bytes of a Parquet file with these columns."""
    path = folder / "made"
    parquet.write_table(pa.table(columns), path, **options)
    return path.read_bytes()


COLUMNS = {"id": [str(n) for n in range(300)], "text": [f"words of {n} \r\n" for n in range(300)]}


def test_rows_in_order_with_checksums(read: Read, tmp_path: Path) -> None:
    """Rows come in order over several row groups, and checksums leave nothing to note."""
    data = table(COLUMNS, tmp_path, row_group_size=70, write_page_checksum=True)
    out = read("a.parquet", data)
    assert out.texts == COLUMNS["text"]
    assert out.documents[299].origin == f"{out.folder}300"
    assert not out.skips
    assert not out.notices


@pytest.mark.parametrize("dictionary", [True, False])
@pytest.mark.parametrize("checksum", [True, False])
def test_missing_checksums_are_noted(
    read: Read, tmp_path: Path, *, checksum: bool, dictionary: bool
) -> None:
    """A file without page checksums is read with one notice."""
    data = table(COLUMNS, tmp_path, write_page_checksum=checksum, use_dictionary=dictionary)
    out = read("a.parquet", data)
    assert len(out.documents) == 300
    assert out.noted == ([] if checksum else [("0", "NO_CHECKSUM")])


def test_flipped_byte_is_found_by_checksum(read: Read, tmp_path: Path) -> None:
    """Damage inside a page is CORRUPT and no altered text is handed out."""
    data = bytearray(
        table(COLUMNS, tmp_path, write_page_checksum=True, use_dictionary=False, compression="none")
    )
    data[data.index(b"words of 7 ")] ^= 1
    out = read("a.parquet", bytes(data))
    assert "CORRUPT" in [code for _, code in out.skipped]
    assert set(out.texts) <= set(COLUMNS["text"])


def test_dates_and_times_become_iso(read: Read, tmp_path: Path) -> None:
    """Date and time columns are published dates, nanoseconds and zones included."""
    day = table({"id": ["1"], "text": ["t"], "published": [date(2024, 5, 1)]}, tmp_path)
    assert read("a.parquet", day).documents[0].published == "2024-05-01"
    stamp = pa.array([1714557600_000000001], pa.timestamp("ns", tz="UTC"))
    zoned = table({"id": ["1"], "text": ["t"], "published": stamp}, tmp_path)
    assert read("b.parquet", zoned).documents[0].published == "2024-05-01T10:00:00+00:00"
    assert datetime.fromtimestamp(1714557600, tz=UTC).hour == 10


def test_time_beyond_the_calendar_is_unknown(read: Read, tmp_path: Path) -> None:
    """A stamp that no calendar holds is a bad date, not a crash."""
    stamp = pa.array([2**61], pa.timestamp("ms"))
    columns = {"id": ["1"], "text": ["t"], "published": stamp}
    out = read("a.parquet", table(columns, tmp_path, write_page_checksum=True))
    assert [d.published for d in out.documents] == [None]
    assert out.noted == [("1", "BAD_DATE")]


def test_bad_rows_are_skipped_by_number(read: Read, tmp_path: Path) -> None:
    """Null and wrong values cost their own rows."""
    columns = {"id": ["1", None, "3"], "text": ["t", "t", "x" * 2000]}
    out = read("a.parquet", table(columns, tmp_path), ReadConfig(max_record_bytes=1000))
    assert out.ids == ["1"]
    assert out.skipped == [("2", "MISSING_FIELD"), ("3", "TOO_LONG")]
    numbers = read("b.parquet", table({"id": [1], "text": ["t"]}, tmp_path))
    assert numbers.skipped == [("1", "BAD_FIELD")]


def test_missing_columns_and_foreign_bytes(read: Read, tmp_path: Path) -> None:
    """A file without the columns, and one that is no Parquet, are skipped whole."""
    assert read("a.parquet", table({"id": ["1"]}, tmp_path)).skipped == [("0", "MISSING_FIELD")]
    for data in (b"", b"PAR1", b"PAR1" + b"\0" * 50 + b"PAR1", b"x" * 1000):
        assert [code for _, code in read("b.parquet", data).skipped] == ["CORRUPT"]


def test_bomb_is_refused_by_its_footer(read: Read, tmp_path: Path) -> None:
    """A file that says it unpacks beyond the bound is not unpacked."""
    columns = {"id": ["1"], "text": ["x" * 5_000_000]}
    data = table(columns, tmp_path, compression="zstd", use_dictionary=False)
    assert read("a.parquet", data, ReadConfig(max_file_bytes=1_000_000)).skipped == [("0", "BOMB")]


def test_missing_extra_is_named_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without pyarrow the error says what to install, at once."""
    (tmp_path / "a.parquet").write_bytes(b"")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ReadError, match=r"reusescan\[parquet\]"):
        read_paths([tmp_path])


def test_reading_other_formats_does_not_import_pyarrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is not touched where no Parquet file is read."""
    real = builtins.__import__

    def guarded(name: str, *rest: Any, **options: Any) -> Any:
        assert not name.startswith("pyarrow")
        return real(name, *rest, **options)

    (tmp_path / "a.txt").write_text("t")
    monkeypatch.setattr(builtins, "__import__", guarded)
    assert len(list(read_paths([tmp_path]))) == 1
