"""Other thresholds over one result."""

from __future__ import annotations

from dataclasses import replace

from report_sample import AGENCY, COURIER, ferry_pair, sample

from reuse.cluster import cluster_passages, ledger
from reuse.model.derivation import Origin
from reuse.model.result import ScanResult
from reuse.model.verdict import Credit, Relation
from reuse.report.html import render_scan
from reuse.report.narrow import Thresholds, narrow
from reuse.report.page import Page


def _whole() -> ScanResult:
    """A sample whose clusters and ledger are those of its pairs."""
    result = sample()
    return replace(
        result,
        clusters=cluster_passages(result.comparisons),
        outlets=ledger(result.outlets.documents, result.comparisons, {}),
    )


def test_no_threshold_changes_nothing() -> None:
    """The defaults give the very result."""
    result = sample()
    assert narrow(result, Thresholds()) is result


def test_few_words_are_left_out() -> None:
    """Only pairs with as many reused words stay, in pairs, clusters and ledger alike."""
    amounts = [c.reused_words for c in sample().comparisons]
    left = narrow(_whole(), Thresholds(min_words=max(amounts)))
    assert [c.left.id for c in left.comparisons] == [COURIER.id]
    carried = {w.document_id for c in left.clusters for w in c.witnesses}
    assert carried == {COURIER.id, AGENCY.id}
    assert [(f.carrier, f.source) for f in left.outlets.flows] == [(COURIER.outlet, AGENCY.outlet)]
    assert left.outlets.links == ()


def test_what_is_not_probable_enough_names_nobody() -> None:
    """Below the threshold a direction is "cannot tell" everywhere: pair, credit, ledger, graph."""
    left = narrow(_whole(), Thresholds(min_probability=0.95))
    relations = {c.verdict.relation for c in left.comparisons}
    assert relations == {Relation.UNDETERMINED}
    assert {c.verdict.credit for c in left.comparisons} == {Credit.UNKNOWN}
    assert left.outlets.flows == ()
    assert not [arc for graph in left.derivations for arc in graph.arcs if arc.sure]
    assert {graph.origin for graph in left.derivations} == {Origin.UNKNOWN}
    page = render_scan(left)
    for word in ("likely derives", "probably derives", "likely a common source", "original</span>"):
        assert word not in page


def test_what_is_probable_enough_stays() -> None:
    """At its own probability a verdict is still given."""
    p = ferry_pair().verdict.probability
    left = narrow(sample(ferry_pair()), Thresholds(min_probability=p))
    assert left.comparisons == (ferry_pair(),)


def test_one_outlet_is_enough() -> None:
    """A pair stays when either side is of an outlet that was asked for."""
    left = narrow(_whole(), Thresholds(outlets=("City Post", "Abendpost")))
    assert [(c.left.outlet, c.right.outlet) for c in left.comparisons] == [
        ("City Post", "Harbour Courier"),
        ("Abendpost", None),
    ]


def test_the_page_says_what_was_left_out() -> None:
    """Each threshold is a sentence on the page."""
    asked = Thresholds(min_words=50, min_probability=0.9, outlets=("City <Post>",))
    page = render_scan(narrow(sample(), asked), Page(statements=asked.statements))
    assert "Pairs with fewer than 50 reused words are left out." in page
    assert "less probable than 0.90" in page
    assert "Only pairs with an article of City &lt;Post&gt; are shown." in page
    assert Thresholds().statements == ()
