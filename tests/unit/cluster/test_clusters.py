from __future__ import annotations

from derive_support import comparison, document

from reuse.cluster import cluster_passages
from reuse.model.alignment import Role
from reuse.model.document import Document
from reuse.model.verdict import Relation

TEXT = "".join(f"word{i % 10} " for i in range(200))


def doc(number: str, outlet: str | None = None, published: str | None = None) -> Document:
    """A document of 1,200 letters."""
    fields = {"outlet": outlet, "published": published}
    return document(number, TEXT, **{k: v for k, v in fields.items() if v})


def test_a_chain_of_copies_is_one_cluster() -> None:
    """Passages that are aligned pair by pair carry one text."""
    a, b, c = doc("a", "Post"), doc("b", "Courier"), doc("c")
    (cluster,) = cluster_passages(
        [
            comparison(a, b, (((0, 500), (100, 600)),)),
            comparison(b, c, (((120, 610), (0, 490)),)),
        ]
    )
    assert [w.document_id for w in cluster.witnesses] == ["a", "b", "c"]
    assert cluster.outlets == ("Courier", "Post")
    assert cluster.witnesses[1].span.start == 100
    assert cluster.witnesses[1].span.end == 610


def test_small_overlaps_do_not_chain() -> None:
    """Two texts that touch in one document by less than half of the shorter stay two."""
    a, b, c = doc("a"), doc("b"), doc("c")
    found = cluster_passages(
        [
            comparison(a, b, (((0, 500), (0, 500)),)),
            comparison(b, c, (((400, 900), (0, 500)),)),
        ]
    )
    assert len(found) == 2


def test_quotations_and_boilerplate_do_not_cluster() -> None:
    """Only reused passages make witnesses."""
    for role in (Role.QUOTATION, Role.BOILERPLATE):
        pair = comparison(doc("a"), doc("b"), (((0, 500), (0, 500)),), role=role)
        assert cluster_passages([pair]) == ()


def test_earliest_stamp_comes_first_and_unknown_last() -> None:
    """Witnesses stand by known time; a date that is unknown never wins."""
    a = doc("a", published="0001-01-01")
    b = doc("b", published="2025-03-04")
    c = doc("c", published="2025-03-02")
    (cluster,) = cluster_passages(
        [comparison(a, b, (((0, 500), (0, 500)),)), comparison(a, c, (((0, 500), (0, 500)),))]
    )
    assert [w.document_id for w in cluster.witnesses] == ["c", "b", "a"]


def test_original_only_where_the_verdicts_say_so() -> None:
    """The original is the one document without a source when every other has one."""
    a, b, c = doc("a"), doc("b"), doc("c")
    spans = (((0, 500), (0, 500)),)
    derived = [
        comparison(a, b, spans, Relation.LEFT_FROM_RIGHT),
        comparison(b, c, spans, Relation.RIGHT_FROM_LEFT),
    ]
    assert cluster_passages(derived)[0].original == "b"
    unsure = [derived[0], comparison(b, c, spans, Relation.COMMON_SOURCE)]
    assert cluster_passages(unsure)[0].original is None


def test_a_text_that_repeats_inside_one_document_is_no_cluster() -> None:
    """A cluster needs two documents."""
    a = doc("a")
    assert cluster_passages([comparison(a, a, (((0, 300), (400, 700)),))]) == ()


def test_order_of_pairs_does_not_matter() -> None:
    """The same pairs in another order give the same clusters with the same ids."""
    documents = [doc(f"d{i}", f"outlet {i % 3}") for i in range(6)]
    pairs = [
        comparison(documents[i], documents[i + 1], (((0, 500 + i), (10, 505)),)) for i in range(5)
    ]
    assert cluster_passages(pairs) == cluster_passages(pairs[::-1])


def test_words_are_the_median_of_the_witnesses() -> None:
    """A cluster is as long as its middle witness."""
    a, b, c = doc("a"), doc("b"), doc("c")
    (cluster,) = cluster_passages(
        [
            comparison(a, b, (((0, 500), (0, 400)),)),
            comparison(a, c, (((0, 500), (0, 300)),)),
        ]
    )
    assert cluster.words == 80


def test_versions_of_one_page_are_one_witness() -> None:
    """Of two records of a page in a cluster the earlier is the witness; alone they are none."""
    a, b = doc("a", "Post", "2025-03-04"), doc("b", "Courier", "2025-03-05")
    late = doc("c", "Post", "2025-03-06")
    spans = (((0, 500), (0, 500)),)
    pairs = [
        comparison(b, a, spans, Relation.LEFT_FROM_RIGHT),
        comparison(b, late, spans, Relation.LEFT_FROM_RIGHT),
    ]
    (cluster,) = cluster_passages(pairs, {"c": "a"})
    assert [w.document_id for w in cluster.witnesses] == ["a", "b"]
    assert cluster.original == "a"
    (cluster,) = cluster_passages(pairs[1:], {"c": "a"})
    assert [w.document_id for w in cluster.witnesses] == ["b", "c"]
    assert cluster.original == "c"
    assert cluster_passages(pairs, {"b": "a", "c": "a"}) == ()
