"""A ``.json`` file: an array of records, a JSON Feed, one record, or JSON Lines after all."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.json_feed import is_json_feed, read_json_feed
from reuse.read.json_values import json_object
from reuse.read.jsonl import BOM, read_json_lines
from reuse.read.lines import Line, split_lines
from reuse.read.ninjs import record_items
from reuse.read.records import Item, skip

_SPACE = b" \t\r\n"
_STRUCTURE = re.compile(rb'["\[\]{},]')
_Element = tuple[int, int | None, bytes | RecordError]
"""Number and line from 1, and the element, or why it cannot be had."""
_IN_STRING = re.compile(rb'["\\]')


def read_json(
    chunks: Iterable[bytes], shown: str, config: ReadConfig, base: str | None = None
) -> Iterator[Item]:
    """Records of a JSON file, whichever of the four it is.

    `base` is the address it was fetched from, which relative links of a feed start at.
    """
    rest = iter(chunks)
    try:
        start = _start(rest)
    except RecordError as error:
        yield skip(f"{shown}:0", error)
        return
    if not start:
        empty = RecordError(SkipCode.BAD_SYNTAX, "an empty file; expected JSON")
        yield skip(f"{shown}:0", empty)
    elif start.lstrip(_SPACE).startswith(b"["):
        yield from _read_array(itertools.chain((start,), rest), shown, config)
    else:
        lines = split_lines(itertools.chain((start,), rest), config.max_record_bytes)
        yield from _read_objects(lines, shown, config, base)


def _start(chunks: Iterator[bytes]) -> bytes:
    """Chunks up to the first that holds more than white space, without the byte order mark."""
    gathered, lines, begun = b"", 0, False
    for chunk in chunks:
        gathered += chunk
        if not begun and len(gathered) < len(BOM):
            continue
        if not begun:
            gathered, begun = gathered.removeprefix(BOM), True
        if gathered.strip(_SPACE):
            return b"\n" * lines + gathered
        # Only line ends of leading white space matter (for line numbers): the rest may go.
        lines += gathered.count(b"\n")
        gathered = b""
    return gathered if gathered.strip(_SPACE) else b""


def _read_objects(
    lines: Iterator[Line], shown: str, config: ReadConfig, base: str | None
) -> Iterator[Item]:
    first: Line | None = None
    for first in lines:
        if isinstance(first[1], RecordError) or first[1].strip(_SPACE):
            break
    if first is None or isinstance(first[1], RecordError):
        yield from read_json_lines(itertools.chain([first] if first else [], lines), shown, config)
        return
    try:
        value = json_object(first[1], config)
    except RecordError:
        if first[1].rstrip(_SPACE).endswith(b"}"):
            yield from read_json_lines(itertools.chain([first], lines), shown, config)
        else:
            yield from _read_spread_out(first[1], lines, shown, config, base)
        return
    if is_json_feed(value):
        yield from read_json_feed(value, shown, config, base)
    else:
        yield from read_json_lines(itertools.chain([first], lines), shown, config)


def _read_spread_out(
    start: bytes, lines: Iterator[Line], shown: str, config: ReadConfig, base: str | None
) -> Iterator[Item]:
    """One object over several lines."""
    try:
        value = json_object(_joined(start, lines, config.max_record_bytes), config)
    except RecordError as error:
        yield skip(f"{shown}:1", error)
        return
    if is_json_feed(value):
        yield from read_json_feed(value, shown, config, base)
    else:
        yield from record_items(value, f"{shown}:1", config, line=1)


def _joined(start: bytes, lines: Iterator[Line], limit: int) -> bytes:
    pieces, size = [start], len(start)
    for _, line in lines:
        if isinstance(line, RecordError):
            raise line
        size += len(line) + 1
        if size > limit:
            raise RecordError(
                SkipCode.TOO_LONG,
                f"one JSON object of more than {limit:,} bytes; for many records use JSON Lines",
            )
        pieces.append(line)
    return b"\n".join(pieces)


def _read_array(chunks: Iterable[bytes], shown: str, config: ReadConfig) -> Iterator[Item]:
    for number, line, element in _elements(chunks, config.max_record_bytes):
        origin = f"{shown}:{number}"
        try:
            if isinstance(element, RecordError):
                raise element
            fields = json_object(element, config)
        except RecordError as error:
            yield skip(origin, error)
            continue
        yield from record_items(fields, origin, config, line)


def _elements(chunks: Iterable[bytes], limit: int) -> Iterator[_Element]:
    """Elements of an array, numbered from 1 and still encoded; the array is never held."""
    cutter = _Cutter(limit)
    try:
        for chunk in chunks:
            yield from cutter.feed(chunk)
            if cutter.trailing:
                error = RecordError(SkipCode.BAD_SYNTAX, "something follows the array")
                yield cutter.number, None, error
                return
    except RecordError as damage:
        yield cutter.number, None, damage
        return
    if not cutter.closed:
        yield cutter.number, None, RecordError(SkipCode.TRUNCATED, "the array is not closed")


class _Cutter:
    """Finds where the elements of a JSON array end, without decoding them."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._depth = 0
        self._in_string = False
        self._escaped = False
        self._pieces: list[bytes] = []
        self._size = 0
        self._blank = True
        self._line = 1
        self._begun = 1
        self.number = 1
        self.closed = False
        self.trailing = False

    def feed(self, chunk: bytes) -> Iterator[_Element]:
        start, position = 0, int(self._escaped and bool(chunk))
        self._escaped = self._escaped and not chunk
        while not self.closed:
            match = self._next(chunk, position)
            if match is None:
                self._keep(chunk[start:])
                return
            position = match.end()
            token = match[0]
            if token == b'"':
                self._in_string = not self._in_string
            elif token == b"\\":
                position = self._pass_escape(chunk, position)
            elif self._depth == 0:
                # The caller saw the opening bracket; it is the first token there is.
                self._line += chunk.count(b"\n", 0, position)
                self._depth, start = 1, position
            elif token in b"[{":
                self._depth += 1
            elif self._depth == 1 and token in b",]":
                self._keep(chunk[start : match.start()])
                start = position
                self.closed = token == b"]"
                yield from self._take()
            elif token in b"]}" and self._depth > 1:
                self._depth -= 1
        self.trailing = self.trailing or bool(chunk[position:].strip(_SPACE))

    def _next(self, chunk: bytes, position: int) -> re.Match[bytes] | None:
        return (_IN_STRING if self._in_string else _STRUCTURE).search(chunk, position)

    def _pass_escape(self, chunk: bytes, position: int) -> int:
        self._escaped = position >= len(chunk)
        return position + 1

    def _keep(self, piece: bytes) -> None:
        if self._blank and (begun := piece.lstrip(_SPACE)):
            self._blank = False
            self._begun = self._line + piece.count(b"\n", 0, len(piece) - len(begun))
        self._line += piece.count(b"\n")
        self._size += len(piece)
        if self._size > self._limit:
            self._pieces.clear()
        else:
            self._pieces.append(piece)

    def _take(self) -> Iterator[_Element]:
        # "[]" has no element; "[1,]" has an empty one, which the decoder refuses.
        if not (self._blank and self.closed and self.number == 1):
            too_long = self._size > self._limit
            yield (
                self.number,
                self._begun,
                RecordError(SkipCode.TOO_LONG, f"an element of more than {self._limit:,} bytes")
                if too_long
                else b"".join(self._pieces),
            )
            self.number += 1
        self._pieces.clear()
        self._size = 0
        self._blank = True
