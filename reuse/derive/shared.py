"""What two texts share word for word, with quotations masked on either side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.derive.facts import GRAM, DocumentFacts
from reuse.model.alignment import Alignment, Obfuscation, Role
from reuse.model.span import Span

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


def pair_of(left: DocumentFacts, right: DocumentFacts, alignments: tuple[Alignment, ...]) -> Pair:
    """Measure what two documents share, seen from the left one."""
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
    common = np.intersect1d(left.distinct, right.distinct, assume_unique=True)
    plain = common[~(_among(common, left.spoilt) | _among(common, right.spoilt))]
    return Pair(
        this=left,
        other=right,
        this_covered=_covered(
            left, common, plain, [(p.this, p.role, p.obfuscation) for p in passages]
        ),
        other_covered=_covered(
            right, common, plain, [(p.other, p.role, p.obfuscation) for p in passages]
        ),
        passages=passages,
        mirrored_passages=tuple(
            sorted((p.mirrored for p in passages), key=lambda p: (p.this, p.other))
        ),
        is_left=True,
    )


def _among(values: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which values are among the known ones, which are in order."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    at = np.searchsorted(known, values)
    at[at == len(known)] = 0
    found: NDArray[np.bool_] = known[at] == values
    return found


def tokens_of(side: DocumentFacts, span: Span) -> tuple[int, int]:
    """Half-open range of the tokens that begin within a span."""
    starts = side.text.tokens.starts
    first, last = np.searchsorted(starts, (span.start, span.end), side="left")
    return int(first), int(last)


def _covered(
    side: DocumentFacts,
    common: NDArray[np.uint64],
    plain: NDArray[np.uint64],
    spans: list[tuple[Span, Role, Obfuscation]],
) -> Covered:
    count = len(side.text.words)
    plain_at = _among(side.grams, plain)
    plain_tokens = _spread(plain_at, count)
    any_tokens = _spread(_among(side.grams, common), count)
    aligned, loose = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    for span, role, obfuscation in spans:
        first, last = tokens_of(side, span)
        if role is Role.BOILERPLATE:
            plain_tokens[first:last] = False
            any_tokens[first:last] = False
        else:
            (any_tokens if obfuscation in _EXACT else loose)[first:last] = True
            if role is Role.REUSE:
                aligned[first:last] = True
    aligned &= ~side.masked
    any_tokens &= ~side.furniture
    exact = float(side.weights[any_tokens].sum())
    any_tokens |= loose & ~side.furniture
    run, run_content = _longest(plain_tokens, side)
    words = float(side.weights.sum())
    outside = float(side.weights[~side.masked].sum())
    return Covered(
        any=any_tokens,
        plain=plain_tokens,
        share=float(side.weights[any_tokens].sum()) / words if words else 0.0,
        exact_share=exact / words if words else 0.0,
        plain_share=float(side.weights[plain_tokens].sum()) / outside if outside else 0.0,
        run=run,
        run_content=run_content,
        grams=_distinct(side, plain_at & _whole(plain_tokens)),
        sentences=_sentences(side, aligned),
        aligned=float(side.weights[aligned].sum()),
    )


def _distinct(side: DocumentFacts, at: NDArray[np.bool_]) -> float:
    """Distinct runs that begin at the marked places, each worth what its first token is."""
    _, first = np.unique(side.grams[at], return_index=True)
    return float(side.weights[: len(at)][at][first].sum())


def _spread(at: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Tokens that stand in a run that begins at one of the marked places."""
    tokens = np.zeros(count, np.bool_)
    for i in range(GRAM):
        tokens[i : i + len(at)] |= at
    return tokens


def _whole(tokens: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Places where a run of five marked tokens begins."""
    count = max(0, len(tokens) - GRAM + 1)
    whole = np.ones(count, np.bool_)
    for i in range(GRAM):
        whole &= tokens[i : i + count]
    return whole


def _longest(tokens: NDArray[np.bool_], side: DocumentFacts) -> tuple[float, float]:
    """Words and content words of the longest stretch of marked tokens."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], tokens.astype(np.int8), [0]))))
    if not len(edges):
        return 0.0, 0.0
    sums = np.concatenate(([0.0], np.cumsum(side.weights)))
    content = np.concatenate(([0.0], np.cumsum(side.weights * side.text.content)))
    lengths = sums[edges[1::2]] - sums[edges[::2]]
    best = int(np.argmax(lengths))
    first, last = edges[2 * best], edges[2 * best + 1]
    return float(lengths[best]), float(content[last] - content[first])


def _sentences(side: DocumentFacts, aligned: NDArray[np.bool_]) -> int:
    """Sentences of six words or more that lie mostly in reused text outside quotations."""
    bounds = side.text.sentences
    if not len(bounds) or not aligned.any():
        return 0
    sums = np.concatenate(([0.0], np.cumsum(side.weights * aligned)))
    total = np.concatenate(([0.0], np.cumsum(side.weights)))
    inside = sums[bounds[:, 1]] - sums[bounds[:, 0]]
    length = total[bounds[:, 1]] - total[bounds[:, 0]]
    return int(np.count_nonzero((inside * 2 > length) & (length >= 6)))
