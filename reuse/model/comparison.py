"""Two documents, what they share and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reuse.model.alignment import Alignment, Role
from reuse.model.document import Document
from reuse.model.verdict import Relation, Verdict

# How telling a word of reuse is under each relation.
_WORTH = {
    Relation.LEFT_FROM_RIGHT: 1.0,
    Relation.RIGHT_FROM_LEFT: 1.0,
    Relation.COMMON_SOURCE: 0.9,
    Relation.UNDETERMINED: 0.6,
    Relation.INDEPENDENT: 0.1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A pair of documents with aligned passages and verdict."""

    left: Document
    right: Document
    alignments: tuple[Alignment, ...]
    """Sorted by left span, then right."""
    verdict: Verdict
    same_page: bool = False
    """True when both records are one page: one URL, or one text under one outlet."""
    notes: tuple[str, ...] = ()
    """What a reader should know: a coarser answer, disguised text."""

    @property
    def reused(self) -> tuple[Alignment, ...]:
        """The passages that count as reuse: neither quotation nor boilerplate."""
        return tuple(a for a in self.alignments if a.role is Role.REUSE)

    @property
    def is_reuse(self) -> bool:
        """Whether the pair counts: a reused passage, two pages, and not judged independent."""
        return (
            bool(self.reused)
            and not self.same_page
            and self.verdict.relation is not Relation.INDEPENDENT
        )

    @property
    def reused_words(self) -> int:
        """Words in reused passages, counted on the side where they are fewer."""
        return sum(min(a.left_words, a.right_words) for a in self.reused)

    @property
    def worth(self) -> float:
        """How telling the pair is: its reused words, by what they prove under its relation."""
        return _WORTH[self.verdict.relation] * self.reused_words

    @property
    def mirrored(self) -> Comparison:
        """The same with left and right exchanged."""
        return replace(
            self,
            left=self.right,
            right=self.left,
            alignments=tuple(
                sorted((a.mirrored for a in self.alignments), key=lambda a: (a.left, a.right))
            ),
            verdict=self.verdict.mirrored,
        )
