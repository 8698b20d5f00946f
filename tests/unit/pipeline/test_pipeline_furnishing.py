"""What an archive takes for furniture and stock phrases, beside what a scan does."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from reuse import Archive, Config, Document, scan
from reuse.archive import Holdings, find_ranges, grams
from reuse.model.alignment import Role
from reuse.model.progress import Silent
from reuse.pipeline import sifting
from reuse.pipeline.frequencies import Archived, Scanned
from reuse.pipeline.furnishing import Texts, masks, sites_of
from reuse.pipeline.intake import take_in
from reuse.sketch import boilerplate_mask, stock_mask
from reuse.text import tokenise_many

CONFIG = Config()
_LINE = "Sign up for the morning letter of this paper and never miss a story from the harbour again"
_FORMULA = "who spoke on condition of anonymity"


def _corpus() -> list[Document]:
    """Articles of words of their own; one outlet ends each with a line, all use a formula."""
    out = []
    for number in range(30):
        drawn = Random(number)  # noqa: S311  the same in every run
        own = [f"v{drawn.randrange(4_000)}" for _ in range(80)]
        text = f"{' '.join(own[:40])} said an aide {_FORMULA} . {' '.join(own[40:])} ."
        outlet = ("Herald", "Courier", "Post")[number % 3]
        out.append(
            Document(
                id=f"d{number:02}", outlet=outlet,
                text=f"{text} {_LINE}." if outlet == "Herald" else text,
            )
        )  # fmt: skip
    return out


def test_masks_are_those_of_a_scan(tmp_path: Path) -> None:
    """Furniture and stock phrases of texts that the archive holds, and of one that it does not."""
    documents = _corpus()
    config = CONFIG.candidates
    intake = take_in(documents, CONFIG, Silent())
    furniture = boilerplate_mask(intake.table, config.boilerplate)
    stock = stock_mask(intake.table, config.stock)
    assert 0 < furniture.sum() < len(furniture) > stock.sum() > 0
    tokens = tokenise_many([document.text for document in documents], CONFIG.text)
    for kept, own in ((documents, 0), (documents[:-1], 1)):
        folder = tmp_path / str(own)
        Archive.create(folder).add(kept)
        texts = Texts(
            codes=tokens.codes, bounds=tokens.bounds, sites=sites_of(documents),
            own=np.array([0] * 29 + [own]),
        )  # fmt: skip
        with Holdings(folder) as holdings:
            ranges = find_ranges(holdings, grams(tokens.codes, tokens.bounds)[0])
            found = masks(holdings, texts, ranges, config)
        last = slice(int(tokens.bounds[29]), None) if own else slice(None)
        assert found[0][last].tolist() == furniture[last].tolist()
        assert found[1][last].tolist() == stock[last].tolist()


def test_frequencies_are_those_of_a_scan(tmp_path: Path) -> None:
    """Documents of words and of phrases of two to four, and places of words."""
    documents = _corpus()
    Archive.create(tmp_path / "a").add(documents)
    intake = take_in(documents, CONFIG, Silent())
    codes = tokenise_many([documents[4].text], CONFIG.text).codes
    runs = np.arange(len(codes)) % 7
    words = np.unique(codes)
    expected = Scanned(intake.table, CONFIG).of(words, codes, runs)
    with Holdings(tmp_path / "a") as holdings:
        corpus = Archived(holdings, 0)
        found = corpus.of(words, codes, runs)
        assert (corpus.texts, corpus.tokens) == (30, len(intake.table.codes))
    for name in ("words", "documents", "places"):
        assert getattr(found, name).tolist() == getattr(expected, name).tolist()


def test_furniture_counts_as_none(tmp_path: Path) -> None:
    """An article with another outlet's line, and nothing else of it, has no pair with reuse."""
    archive = Archive.create(tmp_path / "a")
    archive.add(_corpus())
    guest = Document(id="guest", outlet="Gazette", text=f"{_corpus()[1].text[:300]}. {_LINE}.")
    found = archive.query_all([guest]).comparisons
    assert {each.right.id for each in found if each.is_reuse} <= {"d01"}
    roles = {passage.role for each in found for passage in each.alignments}
    assert roles <= {Role.BOILERPLATE, Role.REUSE}


def test_chance_is_sifted_as_in_a_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a scan of archive and article leaves out a query leaves out, and counts."""
    monkeypatch.setattr(sifting, "_FEWEST", 10)
    name = "the deputy minister of ports and harbours Ada Lund of the Bay party said"
    documents = [
        Document(id=each.id, outlet=each.outlet, text=f"{each.text} {name} so {number}.")
        for number, each in enumerate(_corpus()[1:3])
    ] + _corpus()[3:]
    archive = Archive.create(tmp_path / "a")
    archive.add(documents[1:])
    result = archive.query_all(documents[:1])
    whole = scan(documents)
    pairs = {
        tuple(sorted((c.left.id, c.right.id)))
        for c in whole.comparisons
        if documents[0].id in {c.left.id, c.right.id}
    }
    assert {tuple(sorted((c.left.id, c.right.id))) for c in result.comparisons} <= pairs
    assert result.sifted >= (whole.sifted > 0)
