from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from invented import story

from reuse.config import Config
from reuse.model.alignment import Channel
from reuse.model.document import Document
from reuse.model.proposed import NUMBER
from reuse.pipeline.pairs import align_ready, judge_ready, make_ready
from reuse.pipeline.parts import Kept, Parts
from reuse.text import Lexicon

BASE = story(80, 1)
TEXTS = (
    BASE,
    story(50, 2),
    f"{story(20, 3)}\n\n{BASE[:700]}\n\n{story(20, 4)}",
    f"{BASE[:300]} {story(30, 5)}",
    # Nothing but the end tells these from the first.
    f"{BASE} And more.",
    BASE,
)


@pytest.mark.parametrize("room", [1, 10**9])
def test_parts_give_what_each_pair_gives(room: int) -> None:
    """Whatever is kept, pairs compared in parts come out as those compared one by one."""
    config, lexicon = Config(), Lexicon()
    documents = [
        Document(id=str(n), text=text, outlet=f"Outlet {n}") for n, text in enumerate(TEXTS)
    ]
    one_by_one = [make_ready(document, config, lexicon=lexicon) for document in documents]
    masks = [np.zeros(len(each.text.tokens), np.bool_) for each in one_by_one]
    parts = Parts(documents, lambda n: (one_by_one[n].text.tokens.codes, masks[n]), config, room)
    pairs = [*combinations(range(len(TEXTS)), 2), (4, 0)]
    for channel in (Channel.MINHASH, Channel.PARAPHRASE):
        lefts, rights = (np.array([pair[side] for pair in pairs], np.int32) for side in (0, 1))
        part = parts.gather(lefts, rights, np.full(len(pairs), NUMBER[channel], np.uint8))
        found = parts.judge(parts.align(part))
        expected = []
        for i, j in pairs:
            left, right = one_by_one[i], one_by_one[j]
            aligned = align_ready(left, right, channel=channel)
            expected.append(judge_ready(left, right, aligned) if aligned else None)
        assert found == expected
        assert any(found)
        assert not all(found)


def test_values_are_kept_within_their_room() -> None:
    """The last values asked for are kept as long as there is room; the others are made again."""
    made: list[int] = []

    def make(numbers: list[int]) -> list[str]:
        made.extend(numbers)
        return ["x" * number for number in numbers]

    kept = Kept(make, len, 7)
    asked = [[3], [4], [3], [2], [4], [3], [4, 1, 3], [1, 5, 2]]
    assert [kept(some) for some in asked] == [["x" * n for n in some] for some in asked]
    assert made == [3, 4, 2, 4, 3, 1, 5, 2]


def test_a_touched_value_is_kept_longer() -> None:
    """Touching keeps a value as asking does, and makes none that is not there."""
    made: list[int] = []

    def make(numbers: list[int]) -> list[str]:
        made.extend(numbers)
        return ["x" * number for number in numbers]

    kept = Kept(make, len, 7)
    kept([3, 4])
    kept.touch([3, 9])
    kept([2])
    kept([3])
    assert made == [3, 4, 2]
