"""Words met once, for all texts of a corpus."""

from __future__ import annotations

from reuse.model.vocabulary import Vocabulary
from reuse.text.lexicon import _Words


def test_words_that_another_thread_learned_first_are_no_news() -> None:
    """Learning nothing changes nothing: that is what is left when another thread was quicker."""
    words, vocabulary = _Words("en"), Vocabulary()
    words.learn([7], ("harbour",), vocabulary)
    before = words.numbers.copy()
    words.learn([], (), vocabulary)
    assert words.rows == {7: 0}
    assert (words.numbers == before).all()
