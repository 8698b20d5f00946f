"""Pairs judged independent, without what is only the same facts told twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.derive import closeness, stands
from reuse.grouping import distinct
from reuse.model.alignment import Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.prepared import Tokens
from reuse.model.span import Span
from reuse.model.verdict import Relation
from reuse.pipeline.intake import Intake
from reuse.sketch import document_counts
from reuse.text import tokenise

# Fewer texts do not tell how much a word weighs.
_FEWEST = 500
# Tokenised texts kept at hand.
_AT_HAND = 4_000


def sift(comparisons: list[Comparison], intake: Intake, config: Config) -> list[Comparison]:
    """Leave out passages that two accounts of one matter are bound to share.

    Only pairs that are judged independent are looked at, and of them the passages that would
    count as reuse; a pair without any passage left is left out.

    Args:
        comparisons: aligned and judged pairs.
        intake: the corpus, which says how rare each word is.
        config: settings.
    """
    texts = len(intake.table.bounds) - 1
    doubtful = [k for k, c in enumerate(comparisons) if _is_doubtful(c)]
    if not config.derive.sift or texts < _FEWEST or not doubtful:
        return comparisons

    @lru_cache(maxsize=_AT_HAND)
    def tokens(number: int) -> Tokens:
        return tokenise(intake.documents[number].text, config.text, many=True)

    def rest(document: Document, spans: Iterable[Span]) -> NDArray[np.uint32]:
        return _rest(tokens(intake.documents.number(document.id)), spans)

    rests = {
        k: (
            rest(comparisons[k].left, (a.left for a in comparisons[k].alignments)),
            rest(comparisons[k].right, (a.right for a in comparisons[k].alignments)),
        )
        for k in doubtful
    }
    known, counts = document_counts(
        intake.table, np.concatenate([side for pair in rests.values() for side in pair])
    )
    weights = np.log(texts / np.maximum(counts, 1))
    kept: list[Comparison] = []
    for k, comparison in enumerate(comparisons):
        if k not in rests:
            kept.append(comparison)
            continue
        near = closeness(*rests[k], known, weights)
        passages = tuple(p for p in comparison.alignments if stands(p, near))
        if passages:
            kept.append(replace(comparison, alignments=passages))
    return kept


def _is_doubtful(comparison: Comparison) -> bool:
    if comparison.verdict.relation is not Relation.INDEPENDENT:
        return False
    return any(passage.role is Role.REUSE for passage in comparison.alignments)


def _rest(tokens: Tokens, spans: Iterable[Span]) -> NDArray[np.uint32]:
    """Distinct token codes outside the spans, rising."""
    outside = np.ones(len(tokens), np.bool_)
    for span in spans:
        first, last = np.searchsorted(tokens.starts, (span.start, span.end))
        outside[first:last] = False
    return distinct(tokens.codes[outside].astype(np.uint64)).astype(np.uint32)
