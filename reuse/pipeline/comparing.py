"""Every proposed pair of a corpus aligned and judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.comparison import Comparison
from reuse.pipeline.intake import Intake
from reuse.pipeline.order import neighbourly
from reuse.pipeline.pairs import Ready, align_ready, judge_ready, make_ready
from reuse.pipeline.proposals import Proposals

# Prepared texts kept at hand.
_AT_HAND = 1_500
# Pairs from which on compiled loops pay for their compiler.
_MANY = 100


def compare_proposed(
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
