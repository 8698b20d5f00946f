"""JSON outputs and their schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec
from msgspec import Struct

from reuse.model.archived import ArchiveStats, QueryResult
from reuse.model.comparison import Comparison
from reuse.model.result import ScanResult
from reuse.report.convert import (
    alignment_lines,
    pair_record,
    query_record,
    result_frame,
    result_rows,
    stats_record,
)
from reuse.report.records import PairRecord, QueryRecord, ResultRecord, StatsRecord

_LINES_A_CHUNK = 4_096
_ROWS_A_CHUNK = 256
# DEL, the second block of controls, line separators and direction marks as UTF-8. JSON lets
# them stand, but terminals obey them, and one object may well be printed on one.
_STEERING = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)


def result_json(result: ScanResult) -> Iterator[bytes]:
    """The whole result as an indented JSON object (UTF-8, one final newline), in chunks.

    The long lists are written row by row into the frame that the rest makes, so that they are
    never held as a whole.
    """
    rest = _indented(result_frame(result))
    for name, rows in result_rows(result):
        # Nothing else is indented by one space under that name: strings hold no line ends.
        before, _, rest = rest.partition(b'\n "%b": []' % name.encode())
        yield b'%b\n "%b": [' % (before, name.encode())
        yield from _list(rows)
        yield b"]"
    yield rest + b"\n"


def comparison_json(comparison: Comparison) -> bytes:
    """One comparison as an indented JSON object (UTF-8, one final newline)."""
    return _indented(pair_record(comparison)) + b"\n"


def query_json(result: QueryResult) -> bytes:
    """What an archive holds of some articles, likewise."""
    return _indented(query_record(result)) + b"\n"


def stats_json(stats: ArchiveStats) -> bytes:
    """How much an archive holds, likewise."""
    return _indented(stats_record(stats)) + b"\n"


def indented(record: Struct | tuple[Struct, ...]) -> bytes:
    """A record, or a list of them, as an indented JSON file (UTF-8, one final newline)."""
    return _indented(record) + b"\n"


def alignments_jsonl(result: ScanResult) -> Iterator[bytes]:
    """The lines of ``alignments.jsonl`` in chunks, one aligned passage a line."""
    encoder = msgspec.json.Encoder()
    chunk: list[bytes] = []
    for line in alignment_lines(result):
        chunk.append(encoder.encode(line) + b"\n")
        if len(chunk) == _LINES_A_CHUNK:
            yield b"".join(chunk)
            chunk.clear()
    yield b"".join(chunk)


def schema() -> bytes:
    """JSON Schema of all formats, as committed under ``docs/reference``."""
    title = {
        "title": "reusescan-result, reusescan-comparison, reusescan-query and reusescan-archive, "
        "version 1"
    }
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    whole = (
        dialect | title | msgspec.json.schema(ResultRecord | PairRecord | QueryRecord | StatsRecord)
    )
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _list(rows: Iterable[Struct]) -> Iterator[bytes]:
    """What stands between the brackets of a list in the frame."""
    rows, mark = iter(rows), b""
    while batch := tuple(islice(rows, _ROWS_A_CHUNK)):
        # Between its brackets, and one space further in.
        yield mark + _indented(batch)[1:-2].replace(b"\n", b"\n ")
        mark = b","
    if mark:
        yield b"\n "


def _indented(record: Struct | tuple[Struct, ...]) -> bytes:
    return _STEERING.sub(_escape, msgspec.json.format(msgspec.json.encode(record), indent=1))


def _escape(match: re.Match[bytes]) -> bytes:
    """The same character as a JSON escape; such bytes stand inside strings only."""
    return f"\\u{ord(match[0].decode()):04x}".encode()
