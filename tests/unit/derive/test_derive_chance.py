"""How surprising shared words are."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.derive import best_score, pairs_of_places, surprise
from reuse.derive.chance import GAP

TOKENS = 1_000_000


def counts(*rows: tuple[int, int, int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """Documents of the phrases that end at each word."""
    return np.array(rows, np.int32)


def nats(
    rows: tuple[tuple[int, int, int, int], ...], places: list[int], spared: int
) -> list[float]:
    """Surprise at each word."""
    others = np.full(len(places), spared)
    return [float(v) for v in surprise(counts(*rows), np.array(places), TOKENS, others)]


def test_a_word_by_itself_costs_its_share_of_all_words() -> None:
    """Without matched words before it, a word is as surprising as it is rare."""
    found = nats(((40, 0, 0, 0), (2, 0, 0, 0)), [1_000, 2], 2)
    assert found == pytest.approx([log(1_000), log(500_000)])


def test_what_nobody_else_has_costs_each_of_its_words() -> None:
    """A phrase of the two texts alone is no cheaper than its words."""
    rows = ((40, 0, 0, 0), (30, 2, 0, 0), (20, 2, 2, 0), (10, 2, 2, 2))
    found = nats(rows, [100, 100, 100, 100], 2)
    assert found == pytest.approx([log(10_000)] * 4)


def test_a_phrase_that_others_use_costs_little_more_than_its_first_word() -> None:
    """The share of the word behind those before it counts, the two texts left out."""
    rows = ((40, 0, 0, 0), (30, 22, 0, 0), (20, 22, 20, 0), (10, 12, 10, 8))
    found = nats(rows, [100, 100, 100, 100], 2)
    # Of the others with the words before it: 20 of 38, 18 of 20 and 10 of 18 have each, and one is
    # reckoned to have something else.
    assert found == pytest.approx([log(10_000), log(39 / 20), log(21 / 18), log(19 / 10)])


def test_carriers_of_a_sentence_are_no_others() -> None:
    """With all its carriers left out, a sentence of several texts costs each of its words."""
    rows = ((40, 0, 0, 0), (30, 5, 0, 0), (20, 5, 5, 0), (10, 5, 5, 5))
    places = [100, 100, 100, 100]
    assert nats(rows, places, 5) == pytest.approx([log(10_000)] * 4)
    assert sum(nats(rows, places, 2)) < 0.6 * sum(nats(rows, places, 5))


@given(st.lists(st.tuples(st.floats(0, 20), st.integers(0, 15)), max_size=12))
def test_the_best_score_is_that_of_the_best_stretch(words: list[tuple[float, int]]) -> None:
    """No stretch of matched words has more nats after its gaps are paid; none of them has less."""
    values, gaps = np.array([w[0] for w in words]), np.array([w[1] for w in words], np.int64)
    slow = [
        values[first:last].sum() - GAP * gaps[first + 1 : last].sum()
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    ]
    assert best_score(values, gaps) == pytest.approx(max([0.0, *slow]))


@pytest.mark.parametrize("tokens", [10, 24_000_000])
def test_pairs_of_places_are_those_of_a_square_halved(tokens: int) -> None:
    """Each place with each other one, once."""
    assert pairs_of_places(tokens) == pytest.approx(log(tokens * tokens / 2))
