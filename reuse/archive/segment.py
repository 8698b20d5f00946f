"""One file of sorted keys and passages: written once, mapped, checked as it is read.

A page of header, then the arrays, each at a multiple of 64 bytes. The header holds the length
of the file, place, shape and BLAKE2b digest of each array, and a digest of itself.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.archive.checked import Checked, loop_over
from reuse.archive.durable import refusal, write_durably
from reuse.archive.postings import Postings
from reuse.archive.searching import find_keys
from reuse.archive.summing import block_sums
from reuse.errors import ArchiveError

T = TypeVar("T", bound=NamedTuple)

MAGIC = b"reusescan-seg\r\n\x1a"
VERSION = 1
_PAGE, _ALIGN, _DIGEST = 4_096, 64, 32
_HEAD = struct.Struct("<16sIIQ")
_ENTRY = struct.Struct("<16sQQ32s")
# Name, type and columns of each array; those of the second group are small.
_LARGE = (
    ("keys", np.uint64, 1),
    ("passages", np.uint32, 1),
    ("owners", np.uint32, 1),
    ("extents", np.uint32, 4),
    ("bounds", np.uint64, 1),
    ("codes", np.uint32, 1),
    ("words", np.uint32, 1),
    ("word_counts", np.uint32, 2),
    ("couples", np.uint64, 1),
    ("couple_counts", np.uint32, 1),
    ("numbers", np.uint64, 1),
    ("sites", np.uint64, 1),
    ("outlets", np.uint64, 1),
)
_SMALL = tuple((f"~{name}", np.uint32, 1) for name, _, _ in _LARGE)
_ARRAYS: tuple[tuple[str, type[Any], int], ...] = (*_LARGE, *_SMALL)
_KINDS = {name: (kind, columns) for name, kind, columns in _ARRAYS}


class _Place(NamedTuple):
    offset: int
    size: int
    """Bytes."""
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the catalogue keeps of a segment."""

    digest: bytes
    """Of the header, which holds those of all arrays."""
    size: int
    """Bytes of the file."""


def write_segment(path: Path, postings: Postings) -> Written:
    """Write a segment, whole and on the disk when this returns.

    Raises:
        ArchiveError: it cannot be written.
    """
    arrays: list[NDArray[Any]] = [getattr(postings, name) for name, _, _ in _LARGE]
    arrays = [np.ascontiguousarray(array) for array in arrays]
    arrays += [block_sums(array) for array in arrays[: len(_LARGE)]]
    places, offset = [], _PAGE
    for array in arrays:
        places.append(_Place(offset, array.nbytes, _digest(_bytes(array))))
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    header = _header(places, offset)
    write_durably(path, _chunks(header, arrays))
    return Written(digest=header[-_DIGEST:], size=offset)


def _header(places: list[_Place], size: int) -> bytes:
    head = _HEAD.pack(MAGIC, VERSION, len(places), size)
    entries = b"".join(
        _ENTRY.pack(name.encode(), *place)
        for (name, _, _), place in zip(_ARRAYS, places, strict=True)
    )
    page = (head + entries).ljust(_PAGE - _DIGEST, b"\0")
    return page + _digest(memoryview(page))


def _chunks(header: bytes, arrays: list[NDArray[Any]]) -> Iterator[bytes | memoryview]:
    yield header
    for array in arrays:
        yield _bytes(array)
        yield bytes(-array.nbytes % _ALIGN)


def _bytes(array: NDArray[Any]) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def _digest(data: memoryview) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


class Segment:
    """An open segment."""

    __slots__ = ("_places", "bounds", "codes", "couple_counts", "couples", "digest", "extents",
                 "keys", "numbers", "outlets", "owners", "passages", "path", "sites", "view",
                 "word_counts", "words")  # fmt: skip

    path: Path
    view: NDArray[np.uint8]
    """The whole file."""
    digest: bytes
    keys: Checked[np.uint64]
    passages: Checked[np.uint32]
    owners: Checked[np.uint32]
    extents: Checked[np.uint32]
    bounds: Checked[np.uint64]
    codes: Checked[np.uint32]
    words: Checked[np.uint32]
    word_counts: Checked[np.uint32]
    couples: Checked[np.uint64]
    couple_counts: Checked[np.uint32]
    numbers: Checked[np.uint64]
    sites: Checked[np.uint64]
    outlets: Checked[np.uint64]

    def __init__(self, path: Path, expected: Written) -> None:
        """Map a file and check its header and the sums of its blocks.

        Args:
            path: the file.
            expected: what the catalogue keeps of it.

        Raises:
            ArchiveError: it cannot be read, is damaged, or is not what the catalogue names.
        """
        self.path = path
        self.view = _mapped(path)
        self.digest = _checked_header(path, self.view, expected)
        self._places = _places(path, self.view)
        sums = {}
        for name, _, _ in _SMALL:
            found = _digest(self.raw(name).data)
            if found != self._places[name].digest:
                raise _damage(path, f"digest of '{name}'", found, self._places[name].digest)
            sums[name] = self.array(name)
        for name, _, _ in _LARGE:
            setattr(self, name, Checked(self.array(name), sums[f"~{name}"], path, name))

    def raw(self, name: str) -> NDArray[np.uint8]:
        """The bytes of an array, not checked."""
        place = self._places[name]
        return self.view[place.offset : place.offset + place.size]

    def array(self, name: str) -> NDArray[Any]:
        """An array, not checked."""
        kind, columns = _KINDS[name]
        flat: NDArray[Any] = self.raw(name).view(kind)
        return flat if columns == 1 else flat.reshape(-1, columns)

    @contextmanager
    def laid_open(self, kind: type[T]) -> Iterator[tuple[T, tuple[NDArray[np.bool_], ...]]]:
        """Some arrays for a loop, and marks for the blocks of each that it used.

        What is marked is checked at the end.

        Args:
            kind: a tuple with the names of arrays.

        Raises:
            ArchiveError: a marked block is damaged.
        """
        arrays: list[Checked[Any]] = [getattr(self, name) for name in kind._fields]
        with loop_over(*arrays) as used:
            yield kind._make(array.unchecked for array in arrays), used

    def whole(self) -> Postings:
        """All that it holds, every bit checked.

        Raises:
            ArchiveError: it is damaged.
        """
        for fault in self.faults():
            raise ArchiveError(fault)
        return Postings(**{each.name: self.array(each.name) for each in fields(Postings)})

    def local(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Places in the segment of some documents that it holds, by their numbers; shape (k,).

        Raises:
            ArchiveError: what was read is damaged.
        """
        return self.numbers.place(numbers.astype(np.uint64), "left")

    def find(self, wanted: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First and end posting of each wanted key, both of shape (k,).

        Args:
            wanted: rising, shape (k,).

        Raises:
            ArchiveError: what was read is damaged.
        """
        first = np.zeros(len(wanted), np.int64)
        if not len(self.keys):
            return first, first
        if find_keys.at_hand:
            return self._find_compiled(wanted)
        first = self.keys.place(wanted, "left")
        last = first.copy()
        there = np.flatnonzero(first < len(self.keys))
        there = there[self.keys.at(first[there]) == wanted[there]]
        last[there] = self.keys.place(wanted[there], "right")
        return first, last

    def _find_compiled(
        self, wanted: NDArray[np.uint64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        first, last = np.empty((2, len(wanted)), np.int64)
        with loop_over(self.keys) as (used,):
            sound = find_keys.native(self.keys.unchecked, wanted, first, last, used)
        if not sound:
            # One of all the blocks is damaged, and says so.
            self.keys.check_all()
        return first, last

    def faults(self) -> Iterator[str]:
        """What is wrong with the arrays; the header was checked when the segment was opened."""
        for name, _, _ in _ARRAYS:
            expected = self._places[name].digest
            found = _digest(self.raw(name).data)
            if found != expected:
                yield str(_damage(self.path, f"digest of '{name}'", found, expected))
                return
        places = [self._places[name] for name, _, _ in _ARRAYS]
        edges = [*(place.offset for place in places[1:]), len(self.view)]
        for place, edge in zip(places, edges, strict=True):
            if self.view[place.offset + place.size : edge].any():
                yield f"{self.path}: damaged: bytes between arrays are not 0"
                return
        # Every bit is as it was written: what follows would be a fault of the writer.
        yield from _contradictions(self)


def _mapped(path: Path) -> NDArray[np.uint8]:
    try:
        with path.open("rb") as file:
            # An empty file cannot be mapped; too short it is in any case.
            return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)
    except OSError as error:
        raise refusal(path, "read", error) from None
    except ValueError:
        raise ArchiveError(f"{path}: is empty, expected a segment") from None


def _checked_header(path: Path, view: NDArray[np.uint8], expected: Written) -> bytes:
    if len(view) != expected.size:
        raise ArchiveError(f"{path}: {len(view):,} bytes, expected {expected.size:,}")
    page = view[:_PAGE].tobytes()
    found = _digest(memoryview(page)[:-_DIGEST])
    if found != page[-_DIGEST:]:
        raise _damage(path, "digest of the header", found, page[-_DIGEST:])
    if found != expected.digest:
        raise _damage(path, "another segment: digest", found, expected.digest)
    magic, version, count, size = _HEAD.unpack_from(page)
    if (magic, version, count, size) != (MAGIC.ljust(16, b"\0"), VERSION, len(_ARRAYS), len(view)):
        raise ArchiveError(f"{path}: segment of version {version}, expected {VERSION}")
    return found


def _places(path: Path, view: NDArray[np.uint8]) -> dict[str, _Place]:
    page, places = view[:_PAGE].tobytes(), {}
    for number, (name, kind, columns) in enumerate(_ARRAYS):
        written, offset, size, digest = _ENTRY.unpack_from(page, _HEAD.size + number * _ENTRY.size)
        width = np.dtype(kind).itemsize * columns
        if written.rstrip(b"\0") != name.encode() or size % width or offset + size > len(view):
            raise ArchiveError(f"{path}: array {number} is no '{name}' that fits into the file")
        places[name] = _Place(offset, size, digest)
    return places


def _contradictions(segment: Segment) -> Iterator[str]:
    """Arrays that do not fit together."""
    arrays = {name: segment.array(name) for name, _, _ in _LARGE}
    keys, passages, bounds = arrays["keys"], arrays["passages"], arrays["bounds"]
    count, documents = len(arrays["owners"]), len(bounds) - 1
    checks = {
        "postings without a passage each": len(keys) == len(passages),
        "extents without an owner each": len(arrays["extents"]) == count,
        "keys that do not rise": bool((keys[1:] >= keys[:-1]).all()),
        "postings of passages that are not there": int(passages.max(initial=0)) < max(1, count),
        "passages of documents that are not there": int(arrays["owners"].max(initial=0))
        < max(1, documents),
        "bounds that do not rise to the number of tokens": documents >= 0
        and bool((bounds[1:] >= bounds[:-1]).all())
        and int(bounds[-1]) == len(arrays["codes"]),
        "words without counts": len(arrays["words"]) == len(arrays["word_counts"])
        and len(arrays["couples"]) == len(arrays["couple_counts"]),
        "documents without a number that rises, or a site": len(arrays["numbers"]) == documents
        and len(arrays["sites"]) == len(arrays["outlets"]) == documents
        and bool((arrays["numbers"][1:] > arrays["numbers"][:-1]).all()),
        "extents that are empty": bool((arrays["extents"][:, 0] < arrays["extents"][:, 1]).all()),
    }
    yield from (f"{segment.path}: {what}" for what, holds in checks.items() if not holds)


def _damage(path: Path, what: str, found: bytes, expected: bytes) -> ArchiveError:
    return ArchiveError(
        f"{path}: damaged: {what} {found.hex()[:16]}, expected {expected.hex()[:16]}"
    )
