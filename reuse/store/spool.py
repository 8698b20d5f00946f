"""Bytes that are kept in memory while they are few, and in a temporary file beyond."""

from __future__ import annotations

import os
import tempfile
import threading
from typing import Any, BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.errors import StoreError

T = TypeVar("T", bound="np.generic[Any]")

# What is written to the file at once.
_PIECE = 1 << 22


class Spool:
    """A growing row of bytes.

    The temporary file has no name (or loses it at once), so that nothing is left of it
    however the program ends. Pieces may be read from several threads.
    """

    __slots__ = ("_budget", "_file", "_held", "_lock", "_written", "size")

    def __init__(self, budget: int) -> None:
        """Keep up to `budget` bytes in memory."""
        self._budget = budget
        self._file: BinaryIO | None = None
        self._held = bytearray()
        """All bytes, or with a file those that are not written yet."""
        self._written = 0
        self._lock = threading.Lock()
        self.size = 0
        """Bytes held."""

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def append(self, data: bytes | memoryview) -> int:
        """Add `data`; returns where it begins.

        Raises:
            StoreError: there is no room on the disk.
        """
        start = self.size
        self._held += data
        self.size = self._written + len(self._held)
        if len(self._held) > (self._budget if self._file is None else _PIECE):
            self._write()
        return start

    def read(self, start: int, size: int) -> bytes:
        """The bytes ``[start, start + size)``.

        Raises:
            StoreError: the file cannot be read.
        """
        with self._lock:
            if self._file is not None and start < self._written < start + size:
                self._write()
            if start >= self._written:
                at = start - self._written
                return bytes(memoryview(self._held)[at : at + size])
            return self._read_file(start, size)

    def stretch(self, kind: type[T], start: int, count: int) -> NDArray[T]:
        """`count` numbers that begin at byte `start`, as an array of its own.

        Raises:
            StoreError: the file cannot be read.
        """
        # Writable, as `array` is.
        size = count * np.dtype(kind).itemsize
        return np.frombuffer(bytearray(self.read(start, size)), kind)

    def array(self, kind: type[T]) -> NDArray[T]:
        """All bytes as a one-dimensional array; nothing can be appended any more.

        Raises:
            StoreError: there is no room on the disk, or for the file in the address space.
        """
        if not self.size:
            return np.zeros(0, kind)
        if self._file is None:
            return np.frombuffer(self._held, kind)
        self._write()
        # Writable, because compiled loops would be compiled again for arrays that are not.
        try:
            mapped = np.memmap(self._file, kind, "r+")
        except OSError as error:
            raise _fault(error) from None
        return mapped.view(np.ndarray)

    def _write(self) -> None:
        try:
            if self._file is None:
                self._file = _unnamed()
            self._file.seek(0, os.SEEK_END)
            rest = memoryview(self._held)
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise _fault(error) from None
        self._written += len(self._held)
        self._held = bytearray()

    def _read_file(self, start: int, size: int) -> bytes:
        file, pieces = self._file, []
        try:
            if file is not None:
                file.seek(start)
                while size and (piece := file.read(size)):
                    pieces.append(piece)
                    size -= len(piece)
        except OSError as error:
            raise _fault(error) from None
        if size:
            raise StoreError("temporary file: ends too early")
        return b"".join(pieces)


def _unnamed() -> BinaryIO:
    # Not buffered: a buffer would read much more than the piece that is asked for.
    return tempfile.TemporaryFile(buffering=0)


def _fault(error: OSError) -> StoreError:
    try:
        where = f"temporary file in {tempfile.gettempdir()}"
    except OSError:
        # None of the usual folders can be written to, which is what `error` says.
        where = "temporary file"
    return StoreError(
        f"{where}: {error.strerror or error}; set TMPDIR to a "
        "folder with more room, or --memory to more"
    )
