"""One document of a pair, laid out for the page: paragraphs of runs of pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reuse.model.alignment import Alignment, Role
from reuse.model.span import Span
from reuse.model.verdict import Side
from reuse.report.segments import segment
from reuse.report.words import SIDE, passage_words

FULL_TEXT = 100_000
"""Code points up to which a text is shown whole."""
_HEAD, _MARGIN = 1_000, 1_000
_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said of some words of a passage: how they differ, or that they conflict."""

    span: Span
    style: str
    """Name of the look: a kind of change, or ``conflict``."""
    title: str
    """The same in words; quotes the other side, and is not yet escaped."""
    sign: str = ""
    """What stands before the words: the number of a move, a sign of conflict."""
    anchor: str = ""
    """Element id, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a run that look alike."""

    text: str
    span: Span
    """Where they stand in the raw text."""
    marks: tuple[Mark, ...]
    """What is said of them, the outer mark first; behind its first piece without its sign and
    anchor."""
    shows: bool
    """True when the words show a cue or give credit."""
    anchors: tuple[str, ...]
    """Element ids of cue quotations that begin here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a paragraph inside the same passages, or inside none."""

    passages: tuple[int, ...]
    """Numbers of the passages, from 1; empty for text that the other side does not have."""
    opens: tuple[int, ...]
    """Those that begin here."""
    style: str
    """Name of the look: an obfuscation, ``quotation``, ``boilerplate`` or empty."""
    title: str
    """What the passage is, in a few words of ours."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the article, or a stretch left out."""

    runs: tuple[Run, ...]
    omitted: int = 0
    """Code points left out here; above 0 there are no runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The marks of one document."""

    side: Side
    alignments: Sequence[Alignment]
    marks: Sequence[Mark]
    """Marks within the passages; of two on the same words the outer one first."""
    shown: Sequence[tuple[str, Span]]
    """Element id and span of the words that show a cue or give credit."""

    def spans(self) -> list[Span]:
        """Spans of the passages on this side."""
        return [a.left if self.side is Side.LEFT else a.right for a in self.alignments]


def style_of(alignment: Alignment) -> str:
    """Name of the look of a passage."""
    if alignment.role is Role.REUSE:
        return alignment.obfuscation.value
    return alignment.role.value


def paragraphs(text: str, layer: Layer) -> tuple[Paragraph, ...]:
    """Lay out a text with its marks; blank lines are dropped, all else is kept.

    A text beyond `FULL_TEXT` keeps its head and the surroundings of everything marked; what
    is left out is counted in place.
    """
    return tuple(_Layout(text, layer).build())


def _gaps(length: int, keep: Sequence[Span]) -> list[Span]:
    """Stretches of a long text that nothing marked is near to."""
    if length <= FULL_TEXT:
        return []
    gaps, reach = [], _HEAD
    for span in sorted(keep):
        if span.start - _MARGIN > reach:
            gaps.append(Span(reach, span.start - _MARGIN))
        reach = max(reach, span.end + _MARGIN)
    if reach < length:
        gaps.append(Span(reach, length))
    return gaps


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a stretch, without their ends."""
    at = span.start
    for end in _LINE.finditer(text, span.start, span.end):
        yield Span(at, end.start())
        at = end.end()
    yield Span(at, span.end)


class _Layout:
    """Walks the segments of one text once and cuts them into paragraphs, runs and pieces."""

    def __init__(self, text: str, layer: Layer) -> None:
        passages = layer.spans()
        shown = [span for _, span in layer.shown]
        self.text = text
        self.layer = layer
        self.gaps = _gaps(len(text), [*passages, *shown])
        self.marks = [*passages, *(mark.span for mark in layer.marks), *shown, *self.gaps]
        self.last_passage = len(passages)
        self.last_mark = self.last_passage + len(layer.marks)
        self.last_shown = self.last_mark + len(shown)
        self.opened: set[int] = set()
        self.begun: set[int] = set()
        self.anchored: set[int] = set()
        self.runs: list[Run] = []
        self.pieces: list[Piece] = []
        self.current: tuple[int, ...] = ()

    def build(self) -> Iterator[Paragraph]:
        for part in segment(len(self.text), self.marks):
            if part.marks and part.marks[-1] >= self.last_shown:
                yield from self._end_paragraph()
                yield Paragraph(runs=(), omitted=len(part.span))
                continue
            passages = tuple(m for m in part.marks if m < self.last_passage)
            if passages != self.current:
                self._end_run()
                self.current = passages
            for number, line in enumerate(_lines(self.text, part.span)):
                if number:
                    yield from self._end_paragraph()
                if line:
                    self.pieces.append(self._piece(line, part.marks))
        yield from self._end_paragraph()

    def _piece(self, span: Span, marks: tuple[int, ...]) -> Piece:
        shows = [m - self.last_mark for m in marks if m >= self.last_mark]
        fresh = [m for m in shows if m not in self.anchored]
        self.anchored.update(fresh)
        return Piece(
            text=span.cut(self.text),
            span=span,
            marks=tuple(
                self._mark(m - self.last_passage)
                for m in marks
                if self.last_passage <= m < self.last_mark
            ),
            shows=bool(shows),
            anchors=tuple(self.layer.shown[m][0] for m in fresh),
        )

    def _mark(self, number: int) -> Mark:
        """A mark, without sign and anchor where it goes on."""
        mark = self.layer.marks[number]
        if number in self.begun:
            return replace(mark, sign="", anchor="")
        self.begun.add(number)
        return mark

    def _end_run(self) -> None:
        if not self.pieces:
            return
        blank = not any(piece.text.strip() for piece in self.pieces)
        opens = () if blank else tuple(m for m in self.current if m not in self.opened)
        self.opened.update(opens)
        first = self.layer.alignments[self.current[0]] if self.current else None
        self.runs.append(
            Run(
                passages=tuple(m + 1 for m in self.current),
                opens=tuple(m + 1 for m in opens),
                style=style_of(first) if first else "",
                title=self._title(),
                pieces=tuple(self.pieces),
            )
        )
        self.pieces = []

    def _title(self) -> str:
        return "; ".join(
            f"Passage {m + 1} in {SIDE[self.layer.side]}: {passage_words(self.layer.alignments[m])}"
            for m in self.current[:3]
        )

    def _end_paragraph(self) -> Iterator[Paragraph]:
        self._end_run()
        if any(piece.text.strip() for run in self.runs for piece in run.pieces):
            yield Paragraph(runs=tuple(self.runs))
        self.runs = []
