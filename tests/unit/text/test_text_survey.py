from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reuse.config import TextConfig
from reuse.text import Lexicon, prepare
from reuse.text.quotations import quotation_spans
from reuse.text.sentences import PLAIN, lines_of
from reuse.text.survey import ENDED, UNSURE, WHOLE, survey

PARTS = (
    *("Rain fell", " on 40", "5", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\u2028", "\x85", "\xa0"),
    *(". ", ".", "? ", "$", "(", '"', "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "’", "-"),
    *("北", "「", "」", "『", "』", "＂", "é", "Ж", "😀", "(@someone) ", "pic.twitter.com/ab "),
)
texts = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(texts)
@example('"Rain fell\n"on 40')
def test_a_survey_finds_what_the_patterns_find(raw: str) -> None:
    """Lines, plain ones and quotations are those of the patterns, or left to them."""
    found = survey(raw)
    lines, plain = lines_of(raw)
    assert np.array_equal(found.lines, lines)
    for state, whole in zip(found.plain.tolist(), plain.tolist(), strict=True):
        assert state == UNSURE or (state == WHOLE) == whole
    if found.quoted is not None:
        posts = quotation_spans(raw, [])
        if not posts:
            assert [[s.start, s.end] for s in quotation_spans(raw)] == found.quoted.tolist()
    else:
        assert any(char >= "\u2100" for char in raw)


@pytest.mark.parametrize(
    ("line", "state"),
    [("Rain fell on 40", WHOLE), ("Rain fell.", WHOLE), ("Rain. Snow", ENDED), ("雨 fell", UNSURE)],
)
def test_a_line_with_an_inner_sign_may_end_inside(line: str, state: int) -> None:
    """Only what stands before the last character of a line can end a sentence inside it."""
    assert survey(line).plain.tolist() == [state]
    assert state == UNSURE or (PLAIN.fullmatch(line) is not None) == (state == WHOLE)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_one_of_many_texts_is_prepared_as_one_alone(raw: str) -> None:
    """The compiled form of preparing gives what the plain form gives."""
    one = prepare(raw, "en", TextConfig(), lexicon=Lexicon())
    other = prepare(raw, "en", TextConfig(), lexicon=Lexicon(), many=True)
    assert one.quotations == other.quotations
    assert one.words == other.words
    assert one.stems == other.stems
    for name in ("sentences", "paragraphs", "quoted", "traits"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
