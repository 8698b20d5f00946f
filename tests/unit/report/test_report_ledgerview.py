"""What is said of a flow between outlets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reuse.model.ledger import OutletFlow, OutletLag, OutletLedger, OutletLink
from reuse.report.ledgerview import credited_words, lag_words, link_words, lone_links, outlet_pairs

FLOW = OutletFlow(
    carrier="Post",
    source="Wire",
    documents=14,
    words=8_200,
    share=0.6,
    credited=6,
    uncredited=4,
    unknown=4,
)


def _lag(
    median: float, lower: float, upper: float, *, documents: int = 14, uncertainty: float = 0.5
) -> OutletLag:
    return OutletLag(
        documents=documents, median=median, lower=lower, upper=upper, uncertainty=uncertainty
    )


@pytest.mark.parametrize(
    ("lag", "said"),
    [
        (None, "unknown"),
        (_lag(3.2, 1.1, 7.0), "3 h later (1 to 7 h; 14 documents)"),
        (_lag(-3.2, -7.0, -1.1), "3 h earlier (1 to 7 h; 14 documents)"),
        (_lag(3.2, -1.6, 7.0), "3 h later (2 h earlier to 7 h later; 14 documents)"),
        (_lag(3.2, 3.1, 3.3), "3 h later (3 h; 14 documents)"),
        (_lag(30.0, 8.0, 75.0), "30 h later (8 h to 3 days; 14 documents)"),
        (_lag(75.0, 50.0, 150.0), "3 days later (2 to 6 days; 14 documents)"),
    ],
)
def test_a_lag_is_said_with_its_spread_and_number(lag: OutletLag | None, said: str) -> None:
    """A lag has its direction, its quartiles in like units and what it rests on."""
    assert lag_words(lag) == said


def test_few_documents_have_no_quartiles() -> None:
    """Of fewer than five documents no spread is given, and their number is."""
    assert lag_words(_lag(3.2, 1.1, 7.0, documents=4)) == "3 h later (4 documents)"
    assert lag_words(_lag(3.2, 3.2, 3.2, documents=1)) == "3 h later (1 document)"


def test_a_lag_is_as_exact_as_its_stamps() -> None:
    """What the stamps leave open is said; where it is more than the lag, there are bounds alone."""
    day = _lag(96.0, 72.0, 120.0, uncertainty=40.0)
    assert lag_words(day) == "4 days later (3 to 5 days; give or take 40 h; 14 documents)"
    same = _lag(0.0, 0.0, 24.0, uncertainty=40.0)
    assert lag_words(same) == "cannot tell: 40 h earlier to 40 h later (14 documents)"
    next_day = _lag(24.0, 24.0, 24.0, documents=1, uncertainty=40.0)
    assert lag_words(next_day) == "cannot tell: 16 h earlier to 3 days later (1 document)"
    minutes = _lag(0.9, 0.8, 1.0)
    assert lag_words(minutes) == "54 min later (48 to 60 min; give or take 30 min; 14 documents)"
    assert not replace(minutes, uncertainty=0.9).is_told


def test_a_share_of_few_is_no_percentage() -> None:
    """Credited pairs stand with the pairs they are of, and a percentage only with five or more."""
    assert credited_words(FLOW) == "6 of 10 (60 %)"
    assert credited_words(replace(FLOW, credited=1, uncredited=3)) == "1 of 4"
    assert credited_words(replace(FLOW, credited=0, uncredited=5)) == "0 of 5 (0 %)"
    assert credited_words(replace(FLOW, credited=0, uncredited=0)) == "unknown"


def test_two_outlets_stand_together() -> None:
    """Both directions and what has none are one pair, at the place of the larger flow."""
    back = replace(FLOW, carrier="Wire", source="Post", words=90)
    other = replace(FLOW, carrier="Echo", words=500)
    link = OutletLink(first="Post", second="Wire", common_source=1, undetermined=0, words=20)
    lone = OutletLink(first="Echo", second="Post", common_source=0, undetermined=2, words=10)
    ledger = OutletLedger(documents={}, flows=(FLOW, other, back), links=(link, lone))
    first, second = outlet_pairs(ledger)
    assert (first.flow.flow, first.back and first.back.flow, first.link) == (FLOW, back, link)
    assert (second.flow.flow, second.back, second.link) == (other, None, None)
    assert lone_links(ledger) == (lone,)
    assert (link_words(link), link_words(lone)) == ("1 common source", "2 cannot tell")
