"""Every proposed pair of a corpus aligned and judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.comparison import Comparison
from reuse.pipeline.intake import Intake
from reuse.pipeline.order import neighbourly
from reuse.pipeline.pairs import Ready, align_ready, judge_ready, make_ready
from reuse.pipeline.proposals import Proposals
from reuse.text import Lexicon

# Prepared texts kept at hand.
_AT_HAND = 3_000
# Pairs from which on compiled loops pay for their compiler.
_MANY = 1_000
# Pairs that one thread takes at once.
_AT_ONCE = 32

Pair = tuple[int, int]


def compare_proposed(
    intake: Intake, proposals: Proposals, config: Config
) -> Iterator[Comparison | None]:
    """Compare every proposed pair; None for one without an aligned passage."""
    masks = _masks(intake, proposals)
    many = len(proposals.pairs) >= _MANY
    lexicon = Lexicon()

    @lru_cache(maxsize=_AT_HAND)
    def ready(number: int) -> Ready:
        return make_ready(
            intake.documents[number], config, masks[number], lexicon=lexicon, many=many
        )

    def one(pair: Pair) -> Comparison | None:
        left, right = ready(pair[0]), ready(pair[1])
        alignments = align_ready(left, right, channel=proposals.pairs[pair], many=many)
        return judge_ready(left, right, alignments) if alignments else None

    pairs = neighbourly(tuple(proposals.pairs), len(intake.documents))
    parts = [pairs[first : first + _AT_ONCE] for first in range(0, len(pairs), _AT_ONCE)]
    # Without the compiled loops the interpreter lock is held all the time.
    threads = config.threads if many else 1
    done = map_ordered(lambda part: [*map(one, part)], parts, threads=threads)
    return chain.from_iterable(done)


def _masks(intake: Intake, proposals: Proposals) -> dict[int, NDArray[np.bool_]]:
    """Boilerplate mask of each document."""
    bounds = intake.table.bounds
    return {
        member: proposals.boilerplate[bounds[text] : bounds[text + 1]]
        for text, group in enumerate(intake.copies)
        for member in group
    }
