from __future__ import annotations

import pytest
from derive_support import comparison, document

from reuse.cluster import ledger
from reuse.model.alignment import Role
from reuse.model.ledger import OutletFlow, OutletLink
from reuse.model.verdict import Credit, Relation

TEXT = "x" * 2_000
WIRE = document("wire", TEXT, outlet="Wire")
WIRE_2 = document("wire-2", TEXT, outlet="Wire")
POST = document("post", TEXT, outlet="Post")
POST_2 = document("post-2", TEXT, outlet="Post")
NOBODY = document("nobody", TEXT)


def test_flow_counts_documents_words_and_credit() -> None:
    """A carrier's documents, words, share and credit are counted from its derived pairs."""
    found = ledger(
        {"Wire": 1, "Post": 2},
        [
            comparison(
                POST,
                WIRE,
                (((0, 500), (0, 600)),),
                Relation.LEFT_FROM_RIGHT,
                credit=Credit.CREDITED,
            ),
            comparison(
                WIRE,
                POST_2,
                (((0, 500), (0, 250)),),
                Relation.RIGHT_FROM_LEFT,
                credit=Credit.UNCREDITED,
            ),
        ],
        {"post": 200, "post-2": 100, "wire": 300},
    )
    assert found.documents == {"Post": 2, "Wire": 1}
    assert found.flows == (
        OutletFlow(
            carrier="Post",
            source="Wire",
            documents=2,
            words=150,
            share=0.5,
            credited=1,
            uncredited=1,
            unknown=0,
        ),
    )


def test_overlaps_count_once() -> None:
    """Text that two documents of one source explain is counted once."""
    (flow,) = ledger(
        {},
        [
            comparison(POST, WIRE, (((0, 500), (0, 500)),), Relation.LEFT_FROM_RIGHT),
            comparison(POST, WIRE_2, (((250, 750), (0, 500)),), Relation.LEFT_FROM_RIGHT),
        ],
        {"post": 300},
    ).flows
    assert flow.words == 150
    assert flow.documents == 1
    assert flow.share == pytest.approx(0.5)


def test_links_keep_pairs_without_a_direction() -> None:
    """Common source and undetermined pairs are counted between the two, by name."""
    (link,) = ledger(
        {},
        [
            comparison(WIRE, POST, (((0, 500), (0, 500)),), Relation.COMMON_SOURCE),
            comparison(POST_2, WIRE, (((0, 300), (0, 500)),), Relation.UNDETERMINED),
            comparison(POST_2, WIRE_2, (((0, 300), (0, 500)),), Relation.INDEPENDENT),
        ],
        {},
    ).links
    assert link == OutletLink(
        first="Post", second="Wire", common_source=1, undetermined=1, words=160
    )


def test_one_outlet_one_page_and_unknown_outlets_are_left_out() -> None:
    """What is no flow between two known outlets is not in the ledger."""
    spans = (((0, 500), (0, 500)),)
    found = ledger(
        {"Post": 1},
        [
            comparison(POST, POST_2, spans, Relation.LEFT_FROM_RIGHT),
            comparison(POST, NOBODY, spans, Relation.LEFT_FROM_RIGHT),
        ],
        {},
    )
    assert found.flows == ()
    assert found.links == ()
    assert found.documents == {"Post": 1}


def test_a_shared_quotation_is_no_flow() -> None:
    """A direction between two who share a quotation alone counts nothing as carried."""
    found = ledger(
        {"Post": 1, "Wire": 1},
        [
            comparison(
                POST,
                WIRE,
                (((0, 500), (0, 500)),),
                Relation.LEFT_FROM_RIGHT,
                role=Role.QUOTATION,
            )
        ],
        {},
    )
    assert found.flows == ()
    assert found.links == ()


def test_versions_of_one_page_count_once() -> None:
    """Of the pairs of two pages the first counts, and of the versions the one that carries most."""
    spans = (((0, 500), (0, 500)),)
    pairs = [
        comparison(POST, WIRE, spans, Relation.LEFT_FROM_RIGHT, credit=Credit.CREDITED),
        comparison(POST_2, WIRE, (((0, 250), (0, 250)),), Relation.LEFT_FROM_RIGHT),
        comparison(WIRE_2, POST_2, spans, Relation.COMMON_SOURCE),
    ]
    words = {"post": 200, "post-2": 100}
    pages = {"post-2": "post"}
    found = ledger({"Post": 1, "Wire": 2}, pairs, words, pages)
    (flow,) = found.flows
    assert (flow.documents, flow.words, flow.share) == (1, 100, 0.5)
    assert (flow.credited, flow.uncredited, flow.unknown) == (1, 0, 0)
    assert [link.common_source for link in found.links] == [1]
    every = ledger({}, pairs, words, {**pages, "wire-2": "wire"})
    assert (every.flows, every.links) == (found.flows, ())


def test_versions_that_carry_from_two_pages_of_one_source_are_one_document() -> None:
    """Two versions of a page, each derived from another page, are one derived document."""
    pairs = [
        comparison(POST, WIRE, (((0, 500), (0, 500)),), Relation.LEFT_FROM_RIGHT),
        comparison(POST_2, WIRE_2, (((0, 750), (0, 750)),), Relation.LEFT_FROM_RIGHT),
    ]
    (flow,) = ledger({}, pairs, {"post": 200, "post-2": 300}, {"post-2": "post"}).flows
    assert (flow.documents, flow.words, flow.share) == (1, 150, 0.5)
