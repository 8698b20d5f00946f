from __future__ import annotations

import unicodedata
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import slow_words
from slow_tokens import settled, slow_tokens

from reuse.config import TextConfig
from reuse.model.span import Span
from reuse.text import prepare, tokenise
from reuse.text.batch import in_one_pass
from reuse.text.quotations import quotation_spans
from reuse.text.tokens import fold_tokens

CONFIG = TextConfig()
PIECES = (
    "caf\u00e9", "cafe\u0301", "Stra\u00dfe", "\ufb01nd",
    "o\u2019clock", "3,5", "1\u00bd", "\ufdfa",
    "\u200b", "\u00ad", "\u202e", "\u2066", "漢字",
    "カ\u3099ラス", "東\u0301京", "ภาษาไทย", "น้ำ", "ひらがな",
    "한국어", "\u1112\u1161\u11ab", "😀", "👩\u200d👩", "q\u0323\u0307",
    "\u0301", " ", "\n", ".", ",", "'",
    "\u0dd9\u0dcf", "\u0b92\u0bd7", "Привет", "а\u0435a",
    "\u0130", "\u1e9e", "\u3392", "１２３", "x\u20e3",
    "\u201c", "\u201d", '"', "«", "»", "「",
    "」", "\u2474", "שָׁלוֹם", "العربية", "\r", "\u2028", "\x00",
)  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=4), st.sampled_from("abc ")), max_size=30
).map("".join)
latin = st.text(st.sampled_from("abcdefXYZÄÖéèñçøåß \n.,;:!?'’“”-–—0123456789\u00ad"), max_size=80)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_spans_rise_and_lie_in_the_text(text: str) -> None:
    """Spans of tokens are never empty, in bounds, in order and disjoint."""
    tokens = tokenise(text, CONFIG)
    assert (tokens.starts < tokens.ends).all()
    assert (tokens.ends[:-1] <= tokens.starts[1:]).all()
    assert not len(tokens) or (tokens.starts[0] >= 0 and tokens.ends[-1] <= len(text))


@settings(max_examples=400, deadline=None)
@given(texts)
def test_what_a_span_cuts_out_is_the_word(text: str) -> None:
    """The raw stretch of a token, tokenised alone, spells the token's word."""
    folded = fold_tokens(text, CONFIG)
    bounds = zip(folded.tokens.starts.tolist(), folded.tokens.ends.tolist(), strict=True)
    for word, (start, end) in zip(folded.words(), bounds, strict=True):
        alone = fold_tokens(text[start:end], CONFIG).words()
        spelled = fold_tokens(word, CONFIG).words()
        assert alone in ((word,), spelled) or folded.tokens.disguised


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_text_on_another_line_changes_nothing(one: str, other: str) -> None:
    """Tokens of two texts on two lines are the tokens of each, the second moved along."""
    first, second, both = (tokenise(t, CONFIG) for t in (one, f"\n{other}", f"{one}\n{other}"))
    if first.disguised or second.disguised or both.disguised:
        return
    assert both.hashes.tolist() == first.hashes.tolist() + second.hashes.tolist()
    assert both.starts.tolist() == first.starts.tolist() + (second.starts + len(one)).tolist()


@settings(max_examples=500, deadline=None)
@given(texts)
def test_composed_and_decomposed_text_have_equal_hashes(text: str) -> None:
    """NFC and NFD of one text give the same hashes."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    one, other = tokenise(composed, CONFIG), tokenise(decomposed, CONFIG)
    assert one.hashes.tolist() == other.hashes.tolist()


@settings(max_examples=400, deadline=None)
@given(latin)
def test_words_are_those_of_the_slow_reader(text: str) -> None:
    """On ordinary text the words are those that reading letter by letter gives."""
    assert list(fold_tokens(text, CONFIG).words()) == slow_words(text)


@settings(max_examples=200, deadline=None)
@given(latin)
def test_equal_words_are_equal_hashes(text: str) -> None:
    """Within a text two tokens have one hash exactly when they have one spelling."""
    folded = fold_tokens(text, CONFIG)
    pairs = set(zip(folded.words(), folded.tokens.hashes.tolist(), strict=True))
    assert len(pairs) == len(set(folded.words())) == len(set(folded.tokens.hashes.tolist()))


@settings(max_examples=600, deadline=None)
@given(texts, st.booleans())
def test_tokens_are_those_of_the_slow_form(text: str, many: bool) -> None:  # noqa: FBT001
    """Words, places, hashes and flag of any text are those of reading it letter by letter."""
    text = settled(text)
    expected, disguised = slow_tokens(text, CONFIG.hash_key)
    folded = fold_tokens(text, CONFIG, many=many)
    assert list(folded.words()) == [token.word for token in expected]
    assert folded.tokens.starts.tolist() == [token.start for token in expected]
    assert folded.tokens.ends.tolist() == [token.end for token in expected]
    assert folded.tokens.hashes.tolist() == [token.hash for token in expected]
    assert folded.tokens.disguised == disguised


@settings(max_examples=600, deadline=None)
@given(texts)
def test_the_compiled_form_gives_the_same_tokens(text: str) -> None:
    """Loops over bytes give the tokens, offsets, flags and spelling of whole arrays."""
    one, other = fold_tokens(text, CONFIG), fold_tokens(text, CONFIG, many=True)
    for name in ("hashes", "starts", "ends"):
        assert getattr(one.tokens, name).tolist() == getattr(other.tokens, name).tolist()
    assert one.tokens.disguised == other.tokens.disguised
    assert one.words() == other.words()


@settings(max_examples=300, deadline=None)
@given(st.lists(texts, max_size=5))
def test_a_compiled_batch_is_its_texts(batch: list[str]) -> None:
    """Texts read together have the codes, words and flags that each has alone."""
    read = in_one_pass(batch, CONFIG)
    for at, tokens in enumerate(tokenise(text, CONFIG) for text in batch):
        assert read.codes[read.bounds[at] : read.bounds[at + 1]].tolist() == tokens.codes.tolist()
        assert read.words[at] == tokens.words()
        assert read.disguised[at] == tokens.disguised


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(["en", "de", "ja", "th", "und"]), st.integers(1, 9))
def test_sentences_and_paragraphs_partition_the_tokens(text: str, language: str, most: int) -> None:
    """Sentences and lines are ordered, disjoint, never empty and cover all tokens."""
    prepared = prepare(text, language, TextConfig(max_sentence_tokens=most))
    count = len(prepared.tokens)
    for ranges in (prepared.sentences, prepared.paragraphs):
        covered = [at for first, last in ranges.tolist() for at in range(first, last)]
        assert covered == list(range(count))
        assert (ranges[:, 0] < ranges[:, 1]).all()
    assert not count or np.diff(prepared.sentences, axis=1).max() <= 2 * most
    lines = set(prepared.paragraphs[:, 0].tolist())
    assert lines <= set(prepared.sentences[:, 0].tolist())
    assert len(prepared.words) == len(prepared.stems) == len(prepared.content) == count


@settings(max_examples=400, deadline=None)
@given(texts)
def test_quotations_are_ordered_and_in_bounds(text: str) -> None:
    """Spans of quotations are ordered, disjoint, never empty and in bounds."""
    spans = quotation_spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(isinstance(s, Span) and 0 <= s.start < s.end <= len(text) for s in spans)
