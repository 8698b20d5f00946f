from __future__ import annotations

from invented import story

from reuse.config import TextConfig
from reuse.text import tokenise, tokenise_many

CONFIG = TextConfig()


def test_a_batch_is_its_texts() -> None:
    """Codes, words and flags of a batch are those of each text alone."""
    texts = [story(50, 1), "", "3月、東京で", "clo\u200bse the door", story(20, 2)]
    batch = tokenise_many(texts, CONFIG)
    for at, text in enumerate(texts):
        tokens = tokenise(text, CONFIG)
        part = batch.codes[batch.bounds[at] : batch.bounds[at + 1]]
        assert part.tolist() == tokens.codes.tolist()
        assert batch.words[at] == tokens.words()
        assert batch.disguised[at] == tokens.disguised


def test_no_texts_are_an_empty_batch() -> None:
    """A batch of nothing holds nothing."""
    batch = tokenise_many([], CONFIG)
    assert len(batch.codes) == len(batch.words) == len(batch.disguised) == 0
    assert batch.bounds.tolist() == [0]
