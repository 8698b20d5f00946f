"""Every proposed pair of a corpus aligned and judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.comparison import Comparison
from reuse.model.proposed import CHANNELS
from reuse.pipeline.intake import Intake
from reuse.pipeline.order import neighbour_order
from reuse.pipeline.pairs import Ready, align_ready, judge_ready, make_ready
from reuse.pipeline.parts import Parts
from reuse.pipeline.proposals import Proposals
from reuse.store import memory_budget
from reuse.text import Lexicon

# Prepared texts kept at hand where pairs are compared one by one.
_AT_HAND = 1_000
# Pairs from which on compiled loops pay for their compiler, and the same for so many documents
# that it was needed before.
_MANY, _MORE, _LARGE = 1_000, 200, 2_000
# Pairs that one thread takes at once.
_AT_ONCE = 256
# Parts a thread in flight: with more, texts are dropped before judging and prepared again.
_AHEAD = 2
# Share of the memory budget that sheets may take, and bytes at the most.
_SHARE, _MOST = 16, 400_000_000


def in_batches(pairs: int, documents: int) -> bool:
    """Whether so many pairs are aligned in compiled loops, of documents of which so many are."""
    return pairs >= (_MORE if documents >= _LARGE else _MANY)


def compare_proposed(
    intake: Intake, proposals: Proposals, config: Config
) -> Iterator[Comparison | None]:
    """Compare every proposed pair; None for one without an aligned passage."""
    texts, bounds = _texts(intake), intake.table.bounds

    def tokens(number: int) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        where = slice(bounds[texts[number]], bounds[texts[number] + 1])
        return intake.table.codes[where], proposals.boilerplate[where]

    pairs = proposals.pairs
    lefts, rights, channels = pairs.lefts, pairs.rights, pairs.channels
    order = neighbour_order(lefts, rights, len(intake.documents))
    if not in_batches(len(order), len(intake.documents)):
        lexicon = Lexicon()

        @lru_cache(maxsize=_AT_HAND)
        def ready(number: int) -> Ready:
            return make_ready(intake.documents[number], config, tokens(number)[1], lexicon=lexicon)

        for at in order.tolist():
            left, right = ready(int(lefts[at])), ready(int(rights[at]))
            found = align_ready(left, right, channel=CHANNELS[channels[at]])
            yield judge_ready(left, right, found) if found else None
        return

    room = min(_MOST, memory_budget(config.memory) // _SHARE)
    parts = Parts(intake.documents, tokens, config, room)

    # Python work stays on this thread: two that take turns at the interpreter lock, which every
    # short call of a compiled loop gives away, are slower than one.
    gathered = (
        parts.gather(lefts[part], rights[part], channels[part])
        for part in (order[first : first + _AT_ONCE] for first in range(0, len(order), _AT_ONCE))
    )
    for aligned in map_ordered(parts.align, gathered, threads=config.threads, ahead=_AHEAD):
        yield from parts.judge(aligned)


def _texts(intake: Intake) -> NDArray[np.int32]:
    """Place of each document's text in the token table, shape (D,)."""
    members, sizes = intake.carriers()
    texts = np.zeros(len(intake.documents), np.int32)
    texts[members] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return texts
