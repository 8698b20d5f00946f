from __future__ import annotations

from math import isclose

from derive_support import BODY, CONFIG, QUOTES, aligned, mirrored, prepared
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.derive import judge
from reuse.derive.evidence import carried, probabilities
from reuse.derive.weights import WEIGHTS, Group
from reuse.model.document import Document
from reuse.model.verdict import Cue, Relation

LINES = (
    *BODY.split("\n\n"),
    QUOTES,
    "PORT ELLERY (NPA) \u2014 A ferry ran aground in fog.",
    "WASHINGTON (AP) \u2014 The vote failed by two.",
    "The plan was first reported by the Harbour Post.",
    "She told the Quay Courier that she was done.",
    "According to Reuters, nobody came to the meeting at all.",
    "The Associated Press contributed to this report.",
    "Here is what they write:",
    "\u201cNo closing mark here and none to come",
    "  ((((  ",
    "\u202e\u200b",
)
OUTLETS = (None, "Harbour Post", "Quay Courier", "Associated Press", "Reuters", "Time", "A")
DATES = (None, "2025-03-01", "2025-03-04T08:00:00Z", "2025-03-04T09:00:00Z", "0001-01-01", "x")
AUTHORS = (None, "Jo Lund", "Ed Wick and Jo Lund", "Reuters", "Jo Lund, NPA")
URLS = (None, "https://harbourpost.example/a/long/enough/path", "https://x.example/2")


@st.composite
def documents(draw: st.DrawFn, number: str) -> Document:
    """A document put together from telling lines and metadata."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
    return Document(
        id=number,
        text="\n\n".join(lines),
        language="en",
        outlet=draw(st.sampled_from(OUTLETS)),
        published=draw(st.sampled_from(DATES)),
        author=draw(st.sampled_from(AUTHORS)),
        url=draw(st.sampled_from(URLS)),
        title=draw(st.sampled_from((None, "Harbour Post in trouble", "The pier"))),
    )


@given(left=documents("a"), right=documents("b"))
@settings(max_examples=250, deadline=None)
def test_exchanging_the_sides_mirrors_the_verdict_to_the_last_bit(
    left: Document, right: Document
) -> None:
    """Left and right exchanged give the same verdict with the directions exchanged, exactly."""
    a, b = prepared(left), prepared(right)
    passages = aligned(a, b)
    there = judge(left, a, right, b, passages, CONFIG)
    back = judge(right, b, left, a, mirrored(passages), CONFIG)
    assert back.relation is there.relation.mirrored
    assert back.credit is there.credit
    for relation in Relation:
        assert there.probabilities[relation] == back.probabilities[relation.mirrored]
    shown = sorted((c.name, c.nats, c.favours.mirrored, c.explanation) for c in there.cues)
    assert shown == sorted((c.name, c.nats, c.favours, c.explanation) for c in back.cues)


@given(left=documents("a"), right=documents("b"))
@settings(max_examples=150, deadline=None)
def test_what_is_emitted_is_carried(left: Document, right: Document) -> None:
    """A direction has its probability and a carrying cue; spans cut words of their document."""
    a, b = prepared(left), prepared(right)
    said = judge(left, a, right, b, aligned(a, b), CONFIG)
    assert isclose(sum(said.probabilities.values()), 1.0, abs_tol=1e-12)
    if said.relation in {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT}:
        assert said.probability >= CONFIG.emit
        assert carried(said.cues, said.relation)
    for cue in said.cues:
        assert cue.nats > 0
        assert cue.explanation.endswith(".")
        for sided in cue.spans:
            text = (left if sided.side == "left" else right).text
            assert 0 <= sided.span.start < sided.span.end <= len(text)


@given(
    nats=st.lists(st.floats(0.0, 50.0), max_size=12),
    name=st.sampled_from([n for n, w in WEIGHTS.items() if w.group is Group.TEXT]),
)
def test_text_alone_never_passes_the_cap(nats: list[float], name: str) -> None:
    """Whatever the texts' own cues say, no direction reaches .82."""
    cues = tuple(
        Cue(name=name, favours=Relation.LEFT_FROM_RIGHT, nats=n, explanation="x.") for n in nats
    )
    assert probabilities(cues, 1.0)[Relation.LEFT_FROM_RIGHT] < 0.82
