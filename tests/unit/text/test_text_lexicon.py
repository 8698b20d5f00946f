"""Words met once, for all texts of a corpus."""

from __future__ import annotations

import numpy as np
import pytest
from invented import words as invented_words

from reuse.model.vocabulary import Vocabulary
from reuse.text.lexicon import _find_words, _Words


def test_words_that_another_thread_learned_first_are_no_news() -> None:
    """Learning nothing changes nothing: that is what is left when another thread was quicker."""
    words, vocabulary = _Words("en"), Vocabulary()
    words.learn([7], ("harbour",), vocabulary)
    before = words.table.numbers.copy()
    words.learn([], (), vocabulary)
    assert words.rows == {7: 0}
    assert (words.table.numbers == before).all()


@pytest.mark.parametrize("count", [100, 255, 256, 257, 700, 3000])
def test_a_table_taken_earlier_tells_all_or_nothing_of_a_word(count: int) -> None:
    """What a thread looks up while another one learns is right or unknown, never half of it."""
    words, vocabulary = _Words("en"), Vocabulary()
    names = tuple(invented_words(count + 300, 5))
    # Half of them the low slots, so that some run into each other.
    hashes = [(at + 1) * (1 if at % 2 else 0x9E3779B97F4A7C15) % 2**64 for at in range(len(names))]
    words.learn(hashes[:100], names[:100], vocabulary)
    taken = words.table
    for first in range(100, len(names), 60):
        words.learn(hashes[first : first + 60], names[first : first + 60], vocabulary)
    asked = np.array(hashes, np.uint64)
    found = words.find(asked, many=False)
    assert found.missing == 0
    rows, numbers, stems = (np.empty(len(asked), np.int32) for _ in range(3))
    traits = np.empty(len(asked), np.uint8)
    missing = _find_words(asked, *taken, rows, numbers, stems, traits)
    known = rows >= 0
    assert known[:100].all()
    assert missing == np.count_nonzero(~known)
    assert (rows[known] == found.rows[known]).all()
    assert (numbers[known] == found.words[known]).all()
    assert (stems[known] == found.stems[known]).all()
    assert (traits[known] == found.traits[known]).all()
