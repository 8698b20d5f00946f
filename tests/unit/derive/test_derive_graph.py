from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from graph_support import WHOLE, told

from reuse.derive import gathering
from reuse.derive.graph import derivations
from reuse.model.alignment import Role
from reuse.model.cluster import Cluster, Witness
from reuse.model.comparison import Comparison
from reuse.model.derivation import Derivation, Origin, ancestors
from reuse.model.span import Span
from reuse.model.verdict import Relation


def _arcs(graph: Derivation) -> set[tuple[str, str]]:
    return {(arc.source, arc.derived) for arc in graph.arcs}


def _close(values: Mapping[str, float]) -> Callable[[Comparison], float]:
    """Closeness by the two ids in a row."""
    return lambda pair: values["".join(sorted((pair.left.id, pair.right.id)))]


def test_a_pair_comes_out_as_its_verdict() -> None:
    """Two documents alone: the arc is as probable as the verdict says, its source the original."""
    (graph,) = derivations([told("a", "b", from_right=0.9, common=0.1)])
    (arc,) = graph.arcs
    assert (arc.source, arc.derived) == ("b", "a")
    assert arc.probability == pytest.approx(0.9, abs=0.001)
    assert arc.sure
    assert arc.named
    assert arc.words == 200
    assert arc.spans == (Span(0, 1_000),)
    assert graph.origin is Origin.DOCUMENT
    assert graph.original == "b"
    assert graph.links == ()


def test_two_documents_are_told_no_more_than_their_verdict_says() -> None:
    """Whom the verdict on a pair does not name the graph of the two names neither."""
    leaning = told("a", "b", from_right=0.7, from_left=0.16, common=0.04)
    silent = replace(leaning.verdict, relation=Relation.UNDETERMINED)
    (graph,) = derivations([replace(leaning, verdict=silent)])
    (arc,) = graph.arcs
    assert arc.probability <= 0.7
    assert not arc.sure
    assert not arc.named
    assert graph.origin is Origin.UNKNOWN


def test_a_chain_is_a_chain_and_not_a_fan() -> None:
    """What C has of A through B leaves no arc from A to C: B is closer to both."""
    pairs = [
        told("a", "b", from_left=0.9),
        told("b", "c", from_left=0.9),
        told("a", "c", from_left=0.9),
    ]
    (graph,) = derivations(pairs, closeness=_close({"ab": 300, "bc": 280, "ac": 200}))
    assert _arcs(graph) == {("a", "b"), ("b", "c")}
    assert graph.original == "a"
    assert ancestors(graph.arcs, "c") == {"a", "b"}


def test_an_indirect_pair_speaks_for_the_arcs_between() -> None:
    """Of a chain whose neighbours say nothing, the verdict on its ends turns the arcs."""
    pairs = [told("a", "b"), told("b", "c"), told("a", "c", from_left=0.97)]
    close = _close({"ab": 300, "bc": 300, "ac": 200})
    (graph,) = derivations(pairs, closeness=close)
    (blank,) = derivations([*pairs[:2], told("a", "c")], closeness=close)
    assert _arcs(graph) == {("a", "b"), ("b", "c")}
    assert graph.roots["a"] > graph.roots["b"] > graph.roots["c"]
    assert blank.roots["a"] == pytest.approx(blank.roots["c"])


def test_nobody_is_named_without_evidence() -> None:
    """A pair that nothing is known of is linked, without a direction or an original."""
    (graph,) = derivations([told("a", "b")])
    assert graph.arcs == ()
    (link,) = graph.links
    assert (link.first, link.second, link.words) == ("a", "b", 200)
    assert link.first_from_second == pytest.approx(link.second_from_first)
    assert graph.origin is Origin.UNKNOWN
    assert graph.original is None
    assert graph.statement == "Cannot tell which document is the original."


def test_a_probable_arc_names_a_probable_original_and_no_copier() -> None:
    """Where an arc is probable and no verdict bears it out, its source is probably the original."""
    pair = told("a", "b", from_left=0.9)
    held = replace(pair, verdict=replace(pair.verdict, relation=Relation.UNDETERMINED))
    (graph,) = derivations([held])
    assert graph.originals == ("a",)
    assert [arc.sure for arc in graph.arcs] == [False]


def test_no_original_is_named_on_arcs_that_are_not_probable() -> None:
    """Of two documents of which one may derive from the other neither is called the original."""
    (graph,) = derivations([told("a", "b", from_left=0.41)])
    ((source, derived),) = _arcs(graph)
    assert (source, derived) == ("a", "b")
    assert not graph.arcs[0].sure
    assert graph.origin is Origin.UNKNOWN


def test_a_perhaps_unseen_source_is_not_said_to_be_missing() -> None:
    """That the original is not in the corpus is said where a verdict says common source."""
    (graph,) = derivations([told("a", "b", common=0.4, from_left=0.02, from_right=0.02)])
    assert not any(arc.sure for arc in graph.arcs)
    assert graph.origin is Origin.UNKNOWN


def test_who_stands_between_is_no_copier_without_evidence_of_his_own() -> None:
    """A document between two is not surely derived where the pair leans to neither side."""
    pairs = [
        told("a", "b", from_left=0.15, from_right=0.15, common=0.1),
        told("b", "c", from_left=0.15, from_right=0.15, common=0.1),
        told("a", "c", from_left=0.97),
    ]
    (graph,) = derivations(pairs, closeness=_close({"ab": 400, "bc": 400, "ac": 380}))
    assert not any(arc.sure and not arc.named for arc in graph.arcs)


def test_lateness_that_an_aggregator_explains_weighs_nothing() -> None:
    """Of two sources the later one weighs less, unless dates may be so much late."""
    days = ("2025-03-04T12:00:00Z", "2025-03-04T08:00:00Z")
    pairs = [
        told("a", "b", from_left=0.8, published=days),
        told("b", "c", common=0.2),
        told("a", "c", common=0.2),
    ]
    close = _close({"ab": 300, "bc": 100, "ac": 100})
    (strict,) = derivations(pairs, closeness=close)
    (lenient,) = derivations(pairs, closeness=close, lag_hours=12)
    assert strict.roots["b"] > lenient.roots["b"]


def test_siblings_point_to_an_unseen_source() -> None:
    """Documents of a common source hang from one that is not in the corpus, and nobody copied."""
    pairs = [told(*ids, common=0.9) for ids in (("a", "b"), ("b", "c"), ("a", "c"))]
    (graph,) = derivations(pairs)
    (name,) = graph.unseen
    assert _arcs(graph) == {(name, "a"), (name, "b"), (name, "c")}
    assert all(arc.named and arc.sure and arc.words == 200 for arc in graph.arcs)
    assert graph.origin is Origin.UNSEEN
    assert graph.original is None
    assert graph.statement == "The original is not in the corpus."


def test_siblings_of_a_document_need_no_unseen_source() -> None:
    """A common source that is in the corpus is drawn as such."""
    pairs = [
        told("a", "b", from_left=0.9),
        told("a", "c", from_left=0.9),
        told("b", "c", common=0.9),
    ]
    (graph,) = derivations(pairs)
    assert graph.unseen == ()
    assert _arcs(graph) == {("a", "b"), ("a", "c")}


def test_names_of_unseen_sources_are_nobodys_id() -> None:
    """A document that is called like an unseen source keeps its name."""
    (graph,) = derivations([told("unseen-1", "b", common=0.95)])
    assert graph.unseen == ("unseen-2",)


def test_two_unseen_sources() -> None:
    """A document with text in common with two that share nothing may have two unseen sources."""
    pairs = [
        told("a", "b", common=0.97, at=((0, 900),)),
        told("b", "c", common=0.97, at=((1_000, 1_900),)),
    ]
    (graph,) = derivations(pairs)
    assert len(graph.unseen) == 2
    assert {arc.spans for arc in graph.arcs if arc.derived == "b"} == {
        (Span(0, 900),),
        (Span(1_000, 1_900),),
    }


def test_a_shared_paragraph_makes_no_family() -> None:
    """Two documents are of one family for a third of a text, or when one is named as derived."""
    few = ((0, 400),)
    assert derivations([told("a", "b", common=0.6, at=few)]) == ()
    assert len(derivations([told("a", "b", common=0.6, at=((0, 900),))])) == 1
    assert len(derivations([told("a", "b", from_left=0.8, at=few)])) == 1
    chain = [told("a", "b", at=WHOLE), told("b", "c", at=few), told("c", "d", at=WHOLE)]
    assert [graph.documents for graph in sorted(derivations(chain), key=lambda g: g.documents)] == [
        ("a", "b"),
        ("c", "d"),
    ]


def test_a_composed_article_has_several_sources() -> None:
    """Each source of a composed article explains its own sentences; both are originals."""
    pairs = [
        told("a", "c", from_left=0.9, at=((0, 500),)),
        told("b", "c", from_left=0.9, at=((600, 1_100),)),
    ]
    (graph,) = derivations(pairs)
    assert _arcs(graph) == {("a", "c"), ("b", "c")}
    assert {arc.source: arc.spans for arc in graph.arcs} == {
        "a": (Span(0, 500),),
        "b": (Span(600, 1_100),),
    }
    assert graph.origin is Origin.SEVERAL
    assert graph.originals == ("a", "b")
    assert graph.original is None
    assert graph.statement == "Probably originals: a, b."


def test_sources_that_share_a_passage_are_no_rivals() -> None:
    """Two sources that share some text with each other still each explain their own."""
    pairs = [
        told("a", "c", from_left=0.9, at=((0, 1_000),)),
        told("b", "c", from_left=0.9, at=((900, 1_900),)),
        told("a", "b", common=0.9, at=((900, 1_000),)),
    ]
    (graph,) = derivations(pairs, closeness=_close({"ac": 200, "bc": 200, "ab": 20}))
    assert {("a", "c"), ("b", "c")} <= _arcs(graph)
    probability = {arc.source: arc.probability for arc in graph.arcs if arc.derived == "c"}
    assert min(probability.values()) > 0.75


def test_an_arc_that_two_others_explain_is_dropped() -> None:
    """Of the words that C has from A and B, those that B has from A need no arc of A's own."""
    base = [
        told("a", "b", from_left=0.9, at=((0, 500),)),
        told("b", "c", from_left=0.9, at=((0, 1_000),)),
    ]
    close = _close({"ab": 100, "bc": 200, "ac": 90})
    same = told("a", "c", from_left=0.9, at=((0, 500),))
    (graph,) = derivations([*base, same], closeness=close)
    assert _arcs(graph) == {("a", "b"), ("b", "c")}
    more = told("a", "c", from_left=0.9, at=((0, 500), (1_200, 1_700)))
    (graph,) = derivations([*base, more], closeness=close)
    assert _arcs(graph) == {("a", "b"), ("b", "c"), ("a", "c")}
    (arc,) = [arc for arc in graph.arcs if (arc.source, arc.derived) == ("a", "c")]
    assert arc.spans == (Span(1_200, 1_700),)
    assert arc.words == 100


def test_what_is_no_reuse_joins_nothing() -> None:
    """Quotations, independent pairs and one page in two records are in no graph."""
    pair = told("a", "b", from_left=0.9)
    quoted = replace(
        pair, alignments=tuple(replace(a, role=Role.QUOTATION) for a in pair.alignments)
    )
    apart = replace(pair, verdict=replace(pair.verdict, relation=Relation.INDEPENDENT))
    assert derivations([quoted]) == derivations([apart]) == ()
    assert derivations([replace(pair, same_page=True)]) == ()


def test_of_one_page_the_earliest_record_takes_part() -> None:
    """A page in two records is one document, and a date that is unknown never wins."""
    pairs = [
        told("new", "b", from_left=0.9, published=("2025-03-05", None)),
        told("old", "b", from_left=0.9, published=("2025-03-04", None)),
        told("undated", "b", from_left=0.9),
    ]
    pages = {"new": "undated", "old": "undated"}
    (graph,) = derivations(pairs, pages=pages)
    assert graph.documents == ("b", "old")


def test_clusters_are_named_in_their_order() -> None:
    """A graph names the clusters whose text its documents carry."""
    clusters = tuple(
        Cluster(
            id=name,
            witnesses=tuple(Witness(document_id=i, span=Span(0, 9)) for i in ids),
            outlets=(),
            words=9,
            original=None,
        )
        for name, ids in (("z", ("a", "b")), ("y", ("c", "d")), ("x", ("a", "b")))
    )
    pairs = [told("a", "b", from_left=0.9), told("c", "d", from_left=0.9)]
    found = {graph.documents: graph.clusters for graph in derivations(pairs, clusters)}
    assert found == {("a", "b"): ("z", "x"), ("c", "d"): ("y",)}


def test_nobody_is_sure_where_no_verdict_names_a_direction() -> None:
    """However probable, an arc that no verdict bears out is not sure."""
    pair = told("a", "b", from_left=0.95)
    blank = replace(pair, verdict=replace(pair.verdict, relation=Relation.UNDETERMINED))
    (graph,) = derivations([blank])
    (arc,) = graph.arcs
    assert arc.probability > 0.9
    assert not arc.sure
    ends = told("a", "c", from_left=0.95)
    chain = [told("a", "b", from_left=0.5), told("b", "c", from_left=0.5), ends]
    (graph,) = derivations(chain, closeness=_close({"ab": 300, "bc": 300, "ac": 200}))
    assert all(arc.sure for arc in graph.arcs)
    assert _arcs(graph) == {("a", "b"), ("b", "c")}


def test_what_may_be_independent_needs_no_source() -> None:
    """Two documents that were as likely written apart have no unseen source."""
    pair = told("a", "b", common=0.2)
    chances = {**pair.verdict.probabilities, Relation.INDEPENDENT: 0.5}
    chances[Relation.UNDETERMINED] -= 0.5
    (graph,) = derivations([replace(pair, verdict=replace(pair.verdict, probabilities=chances))])
    assert graph.unseen == ()
    assert len(graph.links) == 1
    assert graph.origin is Origin.UNKNOWN


def test_too_large_a_part_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part beyond the cap keeps its documents, and nobody is named in it."""
    monkeypatch.setattr(gathering, "MOST_DRAWN", 2)
    pairs = [told(*ids, from_left=0.95) for ids in (("a", "b"), ("b", "c"), ("a", "c"))]
    (graph,) = derivations([*pairs, told("c", "d", from_left=0.95)])
    assert graph.documents == ("a", "b", "c", "d")
    assert _arcs(graph) == {("c", "d")}
    assert set(graph.roots) == {"c", "d"}
    assert graph.origin is Origin.UNKNOWN


def test_a_higher_bar_names_fewer() -> None:
    """From `emit` on an arc is sure and an original is named."""
    pair = told("a", "b", from_left=0.8, common=0.2)
    (low,) = derivations([pair], emit=0.75)
    (high,) = derivations([pair], emit=0.9)
    assert low.arcs[0].sure
    assert low.original == "a"
    assert not high.arcs[0].sure
    assert high.original == "a" or high.origin is Origin.UNKNOWN


def _random_pairs(rng: random.Random) -> list[Comparison]:
    names = [f"d{i}" for i in range(rng.randint(2, 9))]
    out = []
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            if rng.random() < 0.6:
                shares = [rng.random() ** 3 for _ in range(4)]
                left, right, common, _ = (share / sum(shares) for share in shares)
                start = rng.randrange(0, 1_000)
                at = ((start, start + rng.randrange(50, 900)),)
                out.append(told(one, other, from_right=left, from_left=right, common=common, at=at))
    return out


def test_whatever_the_verdicts_there_is_no_cycle_and_all_is_in_order() -> None:
    """No cycle; probabilities; each document is derived, linked, or a root; order is no matter."""
    rng = random.Random(11)  # noqa: S311  no secret
    for _ in range(150):
        pairs = _random_pairs(rng)
        found = derivations(pairs)
        assert derivations(rng.sample(pairs, len(pairs))) == found
        for graph in found:
            names = {*graph.documents, *graph.unseen}
            met = {end for arc in graph.arcs for end in (arc.source, arc.derived)}
            met |= {end for link in graph.links for end in (link.first, link.second)}
            assert met == names
            for arc in graph.arcs:
                assert arc.derived not in ancestors(graph.arcs, arc.derived)
                assert 0.5 <= arc.probability <= 1
                assert arc.words > 0
                assert not arc.sure or arc.probability >= 0.75
                assert arc.spans == tuple(sorted(arc.spans))
            assert set(graph.roots) == set(graph.documents)
            assert all(0 <= share <= 1 for share in graph.roots.values())
            assert all(graph.roots[name] >= 0.75 for name in graph.originals)
            assert not {arc.derived for arc in graph.arcs} & set(graph.originals)
