from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented import story

from reuse.config import TextConfig
from reuse.model.prepared import PreparedText
from reuse.text import Lexicon, prepare, prepare_many
from reuse.text.cutting import cover, cut_ranges, touching
from reuse.text.guessing import are_english, classify, languages_of
from reuse.text.language import language_of
from reuse.text.prepare import LAST_CAPITAL, mark_capitals
from reuse.text.reading import decode_texts, read_texts, read_tokens
from reuse.text.survey import survey_texts
from reuse.text.tokens import fold_tokens

PARTS = (
    *("Rain fell", " on 40", "5", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\u2028", "\x85", "\xa0"),
    *(". ", ".", "? ", "! ", "Dr. ", "U.S. ", "e.g. ", "(", ") ", "[3] ", "a@b.org ", "$", ".\n"),
    *('"', "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "’", "'", "-", "…", "?” "),
    *("北", "市は発表した。", "「", "」", "＂", "é", "e\u0301", "Ж", "Он сказал. ", "😀", "\u200b"),
    *(
        "(@someone) ",
        "pic.twitter.com/ab ",
        "\0",
        "\ufdfa",
        "оса",
        "𝐀b",
        "The council of the town. ",
    ),
)
texts = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)
languages = st.sampled_from([None, None, "en", "de", "ja", "ru", "und", "no code"])
ARRAYS = ("word_numbers", "stem_numbers", "traits", "sentences", "paragraphs", "quotations")
CONFIG = TextConfig()


def assert_equal(one: PreparedText, other: PreparedText) -> None:
    """Two prepared texts of one vocabulary are the same."""
    assert (one.raw, one.language) == (other.raw, other.language)
    assert one.tokens.disguised == other.tokens.disguised
    pairs = [(getattr(one, name), getattr(other, name)) for name in (*ARRAYS, "quoted")]
    pairs += [
        (getattr(one.tokens, name), getattr(other.tokens, name))
        for name in ("hashes", "starts", "ends")
    ]
    for left, right in pairs:
        assert left.dtype == right.dtype
        assert left.shape == right.shape
        assert left.tolist() == right.tolist()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(texts, languages), max_size=6), st.integers(1, 50))
@example([("The rain of the day. " * 30, None), ("Il a dit que la ville. " * 20, None)], 40)
@example([("x " * 2500 + "Y. Z " * 900, "en"), ("北" * 9000, "zh")], 40)
@example([('"Rain\0fell" on 40', "en")], 40)
@example([("\ufdfa" * 400 + " a", "en"), ("e\u0301" * 50, "fr"), ("Rain. Snow", "en")], 40)
def test_texts_prepared_together_are_each_as_alone(
    asked: list[tuple[str, str | None]], most: int
) -> None:
    """Many texts in compiled loops give what `prepare` gives for each."""
    config, lexicon = TextConfig(max_sentence_tokens=most), Lexicon()
    together = prepare_many(
        [text for text, _ in asked], [code for _, code in asked], config, lexicon=lexicon
    )
    assert len(together) == len(asked)
    for (text, code), one in zip(asked, together, strict=True):
        assert_equal(one, prepare(text, code, config, lexicon=lexicon))


def test_characters_that_fold_to_many_leave_room_for_the_texts_behind_them() -> None:
    """Texts that take more rows than bytes push none of those behind them past the end."""
    for first in range(1, 12):
        raws = ["\ufdfa " * 100] * first + ["a b " * 500] * 2
        read = read_texts(raws, CONFIG)
        assert read.lasts[-1] <= len(read.rows)
        for at, raw in enumerate(raws):
            alone = fold_tokens(raw, CONFIG)
            own = range(*read.bounds[at : at + 2].tolist())
            assert read.spell(own) == alone.words()
            assert read.hashes[own.start : own.stop].tolist() == alone.tokens.hashes.tolist()


def test_parts_of_a_long_list_of_texts_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many texts are read at once, each comes out the same, in its place."""
    raws, lexicon = [story(60, seed) for seed in range(9)], Lexicon()
    codes = [None] * len(raws)
    whole = prepare_many(raws, codes, CONFIG, lexicon=lexicon)
    monkeypatch.setattr(sys.modules["reuse.text.prepare"], "_AT_ONCE", 600)
    for one, other in zip(whole, prepare_many(raws, codes, CONFIG, lexicon=lexicon), strict=True):
        assert_equal(one, other)


def test_the_loops_as_written_prepare_what_their_compiled_form_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The compiler changes nothing: run as plain Python the loops give the same texts."""
    raws = ["".join(PARTS), "The rain of the day, and so it was. " * 9, "Il a dit que oui. " * 9]
    raws, codes, lexicon = [*raws, "", "北" * 90], [None] * 5, Lexicon()
    compiled = prepare_many(raws, codes, CONFIG, lexicon=lexicon)
    for loop in (
        decode_texts, read_tokens, survey_texts, cut_ranges, cover, touching, mark_capitals,
        are_english, classify,
    ):  # fmt: skip
        monkeypatch.setattr(loop, "native", loop)
    with np.errstate(over="ignore"):  # products are meant to lose their upper half
        plain = prepare_many(raws, codes, CONFIG, lexicon=lexicon)
    for one, other in zip(compiled, plain, strict=True):
        assert_equal(one, other)


SAMPLES = (
    "the", "and", "of", "to", "in", "is", "was", "le", "la", "de", "der", "die", "und", "en",
    "que", "on", "Straße", "İstanbul", "ﬁn", "it's", "x²", "1st", "40", "\u2122", "a", "no",
    "не", "и", "the\u200bre", "город", "THE", "OF", "København", "北", "e\u0301te", ".", "—",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(SAMPLES), max_size=60), st.integers(0, 60), st.booleans()
        ),
        max_size=4,
    )
)
def test_languages_are_those_of_each_text(asked: list[tuple[list[str], int, bool]]) -> None:
    """The compiled word lists and the compiled guesser say what the plain ones say."""
    raws = [
        " ".join([*words, *["the of and rain"] * more]).replace("  ", " ").swapcase()
        if swapped
        else " ".join([*words, *["the of and rain"] * more])
        for words, more, swapped in asked
    ]
    read = read_texts(raws, CONFIG)
    found = languages_of(raws, [None] * len(raws), read.points, read.point_bounds)
    assert found == [language_of(raw, None) for raw in raws]


def test_no_capital_stands_beyond_the_table() -> None:
    """The table of capitals ends with the last one of Unicode."""
    assert all(not chr(point).isupper() for point in range(LAST_CAPITAL + 1, 0x110000))
