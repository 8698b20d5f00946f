"""The ledger of outlets: what must hold whatever the pairs are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from statistics import median, quantiles

import pytest
from derive_support import comparison, mirrored
from hypothesis import given
from hypothesis import strategies as st

from reuse.cluster import ledger
from reuse.cluster.lags import Lag, typical
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.verdict import Credit, Relation

TEXT = "x" * 400
STAMPS = (
    *(None, "2025-03-04", "2025-03-05", "2025-03-04T08:00:00Z", "2025-03-04T08:00:00"),
    *("2025-03-05T10:30:00+02:00", "2025-03-01", "0001-01-01"),
)
DIRECTED = {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT}


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[Comparison], dict[str, int], dict[str, str]]:
    """Pairs of a few documents of three outlets, their lengths, and records of one page."""
    documents = [
        Document(
            id=f"d{number}",
            text=TEXT,
            language="en",
            outlet=draw(st.sampled_from(("Post", "Wire", "Echo", None))),
            published=draw(st.sampled_from(STAMPS)),
        )
        for number in range(draw(st.integers(2, 7)))
    ]
    every = list(combinations(documents, 2))
    pairs = []
    for left, right in draw(st.lists(st.sampled_from(every), unique=True, max_size=len(every))):
        relation = draw(st.sampled_from(tuple(Relation)))
        credit = draw(st.sampled_from(tuple(Credit))) if relation in DIRECTED else Credit.UNKNOWN
        at, size = draw(st.integers(0, 3)) * 50, draw(st.integers(1, 4)) * 50
        spans = (((at, at + size), (0, size)),)
        pairs.append(comparison(left, right, spans, relation, credit=credit))
    words = {d.id: draw(st.integers(1, 120)) for d in documents}
    pages = {}
    for older, newer in draw(st.lists(st.sampled_from(every), unique=True, max_size=2)):
        if older.outlet == newer.outlet and older.id not in pages and newer.id not in pages:
            pages[newer.id] = older.id
    pages = {newer: older for newer, older in pages.items() if older not in pages}
    return pairs, words, pages


def _exchanged(pair: Comparison) -> Comparison:
    """The same pair with its sides exchanged."""
    verdict = pair.verdict
    return replace(
        pair,
        left=pair.right,
        right=pair.left,
        alignments=mirrored(pair.alignments),
        verdict=replace(
            verdict,
            relation=verdict.relation.mirrored,
            probabilities={r: verdict.probabilities[r.mirrored] for r in Relation},
        ),
    )


@given(corpus=corpora(), data=st.data())
def test_neither_order_nor_sides_make_a_difference(
    corpus: tuple[list[Comparison], dict[str, int], dict[str, str]], data: st.DataObject
) -> None:
    """Pairs in another order, and some with their sides exchanged, give the same ledger."""
    pairs, words, pages = corpus
    other = [
        _exchanged(pair) if data.draw(st.booleans()) else pair
        for pair in data.draw(st.permutations(pairs))
    ]
    assert ledger({}, other, words, pages) == ledger({}, pairs, words, pages)


@given(corpus=corpora())
def test_sums_match(corpus: tuple[list[Comparison], dict[str, int], dict[str, str]]) -> None:
    """Every pair between two outlets is in one flow or link, and counted slowly it is the same."""
    pairs, words, _ = corpus
    found = ledger({}, pairs, words)
    between = [
        pair
        for pair in pairs
        if pair.is_reuse
        and pair.left.outlet
        and pair.right.outlet
        and pair.left.outlet != pair.right.outlet
    ]
    counted = [f.credited + f.uncredited + f.unknown for f in found.flows]
    counted += [k.common_source + k.undetermined for k in found.links]
    assert sum(counted) == len(between)
    assert [f.words for f in found.flows] == sorted((f.words for f in found.flows), reverse=True)

    credited: Counter[tuple[str | None, str | None, Credit]] = Counter()
    derived: dict[tuple[str | None, str | None], set[str]] = {}
    dated: dict[tuple[str | None, str | None], set[str]] = {}
    for pair in (p for p in between if p.verdict.relation in DIRECTED):
        carrier, source = pair.left, pair.right
        if pair.verdict.relation is Relation.RIGHT_FROM_LEFT:
            carrier, source = source, carrier
        both = carrier.outlet, source.outlet
        credited[(*both, pair.verdict.credit)] += 1
        derived.setdefault(both, set()).add(carrier.id)
        if carrier.stamp and source.stamp:
            dated.setdefault(both, set()).add(carrier.id)
    assert {(f.carrier, f.source) for f in found.flows} == set(derived)
    for f in found.flows:
        both = f.carrier, f.source
        told, hidden = credited[(*both, Credit.CREDITED)], credited[(*both, Credit.UNCREDITED)]
        assert f.credited_share == (told / (told + hidden) if told + hidden else None)
        assert f.documents == len(derived[both])
        assert (f.lag.documents if f.lag else 0) == len(dated.get(both, ()))


hours = st.floats(-10_000, 10_000)
LAGS = st.lists(
    st.tuples(hours, st.sampled_from((0.5, 14.25, 20.25, 28.0, 40.0)), st.floats(-1, 1)),
    min_size=1,
    max_size=12,
)


@given(LAGS)
def test_the_true_figures_lie_within_the_uncertainty(
    lags: list[tuple[float, float, float]],
) -> None:
    """Whatever the true times, no figure is farther off than is said.

    Median and quartiles are those of the standard library.
    """
    found = typical([Lag(0, uncertainty, abs(shown), shown) for shown, uncertainty, _ in lags])
    true = typical(
        [Lag(0, uncertainty, 0.0, shown + off * uncertainty) for shown, uncertainty, off in lags]
    )
    assert found is not None
    assert true is not None
    for ours, theirs in (
        (found.lower, true.lower),
        (found.median, true.median),
        (found.upper, true.upper),
    ):
        assert abs(ours - theirs) <= found.uncertainty + 1e-6
    assert found.uncertainty <= max(uncertainty for _, uncertainty, _ in lags) + 1e-6
    every = [shown for shown, _, _ in lags]
    assert found.median == pytest.approx(median(every), abs=1e-6)
    if len(every) > 1:
        lower, _, upper = quantiles(every, n=4, method="inclusive")
        assert found.lower == pytest.approx(lower, abs=1e-6)
        assert found.upper == pytest.approx(upper, abs=1e-6)
