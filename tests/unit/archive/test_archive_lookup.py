"""Which passages of an archive are looked at for a text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from archive_support import add, article, slices, slow_grams, tokens_of
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.archive import GRAM, STRIDE, Duplicates, Holdings, look_up
from reuse.archive.lookup import _chosen
from reuse.errors import ArchiveError
from reuse.model.document import Document


def _found(folder: Path, text: str, rare: int = 50) -> set[tuple[int, int, int]]:
    codes, bounds = tokens_of([text])
    with Holdings(folder) as holdings:
        hits = look_up(holdings, codes, bounds, rare)
    columns = hits.places.tolist(), hits.documents.tolist(), hits.tokens.tolist()
    return set(zip(*columns, strict=True))


def _expected(documents: list[Document], text: str) -> set[tuple[int, int, int]]:
    """Every place of the text and passage of a document that hold one run of tokens."""
    out = set()
    asked = slow_grams(text, GRAM)
    for number, document in enumerate(documents):
        for at, run in enumerate(slow_grams(document.text, GRAM)):
            for place, wanted in enumerate(asked):
                if run == wanted:
                    out.add((place, number, at // STRIDE * STRIDE))
    return out


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize("batches", [1, 2, 7])
def test_hits_are_those_of_a_plain_comparison(batches: int, tmp_path: Path) -> None:
    """What shares a run of tokens is found, however many segments hold the documents."""
    documents = [article(number) for number in range(14)]
    for first in range(batches):
        add(tmp_path / "a", documents[first::batches])
    stored = [document for first in range(batches) for document in documents[first::batches]]
    text = article(3).text[:200] + article(8).text[40:]
    assert _found(tmp_path / "a", text) == _expected(stored, text)


@pytest.mark.usefixtures("form")
def test_a_common_sentence_gives_the_last_of_many(tmp_path: Path) -> None:
    """A sentence that more passages hold than are looked at gives the last ones, and is told."""
    documents = [article(number) for number in range(30)]
    for first in (0, 10, 20):
        add(tmp_path / "a", documents[first : first + 10])
    text = "The council voted on Tuesday night to close the old bridge. Ende der Zeile hier."
    codes, bounds = tokens_of([text])
    with Holdings(tmp_path / "a") as holdings:
        hits = look_up(holdings, codes, bounds, 2)
        everything = look_up(holdings, codes, bounds, 8)
    assert set(hits.documents.tolist()) == set(range(22, 30))
    assert len(hits.left_out) > 0
    assert set(everything.documents.tolist()) == set(range(30))
    assert len(everything.left_out) == 0


@pytest.mark.usefixtures("form")
def test_a_superseded_document_is_found_no_more(tmp_path: Path) -> None:
    """A later version takes the place of the one before."""
    add(tmp_path / "a", [article(number) for number in range(4)])
    changed = Document(id="a2", text=article(77).text)
    add(tmp_path / "a", [changed], Duplicates.REPLACE)
    old = {number for _, number, _ in _found(tmp_path / "a", article(2).text[:300])}
    new = {number for _, number, _ in _found(tmp_path / "a", article(77).text[:300])}
    assert (2 in old, 4 in new) == (False, True)


@pytest.mark.usefixtures("form")
def test_damage_ends_in_an_error_and_not_in_silence(tmp_path: Path) -> None:
    """A bit flipped among the keys is told when the block that holds it is read."""
    add(tmp_path / "a", [article(number) for number in range(20)])
    (path,) = (tmp_path / "a" / "segments").iterdir()
    whole = bytearray(path.read_bytes())
    whole[4_096 + 17] ^= 4
    path.write_bytes(whole)
    with pytest.raises(ArchiveError, match="damaged in block 0 of 'keys'"):
        _found(tmp_path / "a", " ".join(article(number).text for number in range(20)))


@given(st.lists(st.sampled_from([0, 1, 5, 6, 9]), min_size=1, max_size=60), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_every_long_stretch_of_common_keys_is_looked_up(often: list[int], cut: int) -> None:
    """Of nine common keys in a row of one text one is chosen; of rare ones all; of others none."""
    texts = np.arange(len(often)) >= cut
    chosen, _ = _chosen(np.array(often), texts.astype(np.int64), 5)
    for at, count in enumerate(often):
        if count <= 5:
            assert chosen[at] == (count > 0)
    for at in range(len(often) - 8):
        stretch = slice(at, at + 9)
        if min(often[stretch]) > 5 and len(set(texts[stretch].tolist())) == 1:
            assert chosen[stretch].any()


def test_a_word_said_over_and_over_is_bounded(tmp_path: Path) -> None:
    """Texts of one word give a few hits, not the square of their lengths."""
    add(tmp_path / "a", [Document(id=f"x{n}", text="la " * 2_000) for n in range(5)])
    assert len(_found(tmp_path / "a", "la " * 2_000, rare=1_000)) <= 4 * 5 * 80


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=12), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_windows_are_slices_of_their_documents(rows: list[tuple[int, int]], around: int) -> None:
    """A passage with what stands around it, cut off where its document begins and ends."""
    documents = [article(number, 10 + 17 * number) for number in range(7)]
    codes, bounds = tokens_of([document.text for document in documents])
    every = slices(codes, bounds)
    asked = sorted((n, t * STRIDE) for n, t in rows if t * STRIDE < len(every[n]))
    numbers, tokens = (np.array([row[at] for row in asked], np.int64) for at in (0, 1))
    with TemporaryDirectory() as folder:
        add(Path(folder) / "a", documents[:3])
        add(Path(folder) / "a", documents[3:])
        with Holdings(Path(folder) / "a") as holdings:
            held, edges, heads = holdings.windows(numbers, tokens, around)
    assert [each.tolist() for each in slices(held, edges)] == [
        every[n][max(0, t - around) : t + STRIDE + around].tolist() for n, t in asked
    ]
    assert heads.tolist() == [min(t, around) for _, t in asked]
