"""JSON outputs and their schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from reuse.model.comparison import Comparison
from reuse.model.result import ScanResult
from reuse.report.atomic import write_all
from reuse.report.convert import alignment_lines, pair_record, result_record
from reuse.report.records import PairRecord, ResultRecord

_LINES_A_CHUNK = 4_096


def result_json(result: ScanResult) -> bytes:
    """The whole result as an indented JSON object (UTF-8, one final newline)."""
    return _pretty(result_record(result))


def comparison_json(comparison: Comparison) -> bytes:
    """One comparison as an indented JSON object (UTF-8, one final newline)."""
    return _pretty(pair_record(comparison))


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


def write_result(result: ScanResult, path: Path) -> None:
    """Write ``result.json``.

    Raises:
        ReportError: the file cannot be written; what stood there before is untouched.
    """
    write_all({path: (result_json(result),)})


def write_alignments(result: ScanResult, path: Path) -> None:
    """Write ``alignments.jsonl``.

    Raises:
        ReportError: the file cannot be written; what stood there before is untouched.
    """
    write_all({path: alignments_jsonl(result)})


def schema() -> bytes:
    """JSON Schema of both formats, as committed under ``docs/reference``."""
    title = {"title": "reusescan-result and reusescan-comparison, version 1"}
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    whole = dialect | title | msgspec.json.schema(ResultRecord | PairRecord)
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _pretty(record: ResultRecord | PairRecord) -> bytes:
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
