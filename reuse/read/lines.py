"""Bytes cut into lines, of which none is held beyond its bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reuse.errors import RecordError
from reuse.model.skip import SkipCode

Line = tuple[int, bytes | RecordError]
"""Number from 1, and the line without its ``\\n``, or why it cannot be had."""


def split_lines(chunks: Iterable[bytes], limit: int) -> Iterator[Line]:
    """Cut at the line feed and nowhere else.

    A line beyond `limit` bytes is dropped while it is read and comes as TOO_LONG. When the
    bytes end in damage, the unfinished line is not handed out as if it were whole: its number
    comes with the error, as the last item.
    """
    pending = _Pending(limit)
    number = 1
    try:
        for chunk in chunks:
            if b"\n" not in chunk:
                pending.add(chunk)
                continue
            first, *others = chunk.split(b"\n")
            pending.add(first)
            yield number, pending.take()
            number += 1
            for line in others[:-1]:
                yield number, line if len(line) <= limit else _too_long(limit)
                number += 1
            pending.add(others[-1])
    except RecordError as damage:
        yield number, damage
        return
    if pending.size:
        yield number, pending.take()


class _Pending:
    """The line that is still being read."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pieces: list[bytes] = []
        self.size = 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self._limit:
            self._pieces.clear()
        else:
            self._pieces.append(piece)

    def take(self) -> bytes | RecordError:
        line = _too_long(self._limit) if self.size > self._limit else b"".join(self._pieces)
        self._pieces.clear()
        self.size = 0
        return line


def _too_long(limit: int) -> RecordError:
    return RecordError(SkipCode.TOO_LONG, f"more than {limit:,} bytes in one line")
