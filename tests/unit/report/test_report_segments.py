"""Overlapping marks flattened into segments."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.span import Span
from reuse.model.verdict import Side
from reuse.report.segments import covered, segment
from reuse.report.textview import FULL_TEXT, Layer, Mark, paragraphs

_POINT = st.integers(0, 40)
_SPANS = st.lists(st.tuples(_POINT, _POINT).map(lambda p: Span(min(p), max(p))), max_size=8)
_TEXT = st.text("ab \n\rü\u202e", max_size=40)


@given(_TEXT, _SPANS)
def test_segments_give_the_text_back(text: str, spans: list[Span]) -> None:
    """The cuts of all segments, joined, are the raw text."""
    parts = segment(len(text), spans)
    assert "".join(part.span.cut(text) for part in parts) == text


@given(_TEXT, _SPANS)
def test_every_character_has_its_marks(text: str, spans: list[Span]) -> None:
    """A segment carries exactly the marks whose spans cover its characters."""
    for part in segment(len(text), spans):
        for at in range(part.span.start, part.span.end):
            covering = tuple(i for i, s in enumerate(spans) if s.start <= at < s.end)
            assert part.marks == covering


@given(_TEXT, _SPANS)
def test_covered_counts_once(text: str, spans: list[Span]) -> None:
    """Overlaps are counted once, and nothing beyond the text."""
    slow = sum(any(s.start <= at < s.end for s in spans) for at in range(len(text)))
    assert covered(len(text), spans) == slow


def _alignment(span: Span) -> Alignment:
    return Alignment(
        left=span,
        right=span,
        role=Role.REUSE,
        obfuscation=Obfuscation.EDITED,
        score=1.0,
        channel=Channel.DIRECT,
        kept=1.0,
        left_words=1,
        right_words=1,
    )


@given(_TEXT, _SPANS, _SPANS, _SPANS)
def test_layout_keeps_every_line(
    text: str, passages: list[Span], differing: list[Span], shown: list[Span]
) -> None:
    """Laid out, the text has all its lines that are not blank, in order, and no others."""
    layer = Layer(
        side=Side.LEFT,
        alignments=[_alignment(span) for span in passages],
        marks=[Mark(span=span, style="moved", title="moved") for span in differing],
        shown=[(f"w{i}", span) for i, span in enumerate(shown)],
    )
    laid = ["".join(x.text for r in p.runs for x in r.pieces) for p in paragraphs(text, layer)]
    lines = text.replace("\r", "\n").split("\n")
    assert laid == [line for line in lines if line.strip()]


@given(_TEXT, _SPANS)
def test_each_passage_opens_once(text: str, passages: list[Span]) -> None:
    """A passage with visible words has one place that a link can lead to."""
    layer = Layer(side=Side.LEFT, alignments=[_alignment(s) for s in passages], marks=[], shown=[])
    opened = [n for p in paragraphs(text, layer) for r in p.runs for n in r.opens]
    wanted = [i for i, s in enumerate(passages, 1) if s.cut(text).strip()]
    assert sorted(opened) == sorted(set(opened))
    assert set(wanted) <= set(opened)


def test_long_text_keeps_what_is_marked() -> None:
    """Of a very long text the head, the passages and their surroundings are shown."""
    text = "x" * 250_000
    at = Span(150_000, 150_010)
    layer = Layer(side=Side.LEFT, alignments=[_alignment(at)], marks=[], shown=[])
    laid = paragraphs(text, layer)
    kept = sum(len(piece.text) for p in laid for r in p.runs for piece in r.pieces)
    assert len(text) > FULL_TEXT
    assert kept + sum(p.omitted for p in laid) == len(text)
    assert kept < 5_000
    assert any(r.passages == (1,) and len(r.pieces[0].text) == 10 for p in laid for r in p.runs)
