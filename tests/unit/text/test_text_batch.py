from __future__ import annotations

import numpy as np
import pytest
from invented import story
from slow_tokens import slow_tokens

from reuse.config import TextConfig
from reuse.text import tokenise, tokenise_many
from reuse.text.batch import in_one_pass
from reuse.text.scanning import scan_text, scan_texts
from reuse.text.tokens import fold_tokens

CONFIG = TextConfig()
TEXTS = (
    story(50, 1),
    "",
    "3月、東京で",
    "clo\u200bse the door",
    "ca\u0301fe\u0301 a\u0323\u0307 ⒜⒝ 1⒈5 ภาษาไทย น้ำ हिन्दी",
    "\u1112\u1161\u11ab글 한국어",
    "\ufdfa" * 50,
    "оa\u0301а оса Он сказал",
    "\ud800x \udfff",
    "don\u200b't 3\ufe0f.5 کتاب\u200cها so\u200dme 😀 \U000e0041b",
    "x" * 64 + " " + "x" * 65 + " " + "é" * 128 + " " + "о" * 70 + "a",
    story(20, 2),
)


@pytest.mark.parametrize("form", [tokenise_many, in_one_pass])
def test_a_batch_is_its_texts(form: object) -> None:
    """Codes, words and flags of a batch are those of each text alone, in both forms."""
    batch = tokenise_many(TEXTS, CONFIG) if form is tokenise_many else in_one_pass(TEXTS, CONFIG)
    for at, text in enumerate(TEXTS):
        tokens = tokenise(text, CONFIG)
        part = batch.codes[batch.bounds[at] : batch.bounds[at + 1]]
        assert part.tolist() == tokens.codes.tolist()
        assert batch.words[at] == tokens.words()
        assert batch.disguised[at] == tokens.disguised


@pytest.mark.parametrize("text", TEXTS)
def test_both_forms_of_one_text_are_equal(text: str) -> None:
    """The compiled loops give the tokens, offsets and spelling that whole arrays give."""
    one, other = fold_tokens(text, CONFIG), fold_tokens(text, CONFIG, many=True)
    assert one.words() == other.words()
    for name in ("hashes", "starts", "ends"):
        plain, compiled = getattr(one.tokens, name), getattr(other.tokens, name)
        assert plain.dtype == compiled.dtype
        assert plain.tolist() == compiled.tolist()
    assert one.tokens.disguised == other.tokens.disguised


@pytest.mark.parametrize("size", [63, 64, 65, 127, 128, 129, 1023, 1024, 1025, 2100])
@pytest.mark.parametrize("many", [False, True])
def test_words_of_every_length_and_place_have_the_hash_of_the_slow_form(
    size: int, *, many: bool
) -> None:
    """Pieces of long words, and words across the border of a period, are hashed alike."""
    text = "x" * size + " " + "ab " * 700 + "é" * size
    expected, _ = slow_tokens(text, CONFIG.hash_key)
    hashes = tokenise(text, CONFIG, many=many).hashes.tolist()
    assert hashes == [token.hash for token in expected]


def test_the_loops_as_written_give_what_their_compiled_form_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The compiler changes nothing: run as plain Python the loops give the same batch."""
    compiled = in_one_pass(TEXTS, CONFIG)
    for loop in (scan_text, scan_texts):
        monkeypatch.setattr(loop, "native", loop)
    with np.errstate(over="ignore"):  # products are meant to lose their upper half
        plain = in_one_pass(TEXTS, CONFIG)
    for name in ("codes", "bounds", "words", "disguised"):
        assert getattr(plain, name).tolist() == getattr(compiled, name).tolist()


def test_a_large_batch_is_read_in_compiled_loops() -> None:
    """A batch large enough for the compiler has the codes of its texts."""
    text = story(400, 5)
    batch = tokenise_many([text] * 600, CONFIG)
    assert len(batch.bounds) == 601
    assert batch.codes.tolist() == tokenise(text, CONFIG).codes.tolist() * 600


def test_no_texts_are_an_empty_batch() -> None:
    """A batch of nothing holds nothing."""
    for batch in (tokenise_many([], CONFIG), in_one_pass([], CONFIG)):
        assert len(batch.codes) == len(batch.words) == len(batch.disguised) == 0
        assert batch.bounds.tolist() == [0]
        assert batch.codes.dtype == np.uint32
