"""Words met once, for all texts of a corpus."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from invented import words as invented_words
from numpy.typing import NDArray

from reuse.config import TextConfig
from reuse.model.prepared import CONTENT, NEGATION, NUMBER
from reuse.model.vocabulary import Vocabulary
from reuse.text.lexicon import Lexicon, _Words, enter_words, find_words
from reuse.text.tokens import fold_tokens


def names_and_hashes(count: int) -> tuple[tuple[str, ...], list[int]]:
    """Words with hashes, half of which take the low slots, so that some run into each other."""
    names = tuple(invented_words(count, 5))
    odd = 0x9E3779B97F4A7C15
    return names, [(at + 1) * (1 if at % 2 else odd) % 2**64 for at in range(count)]


@pytest.mark.parametrize("count", [100, 255, 256, 257, 700, 3000])
def test_a_table_taken_earlier_tells_all_or_nothing_of_a_word(count: int) -> None:
    """What a thread looks up while another one learns is right or unknown, never half of it."""
    words, vocabulary = _Words("en"), Vocabulary()
    names, hashes = names_and_hashes(count + 300)
    words.learn(hashes[:100], names[:100], vocabulary)
    taken = words.slots
    for first in range(100, len(names), 60):
        words.learn(hashes[first : first + 60], names[first : first + 60], vocabulary)
    asked = np.array(hashes, np.uint64)
    found, early = words.find(asked, many=False), np.empty(len(asked), np.uint64)
    assert found.all()
    find_words(asked, taken, early)
    assert early[:100].all()
    assert (early[early > 0] == found[early > 0]).all()


class _Filling:
    """A table into whose empty slot another thread enters a word as soon as it was read."""

    def __init__(self) -> None:
        self.slots = np.zeros((4, 2), np.uint64)

    def __len__(self) -> int:
        return len(self.slots)

    def __getitem__(self, at: tuple[np.uint64, int]) -> np.uint64:
        found: np.uint64 = self.slots[at]
        self.slots[at[0]] = 5, 7
        return found


def test_a_word_entered_while_another_is_looked_up_is_not_taken_for_it() -> None:
    """A slot is read once: what was empty stays so, whoever fills it meanwhile."""
    found = np.empty(1, np.uint64)
    find_words(np.array([1], np.uint64), cast("NDArray[np.uint64]", _Filling()), found)
    assert found.tolist() == [0]


def test_both_forms_of_the_table_hold_the_same() -> None:
    """A table filled and read in compiled loops tells what the plain one tells."""
    _, hashes = names_and_hashes(3000)
    some = np.array(hashes, np.uint64)
    known = np.arange(1, len(some) + 1, dtype=np.uint64)
    plain, compiled = np.zeros((1 << 13, 2), np.uint64), np.zeros((1 << 13, 2), np.uint64)
    enter_words(some, known, plain)
    enter_words.native(some, known, compiled)
    assert (plain == compiled).all()
    for find in (find_words, find_words.native):
        found = np.empty(len(some) + 1, np.uint64)
        find(np.append(some, np.uint64(77_777_777)), compiled, found)
        assert found[:-1].tolist() == known.tolist()
        assert found[-1] == 0


def test_a_word_is_known_by_its_number_its_stem_and_its_traits() -> None:
    """What is packed into one number comes out of it, for the first word as for later ones."""
    lexicon = Lexicon()
    folded = fold_tokens("closing closed not 40 the", TextConfig())
    known = lexicon.look_up(folded.tokens.hashes, "en", folded.spell)
    strings = lexicon.vocabulary.strings
    assert [strings[at] for at in known.words] == ["closing", "closed", "not", "40", "the"]
    assert [strings[at] for at in known.stems] == ["close", "close", "not", "40", "the"]
    assert [bool(each & CONTENT) for each in known.traits] == [True, True, False, True, False]
    assert [bool(each & NEGATION) for each in known.traits] == [False, False, True, False, False]
    assert [bool(each & NUMBER) for each in known.traits] == [False, False, False, True, False]
