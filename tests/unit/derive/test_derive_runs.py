from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.derive.runs import APART, GRAM, PLAIN, SHARED, Side, compare_runs

Tokens = list[tuple[int, bool]]
# A few words, so that runs recur in a text and in the other; which of them are masked.
tokens = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([False] * 6 + [True])), max_size=60)
WORDS = np.array([3 << 40, 5 << 55, (1 << 64) - 1], np.uint64)


def side(text: Tokens) -> Side:
    """A text of words by number, each masked or not."""
    count = len(text)
    return Side(
        hashes=WORDS[[word for word, _ in text]] if text else np.zeros(0, np.uint64),
        starts=np.arange(count, dtype=np.int32),
        traits=np.zeros(count, np.uint8),
        weights=np.ones(count),
        masked=np.array([masked for _, masked in text], np.bool_),
        furniture=np.zeros(count, np.bool_),
        sentences=np.zeros((0, 2), np.int32),
    )


def runs_of(text: Tokens) -> list[tuple[tuple[int, ...], bool]]:
    """The run of words at each place, and whether a word of it is masked."""
    parts = [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]
    return [(tuple(word for word, _ in part), any(masked for _, masked in part)) for part in parts]


@given(left=tokens, right=tokens)
@settings(max_examples=200, deadline=None)
def test_shared_runs_are_those_that_stand_in_both(left: Tokens, right: Tokens) -> None:
    """A run is shared where both texts have it, and plain where no token of it is ever masked."""
    ours, theirs = runs_of(left), runs_of(right)
    masked = {run for run, is_masked in (*ours, *theirs) if is_masked}
    both = {run for run, _ in ours} & {run for run, _ in theirs}
    for compare in (compare_runs, compare_runs.native):
        left_runs, right_runs, states = compare(side(left), side(right))
        for found, runs in ((left_runs, ours), (right_runs, theirs)):
            for number, (run, _) in zip(found.tolist(), runs, strict=True):
                state = APART if number < 0 else states[number]
                assert state == (APART if run not in both else SHARED if run in masked else PLAIN)
                assert number < 0 or ours[number][0] == run
