from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from typing import Any

import pytest
import zstandard

from reuse.config import ReadConfig

Read = Callable[..., Any]

LINES = "".join(json.dumps({"id": str(n), "text": f"article {n} " * 20}) + "\n" for n in range(300))
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "xz": lzma.compress,
    "zst": lambda data: zstandard.ZstdCompressor(write_checksum=True).compress(data),
    "bz2": bz2.compress,
}
formats = pytest.mark.parametrize("suffix", sorted(PACK))


@formats
def test_reads_as_the_plain_file(read: Read, suffix: str) -> None:
    """A compressed file gives what the plain one gives, several streams in a row included."""
    plain = read("a.jsonl", LINES)
    packed = read(f"a.jsonl.{suffix}", PACK[suffix](LINES.encode()))
    cut = len(LINES) // 2
    double = PACK[suffix](LINES[:cut].encode()) + PACK[suffix](LINES[cut:].encode())
    assert packed.texts == plain.texts
    assert read(f"b.jsonl.{suffix}", double).texts == plain.texts
    assert not packed.skips


@formats
def test_truncated_keeps_the_good_prefix_and_says_so(read: Read, suffix: str) -> None:
    """A cut file gives the records before the cut, and a skip that names the line."""
    whole = b"".join(PACK[suffix](line.encode() + b"\n") for line in LINES.splitlines())
    out = read(f"a.jsonl.{suffix}", whole[: len(whole) * 2 // 3])
    assert 100 < len(out.ids) < 300
    assert out.ids == [str(n) for n in range(len(out.ids))]
    assert out.skipped == [(str(len(out.ids) + 1), "TRUNCATED")]


@formats
def test_empty_compressed_file_is_truncated(read: Read, suffix: str) -> None:
    """No bytes at all are no compressed file."""
    assert read(f"a.jsonl.{suffix}", b"").skipped == [("1", "TRUNCATED")]


@formats
def test_flipped_bits_are_reported(read: Read, suffix: str) -> None:
    """Damage anywhere gives CORRUPT or TRUNCATED and no traceback."""
    packed = PACK[suffix](LINES.encode())
    for place in range(10, len(packed), max(1, len(packed) // 40)):
        data = bytearray(packed)
        data[place] ^= 0xFF
        out = read(f"a.jsonl.{suffix}", bytes(data))
        assert out.skips, place
        assert {"CORRUPT", "TRUNCATED", "BOMB"} & {code for _, code in out.skipped}, place


@formats
def test_trailing_junk_is_reported(read: Read, suffix: str) -> None:
    """Bytes behind the end are reported, and everything before them is read."""
    out = read(f"a.jsonl.{suffix}", PACK[suffix](LINES.encode()) + b"trailing junk")
    assert len(out.ids) == 300
    assert out.skipped == [("301", "CORRUPT")]


@pytest.mark.parametrize("suffix", ["gz", "xz"])
def test_zero_padding_is_no_junk(read: Read, suffix: str) -> None:
    """Padding with zeros, as tapes and block devices leave it, is passed over."""
    assert not read(f"a.jsonl.{suffix}", PACK[suffix](LINES.encode()) + b"\0" * 512).skips


@formats
def test_bomb_is_stopped_by_ratio(read: Read, suffix: str) -> None:
    """Past 64 MB a file that unpacks beyond the ratio is given up."""
    bomb = PACK[suffix](b" " * 70_000_000)
    out = read(f"a.jsonl.{suffix}", bomb, ReadConfig(max_ratio=100, max_record_bytes=1000))
    assert out.skipped[-1][1] == "BOMB"
    assert not out.documents


@formats
def test_bomb_is_stopped_by_size(read: Read, suffix: str) -> None:
    """A file beyond the bound on bytes is given up, and what came before is kept."""
    packed = PACK[suffix](LINES.encode() * 40)
    out = read(f"a.jsonl.{suffix}", packed, ReadConfig(max_file_bytes=2_000_000))
    assert out.skipped[-1][1] == "BOMB"
    assert len(out.documents) < 12_000


def test_other_formats_unpack_too(read: Read) -> None:
    """Text, CSV and JSON arrays may be compressed as well."""
    assert read("a.txt.gz", PACK["gz"](b"a text")).texts == ["a text"]
    assert read("a.csv.xz", PACK["xz"](b"id,text\n1,t\n")).texts == ["t"]
    assert read("a.JSON.ZST", PACK["zst"](b'[{"id":"1","text":"t"}]')).texts == ["t"]


def test_truncated_single_document_is_not_handed_out(read: Read) -> None:
    """Half an article is no article."""
    packed = PACK["gz"](LINES.encode())
    out = read("a.txt.gz", packed[:-20])
    assert not out.documents
    assert out.skipped == [("1", "TRUNCATED")]


def test_mislabelled_file_is_corrupt(read: Read) -> None:
    """A plain file under a compressed name is reported."""
    for suffix in sorted(PACK):
        assert read(f"a.jsonl.{suffix}", LINES).skipped == [("1", "CORRUPT")]
