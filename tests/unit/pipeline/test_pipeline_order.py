from __future__ import annotations

import random
from collections import OrderedDict
from itertools import combinations

import numpy as np

from reuse.pipeline.order import neighbour_order


def neighbourly(pairs: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The pairs in the order that is asked of."""
    ends = np.array(pairs, np.int32)
    return [pairs[at] for at in neighbour_order(ends[:, 0], ends[:, 1], count).tolist()]


def _prepared(pairs: list[tuple[int, int]], at_hand: int) -> int:
    """How often a document is prepared when `at_hand` stay in memory."""
    held: OrderedDict[int, None] = OrderedDict()
    count = 0
    for pair in pairs:
        for document in pair:
            if document not in held:
                count += 1
            held[document] = None
            held.move_to_end(document)
            if len(held) > at_hand:
                held.popitem(last=False)
    return count


def test_the_order_changes_no_pair_and_keeps_groups_together() -> None:
    """All pairs come back once, and texts linked to each other are met again soon."""
    numbers = list(range(1_000))
    random.Random(5).shuffle(numbers)  # noqa: S311  no secret
    groups = [numbers[at : at + 10] for at in range(0, 1_000, 10)]
    pairs = sorted((min(pair), max(pair)) for group in groups for pair in combinations(group, 2))
    ordered = neighbourly(pairs, 1_000)
    assert sorted(ordered) == pairs
    assert _prepared(ordered, 20) == 1_000
    assert _prepared(pairs, 20) > 3_000


def test_the_order_does_not_depend_on_the_order_given() -> None:
    """Shuffled pairs come out alike, so that nothing downstream can depend on them."""
    draw = random.Random(6)  # noqa: S311  no secret
    pairs = sorted({(a, b) for a in range(400) for b in draw.sample(range(a + 1, 500), 4)})
    shuffled = draw.sample(pairs, len(pairs))
    assert neighbourly(pairs, 500) == neighbourly(shuffled, 500)


def test_few_pairs_stay_as_they_are() -> None:
    """A small scan does not import a solver to order what stays at hand anyway."""
    assert neighbourly([(2, 3), (0, 1)], 4) == [(2, 3), (0, 1)]
