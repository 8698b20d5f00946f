from __future__ import annotations

from graph_support import told

from reuse.cluster import cluster_passages, with_originals
from reuse.derive.graph import derivations
from reuse.model.comparison import Comparison


def _originals(*pairs: Comparison, pages: dict[str, str] | None = None) -> list[str | None]:
    known = pages or {}
    clusters = cluster_passages(pairs, known)
    graphs = derivations(pairs, clusters, known)
    return [cluster.original for cluster in with_originals(clusters, graphs, known)]


def test_the_original_is_the_source_of_all_others() -> None:
    """A cluster has the original that its graph leads to, over several steps too."""
    assert _originals(told("a", "b", from_left=0.95), told("b", "c", from_left=0.95)) == ["a"]


def test_none_where_the_graph_is_not_sure() -> None:
    """No original where a direction cannot be told or the source is not in the corpus."""
    assert _originals(told("a", "b")) == [None]
    assert _originals(told("a", "b", from_left=0.6, common=0.4)) == [None]
    assert _originals(told("a", "b", common=0.95)) == [None]


def test_none_where_one_has_the_text_from_elsewhere() -> None:
    """A composed article's text of one source has that source for its original, not both."""
    found = _originals(
        told("a", "c", from_left=0.95, at=((0, 500),)),
        told("b", "c", from_left=0.95, at=((600, 1_100),)),
    )
    assert sorted(filter(None, found)) == ["a", "b"]


def test_records_of_a_page_count_as_one() -> None:
    """The original is a record that is in the cluster, though another stands for its page."""
    pair = told("old", "b", from_left=0.95, published=("2025-03-04", None))
    later = told("new", "b", from_left=0.95, published=("2025-03-05", None))
    assert _originals(pair, later, pages={"old": "new"}) == ["old"]
