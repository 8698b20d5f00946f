from __future__ import annotations

import bz2
import gzip
import json
import lzma
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.config import ReadConfig
from reuse.model.document import Document
from reuse.model.skip import Notice, Skip
from reuse.read import read_paths
from reuse.read.compression import file_chunks
from reuse.read.files import KINDS
from reuse.read.jsonl import read_jsonl
from reuse.read.lines import split_lines
from reuse.read.records import Item

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
records = st.fixed_dictionaries(
    {"id": texts.filter(bool), "text": texts},
    optional={"outlet": st.none() | texts, "title": texts, "more": values},
)


def read(name: str, data: bytes) -> list[Item]:
    """What reading a file of that name gives."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return list(read_paths([path]))


@given(st.lists(records), st.booleans())
def test_json_lines_give_back_every_text(given_records: list[dict[str, str]], escape: bool) -> None:  # noqa: FBT001
    """Whatever records are written as JSON Lines are read with the same ids and texts."""
    data = "".join(json.dumps(r, ensure_ascii=escape) + "\n" for r in given_records).encode()
    found = list(read_jsonl([data], "a", ReadConfig()))
    assert [(d.id, d.text) for d in found if isinstance(d, Document)] == [
        (r["id"], r["text"]) for r in given_records
    ]
    assert len(found) == len(given_records)


@given(st.binary(), st.integers(1, 40), st.lists(st.integers(1, 9)))
def test_lines_are_those_of_a_plain_split(data: bytes, limit: int, cuts: list[int]) -> None:
    """However the bytes are cut, lines equal those of `bytes.split`, too long ones marked."""
    chunks, at = [], 0
    for cut in cuts:
        chunks.append(data[at : at + cut])
        at += cut
    chunks.append(data[at:])
    expected = data.split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    found = list(split_lines([c for c in chunks if c], limit))
    assert [number for number, _ in found] == list(range(1, len(expected) + 1))
    for (_, line), plain in zip(found, expected, strict=True):
        assert (line == plain) if len(plain) <= limit else not isinstance(line, bytes)


STARTS = (
    b"", b"\xef\xbb\xbf", b"\xff\xfe", b"id,text\n", b'{"id":"', b'[{"id":"a"', b"<html>",
    b"<?xml version='1.0'?>", b"<rss><channel><item>", b"PAR1", b"BZh9", b"\x1f\x8b\x08",
    b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd",
)  # fmt: skip


@pytest.mark.parametrize(
    "suffix", [*sorted(KINDS), ".jsonl.gz", ".jsonl.xz", ".jsonl.zst", ".csv.bz2"]
)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_garbage_never_raises(suffix: str, data: st.DataObject) -> None:
    """Any bytes under any name give documents, skips and notices and nothing else."""
    body = data.draw(st.sampled_from(STARTS)) + data.draw(st.binary() | texts.map(str.encode))
    items = read(f"a{suffix}", body)
    assert all(isinstance(item, Document | Skip | Notice) for item in items)
    for item in items:
        if isinstance(item, Skip | Notice):
            assert item.reason.isprintable()
    sound = [item.origin for item in items if not isinstance(item, Notice)]
    assert len(sound) == len(set(sound))


@given(
    st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line and line.strip(b" \t\r")))
)
def test_every_line_is_counted_once(lines: list[bytes]) -> None:
    """Of JSON Lines every line that is not blank is a document or a skip."""
    found = list(read_jsonl([b"\n".join(lines)], "a", ReadConfig()))
    counted = [item for item in found if not isinstance(item, Notice)]
    bare = [line.removeprefix(b"\xef\xbb\xbf") for line in lines[:1]] + lines[1:]
    numbers = [number for number, line in enumerate(bare, 1) if line.strip(b" \t\r")]
    assert [item.origin for item in counted] == [f"a:{number}" for number in numbers]


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "bzip2": bz2.compress,
}
CHANCE = random.Random(7)  # noqa: S311  test data
LINES = [
    json.dumps({"id": str(n), "text": "".join(CHANCE.choices("abcdefgh ", k=200))})
    for n in range(60)
]


class Bytes:
    """A stream over bytes that hands them out in small pieces."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size = data, size

    def read(self, _size: int = -1) -> bytes:
        """The next piece."""
        piece, self._data = self._data[: self._size], self._data[self._size :]
        return piece


@pytest.mark.parametrize("packing", sorted(PACK))
def test_truncation_anywhere_keeps_a_true_prefix(packing: str) -> None:
    """Cut at every few bytes, a file gives some first records unchanged, and then one skip."""
    half = len(LINES) // 2
    packed = b"".join(
        PACK[packing]("".join(f"{line}\n" for line in part).encode())
        for part in (LINES[:half], LINES[half:])
    )
    whole = [(str(n), json.loads(line)["text"]) for n, line in enumerate(LINES)]
    for cut in range(0, len(packed), 13):
        chunks = file_chunks(Bytes(packed[:cut], 997), packing, ReadConfig())  # type: ignore[arg-type]
        items = list(read_jsonl(chunks, "a", ReadConfig()))
        found = [(d.id, d.text) for d in items if isinstance(d, Document)]
        assert found == whole[: len(found)]
        skips = [item for item in items if isinstance(item, Skip)]
        if len(skips) == 0:
            assert len(found) == half  # cut exactly between the two streams
        else:
            assert [(s.origin, s.code.value) for s in skips] in (
                [(f"a:{len(found) + 1}", "TRUNCATED")],
                [(f"a:{len(found) + 1}", "CORRUPT")],
            )


@pytest.mark.parametrize("packing", sorted(PACK))
@given(st.binary(max_size=3000), st.integers(1, 500))
@settings(max_examples=40, deadline=None)
def test_unpacking_gives_back_the_bytes(packing: str, data: bytes, size: int) -> None:
    """However the compressed bytes arrive, what was packed comes out."""
    stream = Bytes(PACK[packing](data), size)
    assert b"".join(file_chunks(stream, packing, ReadConfig())) == data  # type: ignore[arg-type]
