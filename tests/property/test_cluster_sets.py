from __future__ import annotations

from itertools import combinations

from derive_support import comparison, document
from hypothesis import given
from hypothesis import strategies as st

from reuse.cluster import cluster_passages
from reuse.cluster.sets import DisjointSets, half_overlaps
from reuse.model.span import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda p: Span(p[0], p[0] + p[1])),
    max_size=25,
)


def joined(count: int, links: list[tuple[int, int]]) -> set[frozenset[int]]:
    """Sets that the links make of the integers below `count`."""
    sets = DisjointSets(count)
    for first, second in links:
        sets.union(first, second)
    found: dict[int, set[int]] = {}
    for i in range(count):
        found.setdefault(sets.find(i), set()).add(i)
    return {frozenset(each) for each in found.values()}


@given(spans=SPANS)
def test_the_sweep_joins_what_all_pairs_join(spans: list[Span]) -> None:
    """One sweep gives the sets that comparing every pair of spans gives."""
    every = [
        (i, j)
        for (i, a), (j, b) in combinations(enumerate(spans), 2)
        if a.meet(b) and 2 * a.meet(b) >= min(len(a), len(b))
    ]
    swept = list(half_overlaps((span, i) for i, span in enumerate(spans)))
    assert joined(len(spans), swept) == joined(len(spans), every)


def test_thousands_of_copies_take_few_links() -> None:
    """Copies of one text, each with other borders, are joined by as many links as spans."""
    spans = [(Span(i % 97, 5_000 + i % 89), i) for i in range(20_000)]
    links = list(half_overlaps(spans))
    assert len(links) < 2 * len(spans)
    assert len(joined(len(spans), links)) == 1


@given(seed=st.permutations(range(6)))
def test_order_of_input_changes_nothing(seed: list[int]) -> None:
    """Clusters, their order and their ids do not depend on the order of the pairs."""
    documents = [document(f"d{i}", "abcde " * 100) for i in range(7)]
    pairs = [
        comparison(documents[i], documents[i + 1], (((0, 100 + 30 * i), (i, 90 + 20 * i)),))
        for i in range(6)
    ]
    assert cluster_passages([pairs[i] for i in seed]) == cluster_passages(pairs)
