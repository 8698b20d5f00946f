"""Pairs without what is only the same facts told twice, or a name with its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.derive import (
    Evidence,
    best_score,
    closeness,
    is_in_doubt,
    pairs_of_places,
    stands,
    surprise,
)
from reuse.grouping import distinct
from reuse.model.alignment import Alignment
from reuse.model.comparison import Comparison
from reuse.model.prepared import Tokens
from reuse.model.span import Span
from reuse.model.verdict import Relation
from reuse.pipeline.frequencies import Found, Frequencies
from reuse.pipeline.matches import Matches, matches
from reuse.sketch import LONGEST_PHRASE
from reuse.text import tokenise

Codes = NDArray[np.uint32]

_UNNAMED = (Relation.INDEPENDENT, Relation.UNDETERMINED)
# Fewer texts do not tell how much a word weighs.
_FEWEST = 500
# Tokenised texts kept at hand: pairs come in an order in which the texts of one are met again.
_AT_HAND = 500
# Doubtful pairs from which on compiled loops pay for their compiler.
_MANY = 1_000
# Matched words in a row that count as a sentence of its own, ...
_SENTENCE = 12
# ... which as few documents as two or more may carry and still have it from each other.
_CARRIERS = 2


@dataclass(frozen=True, slots=True, eq=False)
class _Doubt:
    """A comparison of which some passages are in doubt."""

    comparison: Comparison
    rests: tuple[Codes, Codes]
    """Distinct codes outside the passages, rising, of both sides."""
    passages: tuple[tuple[int, Matches], ...]
    """Number of each passage in doubt, and the words that match in it."""


def sift(
    comparisons: list[Comparison], corpus: Frequencies, config: Config
) -> tuple[list[Comparison], int]:
    """Leave out passages that two accounts of one matter are bound to share.

    Only pairs for which no relation is named are looked at, and of them the passages that would
    count as reuse; a pair without any passage left is left out.

    Args:
        comparisons: aligned and judged pairs.
        corpus: says how rare each word and phrase is.
        config: settings.

    Returns:
        The comparisons that are left, and how many passages were left out.
    """
    texts = corpus.texts
    if not config.derive.sift or texts < _FEWEST:
        return comparisons, 0

    doubts = _doubts(comparisons, config)
    if not doubts:
        return comparisons, 0
    every = [found for doubt in doubts for _, found in doubt.passages]
    words = distinct(np.concatenate([*chain.from_iterable(doubt.rests for doubt in doubts)]))
    codes = np.concatenate([found.codes for found in every])
    runs = np.concatenate([found.runs for found in every])
    counts = corpus.of(words, codes, runs)
    most = max(config.candidates.stock, texts // 2_000) - 1
    evidence = _evidence(every, counts, corpus.tokens, most)
    weights = np.log(texts / np.maximum(counts.words, 1))
    places = pairs_of_places(corpus.tokens)
    left_out: dict[tuple[str, str], set[int]] = {}
    for doubt in doubts:
        ids = doubt.comparison.left.id, doubt.comparison.right.id
        known = {number: next(evidence) for number, _ in doubt.passages}
        # Most are out however far apart the two texts are, which takes the longest to tell.
        hopeful = [number for number in known if stands(known[number], 0.0, places)]
        near = closeness(*doubt.rests, words, weights) if hopeful else 0.0
        standing = {number for number in hopeful if stands(known[number], near, places)}
        left_out[ids] = known.keys() - standing
    return [*_without(comparisons, left_out)], sum(map(len, left_out.values()))


def _doubts(comparisons: list[Comparison], config: Config) -> list[_Doubt]:
    """The comparisons with passages in doubt, and what is asked of their texts."""
    chosen = [(c, _in_doubt(c)) for c in comparisons if c.verdict.relation in _UNNAMED]
    chosen = [(comparison, numbers) for comparison, numbers in chosen if numbers]
    many = len(chosen) >= _MANY

    @lru_cache(maxsize=_AT_HAND)
    def side(text: str) -> tuple[str, Tokens, Codes]:
        tokens = tokenise(text, config.text, many=many)
        return text, tokens, tokens.codes

    out = []
    for comparison, numbers in chosen:
        left, right = side(comparison.left.text), side(comparison.right.text)
        rests = (
            _rest(left[1], left[2], (a.left for a in comparison.alignments)),
            _rest(right[1], right[2], (a.right for a in comparison.alignments)),
        )
        found = []
        for number in numbers:
            spans = comparison.alignments[number].left, comparison.alignments[number].right
            parts = left[1].inside(spans[0]), right[1].inside(spans[1])
            found.append((number, matches(left, right, parts, many=many)))
        out.append(_Doubt(comparison, rests, tuple(found)))
    return out


def _in_doubt(comparison: Comparison) -> list[int]:
    independent = comparison.verdict.relation is Relation.INDEPENDENT
    return [
        number
        for number, passage in enumerate(comparison.alignments)
        if is_in_doubt(passage, independent=independent)
    ]


def _rest(tokens: Tokens, codes: Codes, spans: Iterable[Span]) -> Codes:
    """Distinct token codes outside the spans, rising."""
    outside = np.ones(len(codes), np.bool_)
    for span in spans:
        outside[tokens.inside(span)] = False
    return distinct(codes[outside])


def _evidence(
    every: Sequence[Matches],
    counts: Found,
    tokens: int,
    most: int,
) -> Iterator[Evidence]:
    """Evidence for each passage in doubt.

    Args:
        every: the words that match in each; n words in all.
        counts: of all of them.
        tokens: of the corpus.
        most: documents that may carry a sentence without its being a stock phrase.
    """
    sizes = [len(found.codes) for found in every]
    bounds = np.cumsum([0, *sizes])
    documents = counts.documents
    spared = np.repeat(
        [
            _carriers(found, documents[first:last, -1], most)
            for found, first, last in zip(every, bounds, bounds[1:], strict=False)
        ],
        sizes,
    )
    nats = surprise(documents, counts.places, tokens, spared)
    plain = np.where(np.concatenate([found.plain for found in every]), nats, 0.0)
    for found, first, last in zip(every, bounds, bounds[1:], strict=False):
        whole = _sentence(found)
        yield Evidence(
            nats=best_score(nats[first:last], found.gaps),
            plain=float(plain[first:last].sum()),
            verbatim=float(nats[first:last][whole].sum()) if whole else 0.0,
        )


def _sentence(found: Matches) -> slice | None:
    """The longest stretch of words that match in a row, None where it is no whole sentence."""
    last = int(found.runs.argmax()) + 1 if len(found.runs) else 0
    longest = int(found.runs[last - 1]) + 1 if last else 0
    return slice(last - longest, last) if longest * found.worth >= _SENTENCE else None


def _carriers(found: Matches, documents: NDArray[np.int32], most: int) -> int:
    """Documents of which none counts as another that uses the words of a passage.

    These are the two texts. Where a whole sentence of it stands word for word in some more, but
    too few for a stock phrase, they may all have it from one, and none of them counts.
    """
    whole = _sentence(found)
    if whole is None:
        return _CARRIERS
    carriers = int(documents[whole][LONGEST_PHRASE - 1 :].min())
    return max(_CARRIERS, min(carriers, most))


def _without(
    comparisons: Iterable[Comparison], left_out: dict[tuple[str, str], set[int]]
) -> Iterator[Comparison]:
    """Comparisons with the passages that are left to them."""
    for comparison in comparisons:
        numbers = left_out.get((comparison.left.id, comparison.right.id))
        if not numbers:
            yield comparison
            continue
        passages: tuple[Alignment, ...] = tuple(
            passage for at, passage in enumerate(comparison.alignments) if at not in numbers
        )
        if passages:
            yield replace(comparison, alignments=passages)
