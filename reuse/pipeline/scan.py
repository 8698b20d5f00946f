"""A corpus scanned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.cluster import cluster_passages, ledger
from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.progress import Progress, Silent
from reuse.model.result import ScanResult
from reuse.model.skip import Notice, Skip
from reuse.model.verdict import Relation
from reuse.pipeline.intake import Intake, take_in
from reuse.pipeline.order import neighbourly
from reuse.pipeline.pairs import Ready, align_ready, judge_ready, make_ready
from reuse.pipeline.proposals import Proposals, propose

# Prepared texts kept at hand.
_AT_HAND = 1_500
# Pairs from which on compiled loops pay for their compiler.
_MANY = 100
# How telling a word of reuse is under each relation.
_WORTH = {
    Relation.LEFT_FROM_RIGHT: 1.0,
    Relation.RIGHT_FROM_LEFT: 1.0,
    Relation.COMMON_SOURCE: 0.9,
    Relation.UNDETERMINED: 0.6,
    Relation.INDEPENDENT: 0.1,
}


def scan(
    documents: Iterable[Document | Skip | Notice],
    config: Config | None = None,
    *,
    progress: Progress | None = None,
) -> ScanResult:
    """Find who carries whose text in a corpus.

    Args:
        documents: articles, in any order, and what readers report on the way.
        config: settings; the defaults when None.
        progress: told of every stage; silent when None.

    Returns:
        The result; the same for any order of the input and any number of threads.
    """
    settings, watcher = config or Config(), progress or Silent()
    intake = take_in(documents, settings, watcher)
    proposals = propose(intake, settings, watcher)
    watcher.stage("aligning", len(proposals.pairs))
    found = []
    for comparison in _comparisons(intake, proposals, settings):
        watcher.advance()
        if comparison is not None:
            found.append(comparison)
    watcher.stage("clusters", None)
    comparisons = tuple(sorted(found, key=_telling))
    return ScanResult(
        documents=intake.documents,
        comparisons=comparisons,
        clusters=cluster_passages(comparisons),
        outlets=ledger(intake.documents, comparisons, words=intake.words),
        skipped=intake.skipped,
        notices=intake.notices,
        dropped=proposals.dropped,
        settings=settings.as_dict(),
    )


def _comparisons(
    intake: Intake, proposals: Proposals, config: Config
) -> Iterator[Comparison | None]:
    """Compare every proposed pair; None for one without an aligned passage."""
    masks = _masks(intake, proposals)
    many = len(proposals.pairs) >= _MANY

    @lru_cache(maxsize=_AT_HAND)
    def ready(number: int) -> Ready:
        return make_ready(intake.documents[number], config, masks[number])

    def one(pair: tuple[int, int]) -> Comparison | None:
        left, right = ready(pair[0]), ready(pair[1])
        alignments = align_ready(left, right, channel=proposals.pairs[pair], many=many)
        return judge_ready(left, right, alignments) if alignments else None

    pairs = neighbourly(tuple(proposals.pairs), len(intake.documents))
    # Alignment holds the interpreter lock: on two threads it took 1.2 times as long as on one.
    return map_ordered(one, pairs, threads=1)


def _masks(intake: Intake, proposals: Proposals) -> dict[int, NDArray[np.bool_]]:
    """Boilerplate mask of each document."""
    bounds = intake.table.bounds
    return {
        member: proposals.boilerplate[bounds[text] : bounds[text + 1]]
        for text, group in enumerate(intake.copies)
        for member in group
    }


def _telling(comparison: Comparison) -> tuple[bool, bool, float, str, str]:
    """Sort key: reuse first, one page in two records last, by words and what they prove."""
    worth = _WORTH[comparison.verdict.relation] * comparison.reused_words
    return (
        not comparison.is_reuse,
        comparison.same_page,
        -worth,
        comparison.left.id,
        comparison.right.id,
    )
