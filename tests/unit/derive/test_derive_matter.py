"""Facts told alike, and text that was taken."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.derive import closeness, stands
from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.span import Span


def passage(matched: int, left: int, right: int, role: Role = Role.REUSE) -> Alignment:
    """A passage of so many words on each side, so many of them on both."""
    return Alignment(
        left=Span(0, left), right=Span(0, right), role=role, obfuscation=Obfuscation.EDITED,
        score=1.0, channel=Channel.JOIN, kept=matched / max(left, right),
        left_words=left, right_words=right,
    )  # fmt: skip


def codes(numbers: set[int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Token codes as an array."""
    return np.array(sorted(numbers), np.uint32)


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_closeness_is_that_of_its_formula(left: set[int], right: set[int]) -> None:
    """It is the shared weight over the geometric mean, the same from both sides, 1 for equals."""
    known, weights = codes(left | right), np.array([1.0 + k for k in sorted(left | right)])
    slow = sum(1.0 + k for k in left & right)
    scale = (sum(1.0 + k for k in left) * sum(1.0 + k for k in right)) ** 0.5
    near = closeness(codes(left), codes(right), known, weights)
    assert near == pytest.approx(slow / scale if scale else 0.0)
    assert near == closeness(codes(right), codes(left), known, weights)
    assert not left or closeness(codes(left), codes(left), known, weights) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("matched", "left", "right", "near", "kept"),
    [
        (15, 20, 15, 0.05, True),  # a sentence with words dropped, another matter
        (15, 20, 15, 0.25, False),  # the same between two accounts of one event
        (60, 75, 70, 0.25, True),  # two paragraphs
        (14, 34, 28, 0.02, False),  # less than half is alike
    ],
)
def test_a_passage_stands_by_what_the_rest_shares(
    matched: int,
    left: int,
    right: int,
    near: float,
    kept: bool,  # noqa: FBT001
) -> None:
    """The closer the two texts are elsewhere, the more must match."""
    for sides in ((left, right), (right, left)):
        assert stands(passage(matched, *sides), near, 6, independent=True) is kept


def test_a_short_passage_needs_more_than_names() -> None:
    """Names with titles are no text, a longer passage is, whatever the verdict."""
    short, long = passage(15, 17, 16), passage(22, 24, 24)
    for independent in (False, True):
        assert not stands(short, 0.05, 1, independent=independent)
        assert stands(short, 0.05, 2, independent=independent)
        assert stands(long, 0.05, 0, independent=independent)


def test_a_longer_passage_is_doubtful_only_where_the_pair_is_judged_independent() -> None:
    """Where more is shared than chance brings, twenty words stand, however close the texts."""
    long = passage(22, 24, 24)
    assert stands(long, 0.5, 0, independent=False)
    assert not stands(long, 0.5, 0, independent=True)


@pytest.mark.parametrize("role", [Role.QUOTATION, Role.BOILERPLATE])
def test_what_says_what_it_is_stands(role: Role) -> None:
    """Quotations and boilerplate stay, however short and however close the texts."""
    assert stands(passage(12, 30, 30, role), 1.0, 0, independent=True)
