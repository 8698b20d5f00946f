"""A text cut where marks begin and end, so that overlapping marks nest in no way."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reuse.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a text under one set of marks."""

    span: Span
    marks: tuple[int, ...]
    """Numbers of the marks that cover it, rising; empty for plain text."""


def segment(length: int, marks: Sequence[Span]) -> tuple[Segment, ...]:
    """Flatten spans that may overlap into disjoint segments that cover the whole text.

    Args:
        length: code points of the text.
        marks: spans, mark number *i* at index *i*. What lies outside the text is cut off;
            empty spans mark nothing.

    Returns:
        Segments in order without gaps: their cuts, joined, are the text. A mark that covers
        several segments is in each of them.
    """
    events: dict[int, list[tuple[int, int]]] = {0: [], length: []}
    for number, span in enumerate(marks):
        start, end = max(0, span.start), min(length, span.end)
        if start < end:
            events.setdefault(start, []).append((1, number))
            events.setdefault(end, []).append((0, number))
    cuts = sorted(events)
    active: list[int] = []
    out: list[Segment] = []
    for at, following in pairwise(cuts):
        for opens, number in sorted(events[at]):
            if opens:
                insort(active, number)
            else:
                active.remove(number)
        out.append(Segment(span=Span(at, following), marks=tuple(active)))
    return tuple(out)


def covered(length: int, spans: Iterable[Span]) -> int:
    """Code points of a text of `length` that at least one span covers."""
    total, reach = 0, 0
    for span in sorted(spans):
        start, end = max(span.start, reach), min(span.end, length)
        if start < end:
            total += end - start
            reach = end
    return total
