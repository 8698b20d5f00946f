"""What the first part of the page says, in sentences, figures and cards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_sample import AGENCY, COURIER, POST, common_pair, ferry_pair, sample

from reuse.model.cluster import Cluster, Witness
from reuse.model.ledger import OutletFlow, OutletLedger
from reuse.model.span import Span
from reuse.model.verdict import Credit
from reuse.report.caselist import cases_of
from reuse.report.matrixview import MAX_OUTLETS, matrix
from reuse.report.overview import CARDS, overview
from reuse.report.timeline import timeline

BY_ID = {d.id: d for d in (AGENCY, COURIER, POST)}


def test_sentences_count_every_pair_once() -> None:
    """Derived, common source and cannot tell are told apart, with the credit."""
    result = sample()
    first, second, third = overview(result, cases_of(result.comparisons)).sentences
    assert first == "5 articles of 5 share reused text with another: 3 pairs."
    assert second == (
        "In 1 pair one article likely derives from the other: 1 with the source named."
    )
    assert third == (
        "1 pair likely carries text from a common source; "
        "of 1 pair it cannot be told how they are related."
    )


def test_nothing_found_is_said() -> None:
    """A scan without reuse accuses nobody, and counts what is shared all the same."""
    pair = replace(ferry_pair(), alignments=ferry_pair().alignments[2:3])
    found = overview(sample(pair), cases_of([pair]))
    assert found.sentences == (
        "No article was found to reuse another's text.",
        "1 further pair shares only quotations, boilerplate or facts, and does not count as reuse.",
    )
    assert found.cards == ()


def test_missing_credit_is_said() -> None:
    """Pairs without credit are counted in the sentence and in the figure."""
    pair = ferry_pair()
    silent = replace(pair, verdict=replace(pair.verdict, credit=Credit.UNCREDITED))
    found = overview(sample(pair, silent), cases_of([pair, silent]))
    assert "1 with the source named, 1 without." in found.sentences[1]
    assert [(t.label, t.number) for t in found.relations][:2] == [
        ("Derived, credited", 1),
        ("Derived, not credited", 1),
    ]


def test_heights_are_logarithms() -> None:
    """Ten times as many pairs are one step higher, one pair can be seen, none has no bar."""
    many = sample(*[ferry_pair()] * 100, *[common_pair()] * 10)
    found = overview(many, ())
    seen = {tally.number: tally.share for tally in found.shares}
    assert seen[0] == 0.0
    assert all(0 < share <= 1 for number, share in seen.items() if number)
    ticks = {tick.label: tick.share for tick in found.ticks}
    assert ticks["10"] - ticks["1"] == pytest.approx(ticks["100"] - ticks["10"])
    assert seen[100] == ticks["100"]
    assert sum(tally.number for tally in found.shares) == 110


def test_cards_are_the_first_findings() -> None:
    """A card for each of the most telling cases with reuse, and never more than fit."""
    cases = cases_of([ferry_pair()] * (CARDS + 2))
    cards = overview(sample(*[ferry_pair()] * (CARDS + 2)), cases).cards
    assert [card.case.number for card in cards] == [*range(1, CARDS + 1)]
    assert cards[0].snippet.startswith("A passenger ferry")
    assert cards[0].whens == ("2025-03-04 09:15 UTC", "2025-03-04 05:40 UTC")


def _cluster(*ids: str, original: str | None = None) -> Cluster:
    return Cluster(
        id="-".join(ids),
        witnesses=tuple(Witness(document_id=i, span=Span(0, 40)) for i in ids),
        outlets=(),
        words=8,
        original=original,
    )


def test_the_timeline_measures_from_the_first() -> None:
    """The first of a cluster stands at the beginning, the others by the time since then."""
    found = timeline((_cluster(AGENCY.id, COURIER.id, original=AGENCY.id),), BY_ID)
    (line,) = found.lines
    assert (line.day, line.number) == ("2025-03-04", 1)
    assert line.dots[0].share == 0.0
    assert 0 < line.dots[1].share < 1
    assert [dot.original for dot in line.dots] == [True, False]
    assert [tick.label for tick in found.ticks] == ["first", "1 h", "6 h"]


def test_unknown_dates_are_counted_not_placed() -> None:
    """A document without a date has no mark, and the line says how many there are."""
    undated = replace(COURIER, published=None)
    (line,) = timeline((_cluster(AGENCY.id, COURIER.id),), {**BY_ID, COURIER.id: undated}).lines
    assert (len(line.dots), line.undated) == (1, 1)
    assert line.summary == "1 document, first 2025-03-04 05:40 UTC, 1 without a date"
    nowhere = {i: replace(d, published=None) for i, d in BY_ID.items()}
    assert timeline((_cluster(AGENCY.id, COURIER.id),), nowhere).lines == ()


def _flow(carrier: str, source: str, words: int, credited: int = 1) -> OutletFlow:
    return OutletFlow(
        carrier=carrier,
        source=source,
        documents=2,
        words=words,
        share=0.5,
        credited=credited,
        uncredited=1,
        unknown=0,
    )


def test_the_matrix_has_carriers_as_rows() -> None:
    """What a row has from a column is in their cell, with its credit; all else is empty."""
    flows = (_flow("A", "W", 90), _flow("B", "W", 30, credited=3))
    found = matrix(OutletLedger(documents={"A": 1, "B": 1, "W": 1}, flows=flows, links=()))
    assert found.sources == ("W",)
    assert [row.carrier for row in found.rows] == ["A", "B"]
    cells = [row.cells[0] for row in found.rows]
    assert [cell and (cell.credited, cell.uncredited, cell.shade) for cell in cells] == [
        (0.5, 0.5, 4),
        (0.75, 0.25, 2),
    ]
    assert cells[0] is not None
    assert cells[0].words == "2 documents, 90 words: 1 credited, 1 not credited"


def test_a_large_matrix_says_what_it_leaves_out() -> None:
    """The largest outlets are shown, and the other flows are counted."""
    flows = tuple(_flow(f"C{n:02}", "W", 100 - n) for n in range(MAX_OUTLETS + 3))
    found = matrix(OutletLedger(documents={}, flows=flows, links=()))
    assert len(found.rows) == MAX_OUTLETS
    assert found.left_out == 3
