"""Pairs without what is only the same facts told twice, or a name with its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.derive import closeness, stands
from reuse.grouping import distinct
from reuse.model.alignment import Alignment, Role
from reuse.model.comparison import Comparison
from reuse.model.prepared import Tokens
from reuse.model.span import Span
from reuse.model.verdict import Relation
from reuse.pipeline.intake import Intake
from reuse.sketch import document_counts
from reuse.text import tokenise

Codes = NDArray[np.uint32]

_UNNAMED = (Relation.INDEPENDENT, Relation.UNDETERMINED)
# Nats from which on a word says something: one text in five holds it.
_TELLING = 1.5
# Fewer texts do not tell how much a word weighs.
_FEWEST = 500
# Tokenised texts kept at hand: pairs come in an order in which the texts of one are met again.
_AT_HAND = 500
# Doubtful pairs from which on the compiled tokeniser pays for its compiler.
_MANY = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One text of a doubtful pair."""

    text: str
    tokens: Tokens

    def inside(self, span: Span) -> slice:
        """Tokens of a passage."""
        first, last = np.searchsorted(self.tokens.starts, (span.start, span.end))
        return slice(int(first), int(last))

    def rest(self, spans: Iterable[Span]) -> Codes:
        """Distinct token codes outside the spans, rising."""
        outside = np.ones(len(self.tokens), np.bool_)
        for span in spans:
            outside[self.inside(span)] = False
        return distinct(self.tokens.codes[outside])

    def plain(self, span: Span) -> Codes:
        """Distinct codes of the words in a passage that begin with a small letter, rising.

        A letter of a script without capitals counts as one.
        """
        part = self.inside(span)
        initials = [self.text[start] for start in self.tokens.starts[part].tolist()]
        small = [letter.isalpha() and not letter.isupper() for letter in initials]
        return distinct(self.tokens.codes[part][np.array(small, np.bool_)])


def sift(comparisons: list[Comparison], intake: Intake, config: Config) -> list[Comparison]:
    """Leave out passages that two accounts of one matter are bound to share.

    Only pairs for which no relation is named are looked at, and of them the passages that would
    count as reuse; a pair without any passage left is left out.

    Args:
        comparisons: aligned and judged pairs.
        intake: the corpus, which says how rare each word is.
        config: settings.
    """
    texts = len(intake.table.bounds) - 1
    if not config.derive.sift or texts < _FEWEST:
        return comparisons

    doubtful = [c for c in comparisons if _is_doubtful(c)]
    many = len(doubtful) >= _MANY

    @lru_cache(maxsize=_AT_HAND)
    def side(name: str) -> _Side:
        text = intake.documents[intake.documents.number(name)].text
        return _Side(text, tokenise(text, config.text, many=many))

    rests: list[tuple[Codes, Codes]] = []
    plain: list[list[Codes]] = []
    for pair in doubtful:
        left, right = side(pair.left.id), side(pair.right.id)
        passages = pair.alignments
        rests.append((left.rest(a.left for a in passages), right.rest(a.right for a in passages)))
        plain.append([_plain(left, right, passage) for passage in passages])
    asked = [*chain.from_iterable(rests), *chain.from_iterable(plain)]
    known, counts = document_counts(intake.table, np.concatenate([*asked, np.zeros(0, np.uint32)]))
    weights = np.log(texts / np.maximum(counts, 1))
    sifted = {}
    for comparison, rest, words in zip(doubtful, rests, plain, strict=True):
        near = closeness(*rest, known, weights)
        telling = [int((weights[known.searchsorted(own)] >= _TELLING).sum()) for own in words]
        independent = comparison.verdict.relation is Relation.INDEPENDENT
        sifted[comparison.left.id, comparison.right.id] = tuple(
            passage
            for passage, count in zip(comparison.alignments, telling, strict=True)
            if stands(passage, near, count, independent=independent)
        )
    return [*_with(comparisons, sifted)]


def _with(
    comparisons: Iterable[Comparison], sifted: dict[tuple[str, str], tuple[Alignment, ...]]
) -> Iterator[Comparison]:
    """Comparisons with the passages that are left to them."""
    for comparison in comparisons:
        passages = sifted.get((comparison.left.id, comparison.right.id))
        if passages is None or len(passages) == len(comparison.alignments):
            yield comparison
        elif passages:
            yield replace(comparison, alignments=passages)


def _is_doubtful(comparison: Comparison) -> bool:
    if comparison.verdict.relation not in _UNNAMED:
        return False
    return any(passage.role is Role.REUSE for passage in comparison.alignments)


def _plain(left: _Side, right: _Side, passage: Alignment) -> Codes:
    """Distinct plain words that both sides of a passage share."""
    if passage.role is not Role.REUSE:
        return np.zeros(0, np.uint32)
    return np.intersect1d(left.plain(passage.left), right.plain(passage.right), assume_unique=True)
