"""What two texts share word for word, with quotations masked on either side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.derive.covering import BOILERPLATE, FIGURES, OTHER, REUSED, compare_runs, cover
from reuse.derive.facts import DocumentFacts
from reuse.model.alignment import Alignment, Obfuscation, Role
from reuse.model.span import Span

_KINDS = {Role.BOILERPLATE: BOILERPLATE, Role.REUSE: REUSED}
_EXACT = frozenset({Obfuscation.VERBATIM, Obfuscation.EDITED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An aligned passage seen from one side."""

    this: Span
    other: Span
    role: Role
    obfuscation: Obfuscation
    this_words: int
    other_words: int
    kept: float

    @property
    def mirrored(self) -> Passage:
        """The same passage seen from the other side."""
        return Passage(
            this=self.other,
            other=self.this,
            role=self.role,
            obfuscation=self.obfuscation,
            this_words=self.other_words,
            other_words=self.this_words,
            kept=self.kept,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Covered:
    """How much of one text stands in the other; arrays by token, shape (n,)."""

    any: NDArray[np.bool_]
    """In a run of five shared tokens, quoted or not, or in an aligned passage."""
    plain: NDArray[np.bool_]
    """In a run of five shared tokens that no side quotes."""
    share: float
    """Words of `any` over all words, 0 to 1."""
    exact_share: float
    """The same without passages that were only paraphrased or summed up, 0 to 1."""
    plain_share: float
    """Words of `plain` over all words outside quotations, 0 to 1."""
    run: float
    """Words of the longest stretch of `plain`."""
    run_content: float
    """Content words of that stretch."""
    grams: float
    """Distinct shared unquoted runs of five tokens."""
    sentences: int
    """Aligned sentences that stand mostly outside quotations."""
    aligned: float
    """Words of reused passages outside quotations."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pair:
    """Two documents seen from one of them."""

    this: DocumentFacts
    other: DocumentFacts
    this_covered: Covered
    other_covered: Covered
    passages: tuple[Passage, ...]
    """Seen from `this`, in its order."""
    mirrored_passages: tuple[Passage, ...]
    """Seen from `other`, in its order."""
    is_left: bool
    """Whether `this` is the left document."""

    @property
    def mirrored(self) -> Pair:
        """The pair seen from the other document."""
        return Pair(
            this=self.other,
            other=self.this,
            this_covered=self.other_covered,
            other_covered=self.this_covered,
            passages=self.mirrored_passages,
            mirrored_passages=self.passages,
            is_left=not self.is_left,
        )

    @property
    def reused(self) -> tuple[Passage, ...]:
        """Passages that are neither quotation nor boilerplate."""
        return tuple(p for p in self.passages if p.role is Role.REUSE)


def one_outlet(pair: Pair) -> bool:
    """Whether both are of one outlet, under whatever spelling."""
    return bool(pair.this.names.brand) and pair.this.names.brand == pair.other.names.brand


def pair_of(
    left: DocumentFacts,
    right: DocumentFacts,
    alignments: tuple[Alignment, ...],
    *,
    many: bool = False,
) -> Pair:
    """Measure what two documents share, seen from the left one.

    Args:
        left: a document.
        right: the other.
        alignments: aligned passages of the two.
        many: whether this is one of many pairs, for which compiled loops pay.
    """
    passages = tuple(
        Passage(
            this=a.left,
            other=a.right,
            role=a.role,
            obfuscation=a.obfuscation,
            this_words=a.left_words,
            other_words=a.right_words,
            kept=a.kept,
        )
        for a in sorted(alignments, key=lambda a: (a.left, a.right))
    )
    states = (
        np.zeros(len(left.distinct), np.uint8),
        np.zeros(len(right.distinct), np.uint8),
    )
    compare = compare_runs.native if many else compare_runs
    compare(left.distinct, right.distinct, left.spoilt, right.spoilt, *states)
    return Pair(
        this=left,
        other=right,
        this_covered=_covered(
            left, states[0], [(p.this, p.role, p.obfuscation) for p in passages], many=many
        ),
        other_covered=_covered(
            right, states[1], [(p.other, p.role, p.obfuscation) for p in passages], many=many
        ),
        passages=passages,
        mirrored_passages=tuple(
            sorted((p.mirrored for p in passages), key=lambda p: (p.this, p.other))
        ),
        is_left=True,
    )


def tokens_of(side: DocumentFacts, span: Span) -> tuple[int, int]:
    """Half-open range of the tokens that begin within a span."""
    starts = side.text.tokens.starts
    first, last = np.searchsorted(starts, (span.start, span.end), side="left")
    return int(first), int(last)


def _covered(
    side: DocumentFacts,
    states: NDArray[np.uint8],
    spans: list[tuple[Span, Role, Obfuscation]],
    *,
    many: bool,
) -> Covered:
    rows = [
        (*tokens_of(side, span), _KINDS.get(role, OTHER), obfuscation in _EXACT)
        for span, role, obfuscation in spans
    ]
    count = len(side.weights)
    shared, plain = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    figures = np.zeros(len(FIGURES), np.float64)
    measure = cover.native if many else cover
    measure(
        side.ranks,
        states,
        np.array(rows, np.int64).reshape(-1, 4),
        side.weights,
        side.masked,
        side.furniture,
        side.content,
        side.text.sentences,
        shared,
        plain,
        figures,
    )
    found = dict(zip(FIGURES, figures.tolist(), strict=True))
    words, outside = found["words"], found["outside"]
    return Covered(
        any=shared,
        plain=plain,
        share=found["any"] / words if words else 0.0,
        exact_share=found["exact"] / words if words else 0.0,
        plain_share=found["plain"] / outside if outside else 0.0,
        run=found["run"],
        run_content=found["run_content"],
        grams=found["grams"],
        sentences=int(found["sentences"]),
        aligned=found["aligned"],
    )
