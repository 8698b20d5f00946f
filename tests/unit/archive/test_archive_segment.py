"""Segment files: what is written is read, and what is damaged is noticed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from archive_support import TEXT, article, postings_of, slow_grams
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.archive import GRAM, STRIDE, make_postings
from reuse.archive.segment import Segment, write_segment
from reuse.errors import ArchiveError
from reuse.grouping import shingle_hashes
from reuse.text import tokenise

_NAMES = ("keys", "passages", "owners", "extents", "bounds", "codes")
_DOCUMENTS = [article(number, 30 + 11 * number) for number in range(4)]


def _open(path: Path) -> Segment:
    return Segment(path, write_segment(path, postings_of(_DOCUMENTS)))


@given(st.lists(st.lists(st.integers(0, 30), max_size=120), max_size=6))
@settings(max_examples=60, deadline=None)
def test_postings_are_those_of_a_plain_dictionary(texts: list[list[int]]) -> None:
    """Every key is posted once for each passage in which it begins, and for no other."""
    codes = np.array([code for text in texts for code in text], np.uint32)
    bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    starts = np.arange(len(codes), dtype=np.int32)
    made = make_postings(codes, bounds, starts, starts + 1)
    expected, passage = set(), 0
    for text in texts:
        hashes = shingle_hashes(np.array(text, np.uint32), GRAM).tolist()
        expected |= {(key, passage + at // STRIDE) for at, key in enumerate(hashes)}
        passage += -(-len(text) // STRIDE)
    posted = list(zip(made.keys.tolist(), made.passages.tolist(), strict=True))
    assert posted == sorted(expected)
    assert len(made.owners) == len(made.extents) == passage


def test_passages_cover_their_document_and_lead_back_to_the_text() -> None:
    """The passages of a document follow each other, and their code points hold their tokens."""
    made = postings_of(_DOCUMENTS)
    for number, document in enumerate(_DOCUMENTS):
        rows = made.extents[made.owners == number].tolist()
        tokens = tokenise(document.text, TEXT)
        assert [row[0] for row in rows] == [0, *(row[1] for row in rows[:-1])]
        assert rows[-1][1] == len(tokens)
        for first, last, start, end in rows:
            own = tokenise(document.text[start:end], TEXT)
            assert own.codes.tolist() == tokens.codes[first:last].tolist()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Every array comes back as it was, and nothing is found wrong."""
    postings = postings_of(_DOCUMENTS)
    path = tmp_path / "one.seg"
    segment = Segment(path, write_segment(path, postings))
    for name in _NAMES:
        array, expected = getattr(segment, name), getattr(postings, name)
        assert np.array_equal(array.stretch(0, len(array)), expected)
    assert list(segment.faults()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["one.seg"]


def test_a_lookup_equals_a_plain_dictionary(tmp_path: Path) -> None:
    """Keys that are there, that are not, and that fill several blocks are found where they are."""
    many = [article(7, 400).text] + ["one two three four five six seven"] * 1_500
    documents = [article(number) for number in range(9)]
    codes = [tokenise(text, TEXT).codes for text in [*many, *(d.text for d in documents)]]
    bounds = np.cumsum([0, *map(len, codes)], dtype=np.int64)
    whole = np.concatenate(codes)
    starts = np.arange(len(whole), dtype=np.int32)
    made = make_postings(whole, bounds, starts, starts + 1)
    path = tmp_path / "one.seg"
    segment = Segment(path, write_segment(path, made))
    keys = made.keys.tolist()
    others = {key + 1 for key in keys if key < 2**64 - 1} | {0, 2**64 - 1}
    wanted = np.array(sorted({*keys} | others), np.uint64)
    first, last = segment.find(wanted)
    expected: dict[int, list[int]] = {}
    for at, key in enumerate(keys):
        expected.setdefault(key, []).append(at)
    for key, low, high in zip(wanted.tolist(), first.tolist(), last.tolist(), strict=True):
        assert list(range(low, high)) == expected.get(key, [])


def test_a_segment_without_documents_holds_nothing(tmp_path: Path) -> None:
    """Empty arrays are written and read as any others."""
    path = tmp_path / "none.seg"
    segment = Segment(path, write_segment(path, postings_of([])))
    first, last = segment.find(np.array([3], np.uint64))
    assert first.tolist() == last.tolist() == [0]
    assert list(segment.faults()) == []


def test_every_truncation_is_noticed_at_once(tmp_path: Path) -> None:
    """A file that lost its end, at whatever byte, is refused when it is opened."""
    path = tmp_path / "one.seg"
    written = write_segment(path, postings_of(_DOCUMENTS))
    whole = path.read_bytes()
    for length in reversed(range(len(whole))):
        os.truncate(path, length)
        with pytest.raises(ArchiveError, match=r"one\.seg: (is empty|[\d,]+ bytes, expected)"):
            Segment(path, written)
    path.write_bytes(whole + b"\0")
    with pytest.raises(ArchiveError, match="bytes, expected"):
        Segment(path, written)


@given(st.integers(0, 2**40))
@settings(max_examples=300, deadline=None)
def test_every_flipped_bit_is_noticed_and_none_misleads(drawn: int) -> None:
    """Each is found by a check of the whole; what is read before that is right or an error."""
    truth = postings_of(_DOCUMENTS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "flipped.seg"
        written = write_segment(path, truth)
        whole = bytearray(path.read_bytes())
        at = drawn % (len(whole) * 8)
        whole[at // 8] ^= 1 << at % 8
        path.write_bytes(whole)
        try:
            segment = Segment(path, written)
        except ArchiveError:
            return
        assert len(list(segment.faults())) == 1
        for name in _NAMES:
            array = getattr(segment, name)
            with suppress(ArchiveError):
                assert np.array_equal(array.stretch(0, len(array)), getattr(truth, name))


def test_another_segment_under_the_name_is_refused(tmp_path: Path) -> None:
    """A sound file that is not the one the catalogue names is no answer."""
    path = tmp_path / "one.seg"
    written = write_segment(path, postings_of(_DOCUMENTS))
    changed = [article(number + 50, 30 + 11 * number) for number in range(4)]
    write_segment(path, postings_of(changed))
    with pytest.raises(ArchiveError, match=r"another segment|bytes, expected"):
        Segment(path, written)


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A folder that is not there is an error that names the file."""
    with pytest.raises(ArchiveError, match=r"gone/one\.seg: cannot be written"):
        write_segment(tmp_path / "gone" / "one.seg", postings_of(_DOCUMENTS))


def test_grams_are_those_of_the_text() -> None:
    """The keys of a document are those of its token runs and depend on nothing else."""
    text = _DOCUMENTS[0].text
    keys = set(postings_of([_DOCUMENTS[0]]).keys.tolist())
    runs = slow_grams(text, GRAM)
    assert keys == {int(shingle_hashes(np.array(run, np.uint32), GRAM)[0]) for run in runs}
