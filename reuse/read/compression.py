"""Bytes of a file, unpacked within bounds, with every way they can be damaged told apart.

A compressed file is unpacked by hand, piece by piece, because the ready-made readers differ in
what they hide: a zstd reader returns half a frame without an error, a gzip reader raises errors
that are no `OSError`, and none of them bounds what a bomb unpacks to.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Protocol

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode

PACKINGS = {".gz": "gzip", ".xz": "xz", ".zst": "zstd", ".bz2": "bzip2"}
"""Suffixes of compressed files and the format each stands for."""

_IN = 1 << 16
_OUT = 1 << 20
_BOMB_FLOOR = 64_000_000
_XZ_MEMORY = 1 << 29
_ZSTD_WINDOW = 1 << 27
# One zstd block of four bytes may stand for 128 KiB, so this bounds one step to 64 MiB.
_ZSTD_STEP = 2048
_MAGIC = 6


class _Decoder(Protocol):
    """What `lzma` and `bz2` offer, and what the two adapters below offer for the others."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    """A gzip member, with the interface of `lzma.LZMADecompressor`."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        # A full output may hide more inside the decoder even when all input is taken.
        self.needs_input = not self._inner.unconsumed_tail and len(out) < max_length
        return out


class _Zstd:
    """A zstd frame, fed in steps so small that one step cannot fill the memory."""

    def __init__(self) -> None:
        import zstandard  # noqa: PLC0415  only when such a file is read

        self._inner = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        self._waiting = b""
        self._at = 0

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def needs_input(self) -> bool:
        return self._at >= len(self._waiting)

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data + self._waiting[self._at :]

    def decompress(self, data: bytes, _max_length: int, /) -> bytes:
        if data:
            self._waiting = self._waiting[self._at :] + data
            self._at = 0
        step = self._waiting[self._at : self._at + _ZSTD_STEP]
        self._at += len(step)
        return self._inner.decompress(step)


def _xz() -> _Decoder:
    return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)


_DECODERS: dict[str, Callable[[], _Decoder]] = {
    "gzip": _Gzip,
    "xz": _xz,
    "zstd": _Zstd,
    "bzip2": bz2.BZ2Decompressor,
}
_PADDED = frozenset({"gzip", "xz"})


def file_chunks(stream: BinaryIO, packing: str | None, config: ReadConfig) -> Iterator[bytes]:
    """Bytes of `stream`, unpacked when `packing` names a format of `PACKINGS`.

    Yields:
        Pieces of bounded size, never empty.

    Raises:
        RecordError: TRUNCATED, CORRUPT or BOMB, after everything that could be unpacked before
            it was yielded; UNREADABLE when the file itself cannot be read any further.
    """
    counted = _Counted(stream)
    pieces = _pieces(counted) if packing is None else _unpacked(counted, packing)
    made = 0
    for piece in pieces:
        made += len(piece)
        if made > config.max_file_bytes:
            raise RecordError(
                SkipCode.BOMB, f"more than {config.max_file_bytes:,} bytes; the rest is not read"
            )
        if packing and made > _BOMB_FLOOR and made > config.max_ratio * counted.taken:
            raise RecordError(
                SkipCode.BOMB,
                f"{counted.taken:,} compressed bytes give more than {made:,}, beyond "
                f"{config.max_ratio:,} to 1; the rest is not read",
            )
        yield piece


def whole(chunks: Iterable[bytes], limit: int) -> bytes:
    """All bytes of a file that is one record.

    Raises:
        RecordError: TOO_LONG beyond `limit` bytes, which are never held, and all that
            `file_chunks` raises.
    """
    pieces: list[bytes] = []
    size = 0
    for piece in chunks:
        size += len(piece)
        if size > limit:
            raise RecordError(SkipCode.TOO_LONG, f"more than {limit:,} bytes")
        pieces.append(piece)
    return b"".join(pieces)


class _Counted:
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def read(self) -> bytes:
        try:
            data = self._stream.read(_IN)
        except OSError as error:
            raise RecordError(SkipCode.UNREADABLE, f"read failed: {error.strerror}") from None
        self.taken += len(data)
        return data


def _pieces(stream: _Counted) -> Iterator[bytes]:
    while data := stream.read():
        yield data


def _unpacked(stream: _Counted, packing: str) -> Iterator[bytes]:
    data = stream.read()
    if not data:
        raise RecordError(SkipCode.TRUNCATED, f"empty; expected {packing} data")
    while data:
        decoder = _DECODERS[packing]()
        yield from _one_stream(decoder, data, stream, packing)
        data = _after(decoder.unused_data, stream, packing)


def _one_stream(decoder: _Decoder, data: bytes, stream: _Counted, packing: str) -> Iterator[bytes]:
    while True:
        out = _step(decoder, data, packing)
        if out:
            yield out
        if decoder.eof:
            return
        data = b""
        if decoder.needs_input:
            data = stream.read()
            if not data:
                raise RecordError(
                    SkipCode.TRUNCATED, f"the {packing} data ends before its end mark"
                )


def _step(decoder: _Decoder, data: bytes, packing: str) -> bytes:
    # EOFError and ValueError are what the decoders raise in rarer states; OSError is bzip2's.
    damage: tuple[type[Exception], ...] = (
        zlib.error,
        lzma.LZMAError,
        OSError,
        EOFError,
        ValueError,
        MemoryError,
    )
    if packing == "zstd":
        import zstandard  # noqa: PLC0415  only when such a file is read

        damage = (*damage, zstandard.ZstdError)
    try:
        return decoder.decompress(data, _OUT)
    except damage as error:
        raise RecordError(SkipCode.CORRUPT, f"damaged {packing} data ({error})") from None


def _after(rest: bytes, stream: _Counted, packing: str) -> bytes:
    """What follows a finished stream: the start of the next one, or nothing."""
    while True:
        if packing in _PADDED:
            rest = rest.lstrip(b"\0")
        if len(rest) >= _MAGIC:
            break
        more = stream.read()
        if not more:
            break
        rest += more
    if rest and not _starts(rest, packing):
        raise RecordError(SkipCode.CORRUPT, f"junk after the end of the {packing} data")
    return rest


def _starts(data: bytes, packing: str) -> bool:
    if packing == "zstd":
        skippable = data[1:4] == b"\x2a\x4d\x18" and 0x50 <= data[0] <= 0x5F
        return skippable or data.startswith(b"\x28\xb5\x2f\xfd")
    magics = {"gzip": b"\x1f\x8b", "xz": b"\xfd7zXZ\0", "bzip2": b"BZh"}
    return data.startswith(magics[packing])
