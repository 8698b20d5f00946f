"""CSV with a header line; comma, semicolon or tab, whichever shows ``id`` and ``text``."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.jsonl import BOM
from reuse.read.lines import Line, split_lines
from reuse.read.records import FIELDS, Item, items, skip
from reuse.read.shown import seen

_DELIMITERS = (",", ";", "\t")
_FATAL = frozenset((SkipCode.TOO_LONG, SkipCode.TRUNCATED, SkipCode.CORRUPT, SkipCode.BOMB))


def read_csv(chunks: Iterable[bytes], shown: str, config: ReadConfig) -> Iterator[Item]:
    """Records of a CSV file; a record is numbered by the line it starts on."""
    # The module's limit is one for the process and far below an article; `_Feed` bounds records.
    csv.field_size_limit(max(csv.field_size_limit(), config.max_record_bytes + 1))
    feed = _Feed(split_lines(chunks, config.max_record_bytes), config.max_record_bytes)
    try:
        names, delimiter = _header(feed)
    except RecordError as error:
        yield skip(f"{shown}:{max(feed.line, 1)}", error)
        return
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.begin()
        line = feed.line + 1
        origin = f"{shown}:{line}"
        try:
            row = _row(reader, names)
        except RecordError as error:
            yield skip(origin, error)
            if SkipCode(error.code) in _FATAL:
                return
            continue
        if row is None:
            return
        if row:
            yield from items(row, origin, line)


class _Feed:
    """Decoded lines for `csv.reader`, which keep their line ends and are bounded by record."""

    def __init__(self, lines: Iterator[Line], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._size = 0
        self.line = 0

    def begin(self) -> None:
        """A new record starts with the next line."""
        self._size = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        self.line = number
        if isinstance(line, RecordError):
            raise line
        self._size += len(line) + 1
        if self._size > self._limit:
            # Inside an open quote nobody can tell where the next record starts.
            raise RecordError(
                SkipCode.TOO_LONG,
                f"a record of more than {self._limit:,} bytes (a quote that is never closed?); "
                "the rest of the file is not read",
            )
        bare = line.removeprefix(BOM) if number == 1 else line
        try:
            return bare.decode("utf-8") + "\n"
        except UnicodeDecodeError as error:
            raise RecordError(
                SkipCode.BAD_ENCODING,
                f"byte 0x{bare[error.start]:02x} at {error.start} of line {number} is no UTF-8",
            ) from None


def _header(feed: _Feed) -> tuple[tuple[str, ...], str]:
    try:
        line = next(feed)
    except StopIteration:
        raise RecordError(SkipCode.NO_CONTENT, "an empty file; expected a header line") from None
    if line.startswith(codecs.BOM_UTF8.decode()):
        line = line[1:]
    for delimiter in _DELIMITERS:
        names = _names(line, delimiter)
        if "id" in names and "text" in names:
            twice = sorted({n for n in names if n in FIELDS and names.count(n) > 1})
            if twice:
                raise RecordError(SkipCode.BAD_SYNTAX, f"column {twice[0]!r} occurs twice")
            return names, delimiter
    raise RecordError(
        SkipCode.MISSING_FIELD,
        f"header {seen(line.rstrip())}: expected columns id and text, separated by comma, "
        "semicolon or tab",
    )


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        row = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return ()
    return tuple(name.strip().lower() for name in row)


def _row(reader: Iterator[list[str]], names: tuple[str, ...]) -> dict[str, object] | None:
    """The next record's known fields; empty for a blank line, None at the end."""
    try:
        row = next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        code = SkipCode.TRUNCATED if "unexpected end" in str(error) else SkipCode.BAD_SYNTAX
        raise RecordError(code, f"no valid CSV ({error})") from None
    if not row:
        return {}
    if len(row) != len(names):
        raise RecordError(
            SkipCode.BAD_SYNTAX, f"expected {len(names)} columns as in the header, got {len(row)}"
        )
    return {name: value for name, value in zip(names, row, strict=True) if name in FIELDS}
