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
from reuse.model.proposed import CHANNELS
from reuse.pipeline.intake import Intake
from reuse.pipeline.order import neighbour_order
from reuse.pipeline.pairs import Ready, align_ready, judge_ready, make_ready
from reuse.pipeline.proposals import Proposals
from reuse.text import Lexicon

# Prepared texts kept at hand.
_AT_HAND = 3_000
# Pairs from which on compiled loops pay for their compiler.
_MANY = 1_000
# Pairs that one thread takes at once.
_AT_ONCE = 32


def compare_proposed(
    intake: Intake, proposals: Proposals, config: Config
) -> Iterator[Comparison | None]:
    """Compare every proposed pair; None for one without an aligned passage."""
    texts, bounds = _texts(intake), intake.table.bounds
    many = len(proposals.pairs) >= _MANY
    lexicon = Lexicon()

    @lru_cache(maxsize=_AT_HAND)
    def ready(number: int) -> Ready:
        text = texts[number]
        mask = proposals.boilerplate[bounds[text] : bounds[text + 1]]
        return make_ready(intake.documents[number], config, mask, lexicon=lexicon, many=many)

    def one(first: int, second: int, channel: int) -> Comparison | None:
        left, right = ready(first), ready(second)
        alignments = align_ready(left, right, channel=CHANNELS[channel], many=many)
        return judge_ready(left, right, alignments, many=many) if alignments else None

    lefts, rights, channels = (
        proposals.pairs.lefts,
        proposals.pairs.rights,
        proposals.pairs.channels,
    )

    def several(part: NDArray[np.int64]) -> list[Comparison | None]:
        return [*map(one, lefts[part].tolist(), rights[part].tolist(), channels[part].tolist())]

    order = neighbour_order(lefts, rights, len(intake.documents))
    parts = (order[first : first + _AT_ONCE] for first in range(0, len(order), _AT_ONCE))
    # Without the compiled loops the interpreter lock is held all the time.
    threads = config.threads if many else 1
    return chain.from_iterable(map_ordered(several, parts, threads=threads))


def _texts(intake: Intake) -> NDArray[np.int32]:
    """Place of each document's text in the token table, shape (D,)."""
    members, sizes = intake.carriers()
    texts = np.zeros(len(intake.documents), np.int32)
    texts[members] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return texts
