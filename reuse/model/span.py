"""Half-open stretches of a document's raw text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, end)`` in Unicode code points of the raw text."""

    start: int
    """First code point of the stretch, from 0."""
    end: int
    """One past the last code point; never below `start`."""

    def __len__(self) -> int:
        return self.end - self.start

    def meet(self, other: Span) -> int:
        """Number of code points that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def cut(self, text: str) -> str:
        """The stretch of `text` that this span names."""
        return text[self.start : self.end]
