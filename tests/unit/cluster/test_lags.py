from __future__ import annotations

import pytest
from derive_support import comparison, document

from reuse.cluster import ledger
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.ledger import OutletFlow
from reuse.model.verdict import Credit, Relation

TEXT = "x" * 2_000


def _document(number: str, outlet: str, published: str | None) -> Document:
    return Document(id=number, text=TEXT, language="en", outlet=outlet, published=published)


def _derived(
    left: Document, right: Document, letters: int = 500, credit: Credit = Credit.UNKNOWN
) -> Comparison:
    spans = (((0, letters), (0, letters)),)
    return comparison(left, right, spans, Relation.LEFT_FROM_RIGHT, credit=credit)


def _flow(pairs: list[Comparison], pages: dict[str, str] | None = None) -> OutletFlow:
    (flow,) = ledger({}, pairs, {}, pages or {}).flows
    return flow


WIRE = _document("wire", "Wire", "2025-03-04T06:00:00Z")


def _later(*hours: int) -> list[Comparison]:
    """Derived articles that many hours after the wire's."""
    return [
        _derived(_document(f"post-{n}", "Post", f"2025-03-04T{6 + hour:02}:00:00Z"), WIRE)
        for n, hour in enumerate(hours)
    ]


def test_the_typical_lag_is_the_median_with_its_quartiles() -> None:
    """Median and quartiles of the hours from source to carrier, with the number they rest on."""
    lag = _flow(_later(1, 2, 3, 7, 12)).lag
    assert lag is not None
    assert (lag.documents, lag.lower, lag.median, lag.upper) == (5, 2.0, 3.0, 7.0)
    assert lag.uncertainty == pytest.approx(0.5)
    assert lag.is_told


def test_dates_that_may_be_late_leave_that_much_open() -> None:
    """Either date may be as late as an aggregator's are: the lag is that much less sure."""
    (flow,) = ledger({}, _later(1, 2, 3), {}, lag_hours=6.0).flows
    assert flow.lag is not None
    assert flow.lag.median == 2.0
    assert flow.lag.uncertainty == pytest.approx(6.5)
    assert not flow.lag.is_told


def test_quartiles_lie_between_neighbours() -> None:
    """Of an even number the median lies in the middle of two."""
    lag = _flow(_later(1, 4)).lag
    assert lag is not None
    assert (lag.lower, lag.median, lag.upper) == (1.75, 2.5, 3.25)


def test_a_carrier_with_the_earlier_stamp_has_a_lag_below_zero() -> None:
    """Stamps that contradict the direction are not hidden."""
    early = _document("post", "Post", "2025-03-04T04:00:00Z")
    lag = _flow([_derived(early, WIRE)]).lag
    assert lag is not None
    assert lag.median == -2.0


def test_bare_dates_leave_days_open() -> None:
    """Two bare dates are known to 40 hours together, so that one day tells nothing."""
    source = _document("wire", "Wire", "2025-03-04")
    day = _flow([_derived(_document("post", "Post", "2025-03-05"), source)]).lag
    week = _flow([_derived(_document("post", "Post", "2025-03-11"), source)]).lag
    assert day is not None
    assert week is not None
    assert (day.median, day.uncertainty, day.is_told) == (24.0, 40.0, False)
    assert (week.median, week.uncertainty, week.is_told) == (168.0, 40.0, True)


def test_documents_without_a_stamp_have_no_lag() -> None:
    """Only what has both stamps counts, and where nothing has there is no lag."""
    undated = _derived(_document("post", "Post", None), WIRE)
    broken = _derived(_document("post-x", "Post", "0001-01-01"), WIRE)
    assert _flow([undated, broken]).lag is None
    flow = _flow([undated, broken, *_later(5)])
    assert flow.documents == 3
    assert flow.lag is not None
    assert (flow.lag.documents, flow.lag.median) == (1, 5.0)


def test_a_document_counts_once_with_what_it_has_most_from() -> None:
    """Of several articles of a source the one that most words are from gives the lag."""
    post = _document("post", "Post", "2025-03-04T09:00:00Z")
    take = _document("wire-2", "Wire", "2025-03-04T08:00:00Z")
    lag = _flow([_derived(post, WIRE, 300), _derived(post, take, 900)]).lag
    assert lag is not None
    assert (lag.documents, lag.median) == (1, 1.0)


def test_versions_of_a_page_have_one_lag() -> None:
    """A page in several records is one document for the lag too."""
    first = _document("post", "Post", "2025-03-04T09:00:00Z")
    second = _document("post-2", "Post", "2025-03-06T09:00:00Z")
    take = _document("wire-2", "Wire", "2025-03-04T08:00:00Z")
    pairs = [_derived(first, WIRE, 900), _derived(second, WIRE, 400), _derived(second, take, 400)]
    flow = _flow(pairs, {"post-2": "post"})
    assert flow.lag is not None
    assert (flow.documents, flow.lag.documents, flow.lag.median) == (1, 1, 3.0)


def test_the_credited_share_is_of_what_is_known() -> None:
    """Pairs whose credit is unknown are in no part of the share; of them alone there is none."""
    posts = [document(f"post-{n}", TEXT, outlet="Post") for n in range(4)]
    known = (Credit.CREDITED, Credit.UNCREDITED, Credit.CREDITED, Credit.UNKNOWN)
    flow = _flow([_derived(p, WIRE, credit=c) for p, c in zip(posts, known, strict=True)])
    assert flow.credited_share == pytest.approx(2 / 3)
    assert _flow([_derived(posts[0], WIRE)]).credited_share is None
    assert _flow([_derived(posts[0], WIRE, credit=Credit.UNCREDITED)]).credited_share == 0.0
