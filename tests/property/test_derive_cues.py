"""What holds of every cue, whatever the texts."""

from __future__ import annotations

from math import isfinite
from typing import Any

from derive_support import BODY, QUOTES, facts_of, mirrored, shown_words
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.derive.cues import DIRECTED, MUTUAL
from reuse.derive.shared import Pair, pair_of
from reuse.derive.weights import WEIGHTS
from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.model.verdict import Cue, Relation, Side, SidedSpan

SAID = "we have waited eleven winters for this pier and will wait no longer"
LINE = " ".join(BODY.split())
PIECES = (
    *BODY.split("\n\n"),
    QUOTES,
    "Here is what they write to us:",
    "The Boston Globe reported it first.",
    "She told the Boston Globe that she was done.",
    "According to the Harbour Post, nobody came.",
    "Jo Lund of the Quay Courier was there.",
    "According to Reuters, it rained.",
    "More: https://harbourpost.example/a/long/enough/path",
    "PORT ELLERY (NPA) \u2014 A ferry ran aground.",
    "The Norvik Press Agency contributed to this report.",
    "霧浜市の中心部で古い水道管が破裂した。「もう待てない」と市長。",
    "据霧浜新報报道，供水已恢复。",
    "\u05e9\u05dc\u05d5\u05dd \u202e\u200b",
    *("", "Ja", "\u201c", "\u201d\u201c\u201d", '"""""', "\u300c\u300d", "999999999999999999", "0"),
    *(
        "1,000,000,000,000,000,000",
        "0.000000",
        "\u0663\u0664",
        "\u00b2",
        "\x00",
        "\U0001f6a2 \u0301",
    ),
    "Holm " * 12,
    '"' + "no " * 40 + '"',
)
"""Lines that tell something, and odd ones."""
REWRITTEN = (
    ("Some 1,200 people came.", "There 1,187 people came."),
    ("The pilot, Holm, shut it in 2020.", "The pilot, Ines Holm, shut it in 2019."),
    ("The old vessel left at dawn.", "The old ferry left at dawn."),
    ("A ferry is a vessel.", "A vessel is a ferry."),
    ("The whole harbuor was shut.", "The whole harbour was shut."),
    ("The harbour opens in May.", "The harbour opens in May."),
    (f"The mayor was blunt: {SAID}.", f'"{SAID}," the mayor said.'),
    (f'They wrote: "{LINE}"', LINE),
    (LINE, LINE),
)
"""Lines of which the one may be made from the other."""
FIELDS = {
    "outlet": (None, "", "Harbour Post", "Quay Courier", "Reuters", "霧浜新報", "\u201c", "A"),
    "published": (None, "2025-03-01", "2025-03-04T08:00:00Z", "2025-03-09", "x"),
    "author": (None, "Jo Lund", "Ed Wick and Jo Lund", "Reuters"),
    "url": (None, "https://harbourpost.example/a/long/enough/path", "https://x.example/2"),
}


@st.composite
def documents(draw: st.DrawFn, number: str, text: str) -> Document:
    """A document with some metadata."""
    known: dict[str, Any] = {name: draw(st.sampled_from(values)) for name, values in FIELDS.items()}
    return Document(id=number, text=text, language="en", **known)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Pair, Pair]:
    """Two documents with passages line by line and anywhere, and the same exchanged."""
    pieces = st.one_of(st.sampled_from(PIECES), st.text(max_size=12))
    rows = st.one_of(
        st.sampled_from(REWRITTEN),
        st.sampled_from(REWRITTEN).map(lambda row: row[::-1]),
        st.tuples(pieces, st.just("")),
        st.tuples(st.just(""), pieces),
        st.tuples(pieces, pieces),
    )
    drawn = draw(st.lists(rows, max_size=8))
    sides = tuple(zip(*drawn, strict=True)) or ((), ())
    left = draw(documents("a", "\n\n".join(sides[0])))
    right = draw(documents("b", "\n\n".join(sides[1])))
    places = zip(_places(sides[0]), _places(sides[1]), strict=True)
    spans = [(ours, theirs) for ours, theirs in places if ours is not None and theirs is not None]
    if left.text and right.text:
        anywhere = st.tuples(_span(len(left.text)), _span(len(right.text)))
        spans.extend(draw(st.lists(anywhere, max_size=2)))
    roles = st.sampled_from((Role.REUSE, Role.REUSE, Role.REUSE, *Role))
    passages = tuple(
        Alignment(
            left=ours, right=theirs, score=1.0, channel=Channel.DIRECT, kept=1.0,
            role=draw(roles), obfuscation=draw(st.sampled_from(Obfuscation)),
            left_words=ours.end - ours.start, right_words=theirs.end - theirs.start,
        )
        for ours, theirs in sorted(set(spans))
    )  # fmt: skip
    found = facts_of(left), facts_of(right)
    return pair_of(*found, passages), pair_of(*found[::-1], mirrored(passages))


def _places(lines: tuple[str, ...]) -> list[Span | None]:
    """Where each line stands in the text that they make; None for an empty one."""
    places, at = [], 0
    for line in lines:
        places.append(Span(at, at + len(line)) if line else None)
        at += len(line) + 2
    return places


def _span(length: int) -> st.SearchStrategy[Span]:
    edges = st.lists(st.integers(0, length), min_size=2, max_size=2, unique=True)
    return edges.map(lambda pair: Span(*sorted(pair)))


def turned(cue: Cue | None) -> tuple[str, Relation, float, str, list[SidedSpan]] | None:
    """What a cue says, with the sides exchanged."""
    if cue is None:
        return None
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
    spans = sorted(SidedSpan(side=other[s.side], span=s.span) for s in cue.spans)
    return cue.name, cue.favours.mirrored, cue.nats, cue.explanation, spans


def plain(cue: Cue | None) -> tuple[str, Relation, float, str, list[SidedSpan]] | None:
    """What a cue says."""
    if cue is None:
        return None
    return cue.name, cue.favours, cue.nats, cue.explanation, sorted(cue.spans)


def hold(cue: Cue, view: Pair, name: str) -> None:
    """Assert that a cue is sound: its name, a plain finite number, a sentence, words of texts."""
    assert cue.name == name
    assert type(cue.nats) is float
    assert isfinite(cue.nats)
    assert 0 < cue.nats <= WEIGHTS[name].nats + 1.5
    assert cue.explanation.endswith(".")
    assert "\n" not in cue.explanation
    for words in shown_words(view, cue):
        assert words.strip()


@given(pairs())
@settings(max_examples=200, deadline=None)
def test_directed_cues_mirror_and_show_words_of_their_side(found: tuple[Pair, Pair]) -> None:
    """A cue for the one direction is the cue for the other of the exchanged pair, to the bit."""
    some, back = found
    for function in DIRECTED:
        for view, mirror in ((some, back.mirrored), (some.mirrored, back)):
            cue = function(view)
            assert turned(cue) == plain(function(mirror))
            if cue is None:
                continue
            hold(cue, view, function.__name__)
            side = Side.LEFT if view.is_left else Side.RIGHT
            assert {place.side for place in cue.spans} <= {side}
            named = Relation.LEFT_FROM_RIGHT if view.is_left else Relation.RIGHT_FROM_LEFT
            assert cue.favours is named


@given(pairs())
@settings(max_examples=100, deadline=None)
def test_mutual_cues_say_the_same_from_either_side(found: tuple[Pair, Pair]) -> None:
    """A cue that speaks for no direction says the same of the exchanged pair."""
    some, back = found
    for function in MUTUAL:
        cue = function(some)
        assert turned(cue) == plain(function(back))
        if cue is not None:
            hold(cue, some, function.__name__)
            assert cue.favours in {Relation.COMMON_SOURCE, Relation.UNDETERMINED}
