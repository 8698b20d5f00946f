"""How many archived documents hold something, beside a plain count of the same articles."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from archive_support import TEXT, add, article, slow_grams, tokens_of

from reuse.archive import (
    Duplicates,
    Holdings,
    counting,
    couple_counts,
    find_ranges,
    grams,
    holders,
    word_counts,
    writing,
)
from reuse.grouping import shingle_hashes
from reuse.model.document import Document
from reuse.text import tokenise


def _articles() -> list[Document]:
    """Texts of few words, so that all runs are shared by some."""
    drawn = Random(3)  # noqa: S311  the same in every run
    return [
        Document(
            id=f"d{number}",
            outlet=f"Outlet {number % 3}",
            text=" ".join(f"w{drawn.randrange(6)}" for _ in range(drawn.randrange(30, 90))),
        )
        for number in range(40)
    ]


@pytest.fixture(params=[1, 3])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Some of them in so many segments, with one that was replaced and one that was purged."""
    documents = _articles()
    folder, batches = tmp_path / "a", int(request.param)
    for first in range(batches):
        add(folder, documents[first::batches])
    add(folder, [Document(id="d5", outlet="Outlet 2", text=documents[7].text)], Duplicates.REPLACE)
    with writing(folder) as writer:
        writer.purge(["d9"])
    return folder


def _held() -> dict[str, Document]:
    documents = {document.id: document for document in _articles()}
    documents["d5"] = Document(id="d5", outlet="Outlet 2", text=documents["d7"].text)
    del documents["d9"]
    return documents


def _rows(holdings: Holdings, text: str, offsets: tuple[int, ...]) -> tuple[object, np.ndarray]:
    codes, bounds = tokens_of([text])
    hashes, _ = grams(codes, bounds)
    ranges = find_ranges(holdings, hashes)
    count = len(hashes) - offsets[-1]
    places = [ranges.keys.searchsorted(hashes[at : at + count]) for at in offsets]
    return ranges, np.stack(places, axis=1)


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize(("size", "offsets"), [(3, (0,)), (4, (0, 1)), (5, (0, 2)), (8, (0, 3, 5))])
def test_holders_are_those_of_a_plain_count(
    size: int, offsets: tuple[int, ...], archive: Path
) -> None:
    """Of runs of three exactly, of longer ones those that hold their parts close together."""
    text = _articles()[7].text
    with Holdings(archive) as holdings:
        ranges, rows = _rows(holdings, text, offsets)
        found = holders(holdings, ranges, rows, offsets).tolist()  # type: ignore[arg-type]
    runs = {each.id: slow_grams(each.text, size) for each in _held().values()}
    expected = [sum(run in held for held in runs.values()) for run in slow_grams(text, size)]
    if size == 3:
        assert found == expected
    else:
        assert all(count >= least for count, least in zip(found, expected, strict=True))
        # In texts of six words chance puts parts close together; the rarest are told apart.
        assert found != [0] * len(found)


@pytest.mark.usefixtures("form")
def test_holders_of_one_site_are_told_apart(archive: Path) -> None:
    """Documents of other outlets do not count."""
    text = _articles()[7].text
    with Holdings(archive) as holdings:
        ranges, rows = _rows(holdings, text, (0,))
        of = {}
        for outlet in range(3):
            from reuse.archive import site_number  # noqa: PLC0415

            site = site_number(Document(id="x", text="", outlet=f"Outlet {outlet}"))
            sites = np.full(len(rows), site, np.uint64)
            of[outlet] = holders(holdings, ranges, rows, (0,), sites)  # type: ignore[arg-type]
        every = holders(holdings, ranges, rows, (0,))  # type: ignore[arg-type]
    assert sum(of.values()).tolist() == every.tolist()  # type: ignore[union-attr]
    runs = [slow_grams(d.text, 3) for d in _held().values() if d.outlet == "Outlet 1"]
    assert of[1].tolist() == [sum(run in held for held in runs) for run in slow_grams(text, 3)]


@pytest.mark.usefixtures("form")
def test_a_sample_counts_about_as_many(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of common runs a few passages are looked at, and stand for all."""
    text = _articles()[7].text
    with Holdings(archive) as holdings:
        ranges, rows = _rows(holdings, text, (0,))
        exact = holders(holdings, ranges, rows, (0,))  # type: ignore[arg-type]
        monkeypatch.setattr(counting, "_MOST", 4)
        about = holders(holdings, ranges, rows, (0,))  # type: ignore[arg-type]
    assert abs(about.sum() - exact.sum()) < 0.35 * exact.sum()


def test_words_and_couples_are_counted(tmp_path: Path) -> None:
    """Documents and places of each word, and documents of two in a row, over all segments."""
    documents = _articles()
    for first in range(3):
        add(tmp_path / "a", documents[first::3])
    codes = tokenise(documents[7].text, TEXT).codes
    known = np.unique(np.append(codes, np.uint32(7)))
    texts = [tokenise(document.text, TEXT).codes.tolist() for document in documents]
    couples = np.unique(shingle_hashes(codes, 2))
    with Holdings(tmp_path / "a") as holdings:
        words = word_counts(holdings, known).tolist()
        held = couple_counts(holdings, couples).tolist()
    assert words == [
        [sum(code in text for text in texts), sum(text.count(code) for text in texts)]
        for code in known.tolist()
    ]
    pairs = [{*shingle_hashes(np.array(text, np.uint32), 2).tolist()} for text in texts]
    assert held == [sum(couple in each for each in pairs) for couple in couples.tolist()]


def test_a_whole_block_of_common_keys_is_found_wherever_it_was_added(tmp_path: Path) -> None:
    """A sentence of common words alone leads to the one document that holds it, however old."""
    from reuse.archive import look_up  # noqa: PLC0415

    words = [f"w{at}" for at in range(9)]
    sentence = " ".join(words)
    halves = [" ".join([*words[:5], "x"]), " ".join(["y", *words[4:]]), " ".join(words[2:7])]
    old = Document(id="old", text=f"{article(1).text} {sentence} {article(2).text}")
    others = [
        Document(id=f"n{at}", text=f"{article(at + 10).text} {halves[at % 3]} . z{at}")
        for at in range(90)
    ]
    add(tmp_path / "a", [old])
    add(tmp_path / "a", others)
    codes, bounds = tokens_of([sentence])
    with Holdings(tmp_path / "a") as holdings:
        hits = look_up(holdings, codes, bounds, 5)
    assert 0 in hits.documents.tolist()
    assert len(hits.left_out) == 0
