"""Purged documents answer no more, and compaction leaves nothing of them on the disk."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import zstandard
from archive_support import add, article, held, postings_of, tokens_of
from hypothesis import given
from hypothesis import strategies as st

from reuse.archive import Duplicates, Holdings, look_up, make_postings, merging, verify, writing
from reuse.archive.postings import joined
from reuse.archive.rows import SegmentRow
from reuse.errors import ArchiveError
from reuse.grouping import shingle_hashes
from reuse.model.document import Document


def _purge(folder: Path, *ids: str) -> tuple[int, tuple[str, ...]]:
    with writing(folder) as writer:
        return writer.purge(ids)


def _compact(folder: Path) -> int:
    with writing(folder) as writer:
        return writer.compact()


def _found(holdings: Holdings, text: str) -> set[int]:
    return {*look_up(holdings, *tokens_of([text]), 50).documents.tolist()}


def _unpacked(data: bytes) -> bytes:
    """Every compressed text that begins anywhere in some bytes."""
    magic, out, at = b"\x28\xb5\x2f\xfd", b"", data.find(b"\x28\xb5\x2f\xfd")
    while at >= 0:
        with suppress(zstandard.ZstdError):
            out += zstandard.ZstdDecompressor().decompressobj().decompress(data[at:])
        at = data.find(magic, at + 1)
    return out


def _traces(folder: Path, document: Document) -> list[str]:
    """Files that hold a part of a document's text, its id or its words' keys."""
    made = postings_of([document])
    rows = [made.codes[at : at + 3].tobytes() for at in range(0, len(made.codes) - 3, 3)]
    rows += [document.text[at : at + 16].encode() for at in range(0, 200, 16)]
    rows += [key.tobytes() for key in made.keys[::3]] + [document.id.encode()]
    out = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes()
        whole = data + _unpacked(data)
        out += [f"{path.name}: {row!r}" for row in rows if row in whole]
    return out


def _secret(number: int) -> Document:
    """An article that shares no three words with any other."""
    words = " ".join(f"geheim{number}x{at}" for at in range(300))
    return Document(id=f"secret-id-{number:04d}", text=f"{words}.", outlet="Verborgen")


def test_purged_documents_answer_no_more_at_once(tmp_path: Path) -> None:
    """New readers do not find them, and those that were open get no answer from them."""
    documents = [article(number) for number in range(6)]
    add(tmp_path / "a", documents[:3])
    add(tmp_path / "a", documents[3:])
    with Holdings(tmp_path / "a") as before:
        assert _purge(tmp_path / "a", "a1", "a4", "x", "x") == (2, ("x",))
        found = sorted(_found(before, documents[1].text))
        assert 1 in found
        assert 1 not in before.rows(found)
        assert 1 not in before.texts(found)
    assert sorted(held(tmp_path / "a")) == ["a0", "a2", "a3", "a5"]
    with Holdings(tmp_path / "a") as after:
        assert 1 not in _found(after, documents[1].text)
        assert (after.stats().documents, after.stats().purged) == (4, 2)
    assert list(verify(tmp_path / "a")) == []


def test_all_versions_of_a_document_go(tmp_path: Path) -> None:
    """Earlier ones keep an id and fields, and are purged with the one that stands."""
    for number in range(3):
        other = Document(id="a1", text=article(40 + number).text)
        add(tmp_path / "a", [other, article(number + 10)], Duplicates.REPLACE)
    assert _purge(tmp_path / "a", "a1") == (1, ())
    with Holdings(tmp_path / "a") as holdings:
        assert (holdings.stats().purged, holdings.stats().superseded) == (3, 0)
    assert list(verify(tmp_path / "a")) == []
    add(tmp_path / "a", [article(1)])
    assert held(tmp_path / "a")["a1"] == article(1).text
    assert _compact(tmp_path / "a") == 3
    assert held(tmp_path / "a")["a1"] == article(1).text


def test_compaction_leaves_no_byte(tmp_path: Path) -> None:
    """Neither text nor id nor key of what was purged or replaced is in any file, raw or packed."""
    folder = tmp_path / "a"
    secrets = [_secret(number) for number in range(4)]
    add(folder, [article(1), secrets[0], secrets[1], article(2)])
    add(folder, [secrets[2]])
    add(folder, [article(3), secrets[3]])
    newer = Document(id=secrets[3].id, text=article(9).text)
    assert all(_traces(folder, each) for each in secrets)
    add(folder, [newer], Duplicates.REPLACE)
    _purge(folder, *(each.id for each in secrets[:3]))
    assert _compact(folder) == 4
    for each in secrets[:3]:
        assert _traces(folder, each) == []
    # The replaced one's id stands for its new version.
    assert all("secret-id-0003" in trace for trace in _traces(folder, secrets[3]))
    assert sorted(held(folder)) == ["a1", "a2", "a3", secrets[3].id]
    assert list(verify(folder)) == []


def test_purging_alone_leaves_no_text(tmp_path: Path) -> None:
    """What SQLite frees is overwritten before anything is compacted."""
    add(tmp_path / "a", [article(1), _secret(1), article(2)])
    _purge(tmp_path / "a", _secret(1).id)
    data = (tmp_path / "a" / "catalogue.sqlite").read_bytes()
    assert b"secret-id" not in data
    assert b"geheim" not in data + _unpacked(data)


def test_compaction_changes_no_answer(tmp_path: Path) -> None:
    """Many segments become one with the same documents under the same numbers."""
    documents = [article(number) for number in range(12)]
    for number in range(0, 12, 3):
        size = 30 if number < 9 else 4_000
        more = [article(200 + number, size)]
        add(tmp_path / "a", documents[number : number + 3] + more)
    _purge(tmp_path / "a", "a4", "a206")
    text = " ".join(document.text for document in documents)
    with Holdings(tmp_path / "a") as before:
        expected = held(tmp_path / "a"), _found(before, text)
        assert _compact(tmp_path / "a") == 2
        assert list(verify(tmp_path / "a")) == []
        with Holdings(tmp_path / "a") as after:
            assert (held(tmp_path / "a"), _found(after, text)) == expected
            assert after.stats().segments == 1
            codes = [after.codes(number).tolist() for number in sorted(expected[1])]
        # Their files are gone, but not for those that hold them open.
        assert _found(before, text) == expected[1]
        assert [before.codes(number).tolist() for number in sorted(expected[1])] == codes


def test_an_open_reader_never_takes_one_document_for_another(tmp_path: Path) -> None:
    """Numbers are given once: after all was purged and compacted new documents have new ones."""
    add(tmp_path / "a", [article(1), article(2)])
    with Holdings(tmp_path / "a") as before:
        found = sorted(_found(before, article(1).text))
        _purge(tmp_path / "a", "a1", "a2")
        assert _compact(tmp_path / "a") == 2
        assert [*(tmp_path / "a" / "segments").iterdir()] == []
        assert list(verify(tmp_path / "a")) == []
        add(tmp_path / "a", [article(3), article(4)])
        assert (before.rows(found), before.texts(found)) == ({}, {})
    with Holdings(tmp_path / "a") as after:
        assert sorted(after.rows([2, 3])) == [2, 3]


def test_damage_is_not_written_anew(tmp_path: Path) -> None:
    """A damaged segment stops compaction and stays to be found; adding goes on beside it."""
    for number, words in enumerate((800, 300, 100)):
        add(tmp_path / "a", [article(number, words)])
    path = min((tmp_path / "a" / "segments").iterdir())
    whole = bytearray(path.read_bytes())
    whole[-100] ^= 1
    path.write_bytes(whole)
    with pytest.raises(ArchiveError, match="damaged"):
        _compact(tmp_path / "a")
    add(tmp_path / "a", [article(3, 900)])
    assert len([*(tmp_path / "a" / "segments").iterdir()]) == 4
    assert any(str(path) in fault for fault in verify(tmp_path / "a"))


def test_a_small_add_every_day_leaves_few_segments(tmp_path: Path) -> None:
    """Thirty adds of one article are found in a handful of segments, with nothing lost."""
    for number in range(30):
        add(tmp_path / "a", [article(number)])
    with Holdings(tmp_path / "a") as holdings:
        assert holdings.stats().segments <= 6
    assert sorted(held(tmp_path / "a")) == sorted(f"a{number}" for number in range(30))
    assert list(verify(tmp_path / "a")) == []


@given(st.lists(st.integers(1, 400), max_size=200))
def test_the_tail_is_merged_seldom_and_stays_short(added: list[int]) -> None:
    """No posting is written anew more than a few times, and few segments are left."""
    sizes: list[int] = []
    written = 0
    for size in added:
        count = merging.tail(sizes, size)
        merged = size + sum(sizes[len(sizes) - count :])
        sizes = [*sizes[: len(sizes) - count], merged]
        written += merged
    growth = np.log(max(2, sum(added))) / np.log(merging.GROWTH)
    assert written <= sum(added) * (growth + 2)
    assert len(sizes) <= merging.GROWTH * (growth + 2)


def test_adding_never_writes_anew_more_than_its_bound() -> None:
    """However large the archive: what is larger than the bound is left as it is."""
    large = [merging.MOST_ADDING] * 50
    assert merging.tail(large, 1_000) == 0
    assert merging.tail([*large, 1_000, 1_000, 1_000], 1_000) == 3


def test_compaction_leaves_large_segments_alone() -> None:
    """Those that hold nothing dead and cannot be joined within the bound are not written anew."""

    def row(postings: int) -> SegmentRow:
        return SegmentRow(
            name="x", digest=b"", size=1, first=0, documents=1, passages=1, postings=postings,
            tokens=1,
        )  # fmt: skip

    most = merging.MOST
    rows = [row(most), row(most - 10), row(5), row(6), row(most), row(most)]
    assert merging.groups(rows, [0] * 6) == [(1, 3)]
    assert merging.groups(rows, [0, 0, 0, 0, 3, 0]) == [(1, 3), (4, 5)]
    assert merging.groups([], []) == []


def test_joined_postings_are_those_of_one_batch() -> None:
    """Parts put together, with some documents left out, equal what one batch would have made."""
    documents = [article(number, 40 + 9 * number) for number in range(7)]
    one, other = postings_of(documents[:4]), postings_of(documents[4:])
    wanted = np.array([True, False, True, True]), np.array([True, True, False])
    made = joined([(one, wanted[0]), (other, wanted[1])])
    expected = postings_of([documents[at] for at in (0, 2, 3, 4, 5)])
    for name in ("keys", "passages", "owners", "extents", "bounds", "codes", "words",
                 "word_counts", "couples", "couple_counts"):  # fmt: skip
        assert np.array_equal(getattr(made, name), getattr(expected, name)), name
    assert made.numbers.tolist() == [0, 2, 3, 0, 1]


@given(st.lists(st.lists(st.integers(0, 5), max_size=30), max_size=5))
def test_counts_are_those_of_a_plain_dictionary(texts: list[list[int]]) -> None:
    """Documents and places of each word, documents of each two words in a row."""
    codes = np.array([code for text in texts for code in text], np.uint32)
    bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    starts = np.arange(len(codes), dtype=np.int32)
    made = make_postings(codes, bounds, starts, starts + 1)
    words = {
        code: [sum(code in text for text in texts), sum(text.count(code) for text in texts)]
        for text in texts
        for code in text
    }
    assert made.words.tolist() == sorted(words)
    assert dict(zip(made.words.tolist(), made.word_counts.tolist(), strict=True)) == words
    couples: dict[int, set[int]] = {}
    for number, text in enumerate(texts):
        for key in shingle_hashes(np.array(text, np.uint32), 2).tolist():
            couples.setdefault(key, set()).add(number)
    assert made.couples.tolist() == sorted(couples)
    assert made.couple_counts.tolist() == [len(couples[key]) for key in sorted(couples)]
