"""Parquet, with the extra ``parquet`` (pyarrow)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import Notice, NoticeCode, SkipCode
from reuse.read.records import FIELDS, Item, items, skip

_ROWS = 128
_BOMB_FLOOR = 64_000_000
_HEADER_BYTES = 64


def read_parquet(stream: BinaryIO, shown: str, config: ReadConfig) -> Iterator[Item]:
    """Records of a Parquet file, numbered by row from 1, a small batch at a time.

    Page checksums are verified where there are any; NO_CHECKSUM says when there are none,
    because flipped bytes then come out as other text.
    """
    import pyarrow as pa  # noqa: PLC0415  an extra
    from pyarrow import parquet  # noqa: PLC0415  an extra

    number = 0
    try:
        file = parquet.ParquetFile(stream, page_checksum_verification=True)
        columns = _columns(file, config)
        if not _has_checksums(stream, file.metadata, columns):
            yield Notice(
                origin=f"{shown}:0",
                code=NoticeCode.NO_CHECKSUM,
                reason="no page checksums: damage to this file cannot be noticed",
            )
        for batch in file.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
            for row in _rows(batch, pa):
                number += 1
                yield from _row_items(row, f"{shown}:{number}", config)
    except RecordError as error:
        yield skip(f"{shown}:0", error)
    # What pyarrow raises for damage includes plain ValueError, OSError and OverflowError.
    except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError) as error:
        reason = str(error).split("\n", 1)[0][:200]
        damage = RecordError(
            SkipCode.CORRUPT, f"Parquet data that cannot be read ({reason}); the rest is not read"
        )
        yield skip(f"{shown}:{number + 1}", damage)


def _columns(file: Any, config: ReadConfig) -> list[str]:
    """Known columns of the file, after a look at what its footer promises."""
    names = file.schema_arrow.names
    missing = [name for name in ("id", "text") if name not in names]
    if missing:
        raise RecordError(SkipCode.MISSING_FIELD, f"no column {missing[0]!r} in the Parquet schema")
    metadata = file.metadata
    groups = range(metadata.num_row_groups)
    unpacked = sum(metadata.row_group(group).total_byte_size for group in groups)
    packed = sum(
        metadata.row_group(group).column(column).total_compressed_size
        for group in groups
        for column in range(metadata.num_columns)
    )
    if unpacked > config.max_file_bytes or (
        unpacked > _BOMB_FLOOR and unpacked > config.max_ratio * packed
    ):
        raise RecordError(
            SkipCode.BOMB, f"{packed:,} bytes that unpack to {unpacked:,}; the file is not read"
        )
    return [name for name in FIELDS if name in names]


def _rows(batch: Any, pa: Any) -> Iterator[dict[str, object]]:
    columns: dict[str, list[object]] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        plain = column
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            # Nanoseconds fit no datetime. Coarser units stay: cast, they could wrap around.
            plain = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
        columns[name] = plain
    for place in range(batch.num_rows):
        yield {name: _value(column[place]) for name, column in columns.items()}


def _value(scalar: Any) -> object:
    try:
        value: object = scalar.as_py()
    except UnicodeDecodeError:
        return RecordError(SkipCode.BAD_ENCODING, "a string that is no UTF-8")
    except (OverflowError, ValueError):
        return "a time beyond the calendar"
    return value.isoformat() if isinstance(value, datetime | date) else value


def _row_items(row: dict[str, object], origin: str, config: ReadConfig) -> Iterator[Item]:
    text = row["text"]
    fault = next((value for value in row.values() if isinstance(value, RecordError)), None)
    if fault is None and isinstance(text, str) and len(text) > config.max_record_bytes:
        fault = RecordError(SkipCode.TOO_LONG, f"more than {config.max_record_bytes:,} characters")
    if fault is not None:
        yield skip(origin, fault)
    else:
        yield from items(row, origin)


def _has_checksums(stream: BinaryIO, metadata: Any, columns: list[str]) -> bool:
    """Whether the first page of every column that is read carries a checksum.

    pyarrow does not tell, so the start of each page header (Thrift, compact form) is looked at.
    """
    for group in range(metadata.num_row_groups):
        for place in range(metadata.num_columns):
            column = metadata.row_group(group).column(place)
            if column.path_in_schema not in columns or not column.num_values:
                continue
            offset = column.data_page_offset
            if column.has_dictionary_page and column.dictionary_page_offset is not None:
                offset = min(offset, column.dictionary_page_offset)
            stream.seek(offset)
            if not _page_has_checksum(stream.read(_HEADER_BYTES)):
                return False
    return True


def _page_has_checksum(header: bytes) -> bool:
    """Fields of a page header: 1 type, 2 and 3 sizes, all there; then 4, the checksum, if any.

    A field starts with a byte of id step and type; ``0x15`` is "the next id, a 32-bit integer",
    whose value follows in groups of seven bits.
    """
    position = 0
    for _ in range(3):
        if header[position : position + 1] != b"\x15":
            return False
        position += 1
        while position < len(header) and header[position] & 0x80:
            position += 1
        position += 1
    return header[position : position + 1] == b"\x15"
