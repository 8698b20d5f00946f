"""Facts told alike, and text that was taken."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.derive import Evidence, closeness, is_in_doubt, stands
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


def told(nats: float, near: float, places: float, plain: float = 60.0) -> bool:
    """Whether a passage with so many nats stands."""
    return stands(Evidence(nats=nats, plain=plain), near, places)


@given(st.floats(0, 200), st.floats(0, 1), st.floats(10, 45))
def test_a_passage_stands_by_what_chance_brings(nats: float, near: float, places: float) -> None:
    """More nats never hurt; a larger corpus, and texts that are closer elsewhere, never help."""
    if told(nats, near, places):
        assert told(nats + 10, near, places)
        assert told(nats, near / 2, places)
        assert told(nats, near, places - 5)
    else:
        assert not told(nats, near + 0.1, places)
        assert not told(nats, near, places + 5)


def test_between_texts_on_different_matters_less_than_one_is_expected() -> None:
    """The bound is the logarithm of the pairs of places; closer texts need more."""
    assert told(33.5, 0.08, 33.0)
    assert not told(32.5, 0.08, 33.0)
    assert not told(80.0, 0.2, 33.0)
    assert told(94.0, 0.2, 33.0)


def test_a_sentence_word_for_word_stands_however_close_the_texts() -> None:
    """Its own nats must be well beyond the bound, and more than names."""
    for verbatim, plain, kept in ((54.0, 60.0, True), (50.0, 60.0, False), (54.0, 20.0, False)):
        sentence = Evidence(nats=90.0, plain=plain, verbatim=verbatim)
        assert stands(sentence, 0.4, 33.0) is kept


def test_a_name_with_its_title_is_no_text() -> None:
    """However rare its words are, some must be neither names nor numbers."""
    assert not told(150.0, 0.02, 33.0, plain=15.0)
    assert told(150.0, 0.02, 33.0, plain=30.0)


def test_a_longer_passage_is_in_doubt_only_where_the_pair_is_judged_independent() -> None:
    """Where more is shared than chance brings, twenty words are not in doubt."""
    short, long = passage(15, 17, 16), passage(22, 24, 24)
    assert is_in_doubt(short, independent=False)
    assert is_in_doubt(short, independent=True)
    assert is_in_doubt(long, independent=True)
    assert not is_in_doubt(long, independent=False)


@pytest.mark.parametrize("role", [Role.QUOTATION, Role.BOILERPLATE])
def test_what_says_what_it_is_is_not_in_doubt(role: Role) -> None:
    """Quotations and boilerplate stay, however short."""
    assert not is_in_doubt(passage(12, 30, 30, role), independent=True)
