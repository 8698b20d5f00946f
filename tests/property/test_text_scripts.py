"""Texts in many scripts as outlets print them: the same words, and spans true to the raw text."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import ARABIC, JAPANESE, RUSSIAN, WITH_RESOURCES, WITHOUT_RESOURCES, Told

from reuse.config import TextConfig
from reuse.text import prepare
from reuse.text.tokens import fold_tokens

Form = Literal["NFC", "NFD", "NFKC"]
FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC")
ALL = (*WITH_RESOURCES, *WITHOUT_RESOURCES)
CONFIG = TextConfig()
HARAKAT = "".join(map(chr, range(0x064B, 0x0653)))
WIDE = {0x20: 0x3000, **{point: point + 0xFEE0 for point in range(0x21, 0x7F)}}

stories = st.sampled_from(ALL).flatmap(
    lambda told: st.tuples(st.just(told), st.lists(st.sampled_from(told.story), max_size=4))
)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, of which each is what its span cuts out."""
    for many in (False, True):
        folded = fold_tokens(text, CONFIG, many=many)
        tokens = folded.tokens
        assert not tokens.disguised
        for word, start, end in zip(
            folded.words(), tokens.starts.tolist(), tokens.ends.tolist(), strict=True
        ):
            assert fold_tokens(text[start:end], CONFIG).words() == (word,)
    return folded.words()


@settings(max_examples=60, deadline=None)
@given(stories, st.sampled_from(FORMS))
def test_every_form_of_a_text_has_its_words(drawn: tuple[Told, list[str]], form: Form) -> None:
    """Composed, decomposed and compatible spellings have one set of words, each at its place."""
    text = drawn[0].joined(*drawn[1])
    assert words(unicodedata.normalize(form, text)) == words(text)


@settings(max_examples=60, deadline=None)
@given(stories)
def test_wide_letters_are_the_narrow_ones(drawn: tuple[Told, list[str]]) -> None:
    """Full-width letters, digits and spaces have the words and the places of the common ones."""
    text = drawn[0].joined(*drawn[1]).replace("'", "")
    one, other = fold_tokens(text, CONFIG), fold_tokens(text.translate(WIDE), CONFIG)
    assert one.words() == other.words()
    assert one.tokens.starts.tolist() == other.tokens.starts.tolist()
    assert one.tokens.ends.tolist() == other.tokens.ends.tolist()


def test_half_width_katakana_are_the_full_ones() -> None:
    """Half-width letters with their marks of their own are the composed letters."""
    assert words("ﾎﾞｲﾗｰの修理") == words("ボイラーの修理")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ARABIC.story), st.data())
def test_arabic_vowel_signs_and_strokes_change_no_word(text: str, data: st.DataObject) -> None:
    """Signs that an outlet may print or leave out stand inside a span and not in its word."""
    signs = st.text(st.sampled_from(HARAKAT + "\u0640"), max_size=2)
    marked = "".join(
        char + (data.draw(signs) if "\u0621" <= char <= "\u064a" else "") for char in text
    )
    assert words(marked) == words(text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RUSSIAN.story), st.data())
def test_russian_without_dots_is_the_same(text: str, data: st.DataObject) -> None:
    """An outlet that prints no ё writes the same words, at the same places."""
    plain = "".join(
        char.replace("ё", "е").replace("Ё", "Е") if data.draw(st.booleans()) else char
        for char in text
    )
    one, other = fold_tokens(text, CONFIG), fold_tokens(plain, CONFIG)
    assert one.tokens.hashes.tolist() == other.tokens.hashes.tolist()
    assert one.tokens.starts.tolist() == other.tokens.starts.tolist()


@pytest.mark.parametrize("told", ALL, ids=lambda told: told.language)
def test_sentences_are_those_that_were_written(told: Told) -> None:
    """A story is cut into its six sentences, whatever marks its script ends them with."""
    text = told.joined(*told.story)
    prepared = prepare(text, told.language, CONFIG)
    found = [prepared.span(*each).cut(text) for each in prepared.sentences.tolist()]
    assert found == [sentence.rstrip(".。።؟") for sentence in told.story]


def test_a_quotation_mark_of_a_script_stays_at_its_place() -> None:
    """The brackets of Japanese speech are the borders of its span."""
    text = JAPANESE.joined(*JAPANESE.story)
    (span,) = prepare(text, "ja", CONFIG).quotations.tolist()
    assert text[span[0] : span[1]] == "「山ぼうしの湯」"
