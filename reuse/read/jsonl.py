"""JSON Lines: one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.read.json_values import json_object
from reuse.read.lines import Line, split_lines
from reuse.read.ninjs import record_items
from reuse.read.records import Item, skip

BOM = b"\xef\xbb\xbf"
"""A UTF-8 byte order mark, tolerated at the start of a file."""


def read_jsonl(chunks: Iterable[bytes], shown: str, config: ReadConfig) -> Iterator[Item]:
    """Records of a JSON Lines file; `shown` names it in origins."""
    return read_json_lines(split_lines(chunks, config.max_record_bytes), shown, config)


def read_json_lines(lines: Iterable[Line], shown: str, config: ReadConfig) -> Iterator[Item]:
    """Records of lines that are already cut; blank ones are passed over."""
    for number, line in lines:
        origin = f"{shown}:{number}"
        if isinstance(line, RecordError):
            yield skip(origin, line)
            continue
        data = line.removeprefix(BOM) if number == 1 else line
        if not data.strip(b" \t\r"):
            continue
        try:
            fields = json_object(data, config)
        except RecordError as error:
            yield skip(origin, error)
            continue
        yield from record_items(fields, origin, config, line=number)
