from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reuse.text.folding import code_points
from reuse.text.quotations import quotation_spans
from reuse.text.sentences import PLAIN, lines_of
from reuse.text.survey import ENDED, UNSURE, WHOLE, Survey, survey

PARTS = (
    *("Rain fell", " on 40", "5", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\u2028", "\x85", "\xa0"),
    *(". ", ".", "? ", "$", "(", '"', "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "’", "-"),
    *(
        "北",
        "「",
        "」",
        "『",
        "』",
        "＂",
        "é",
        "Ж",
        "😀",
        "(@someone) ",
        "pic.twitter.com/ab ",
        "c.twitter.com/",
        "@",
    ),
)
texts = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


def surveyed(*raws: str) -> Survey:
    """Some texts looked over together."""
    points = [code_points(raw) for raw in raws]
    return survey(np.concatenate(points), np.cumsum([0, *map(len, points)], dtype=np.int64))


@settings(max_examples=300, deadline=None)
@given(texts)
@example('"Rain fell\n"on 40')
def test_a_survey_finds_what_the_patterns_find(raw: str) -> None:
    """Lines, plain ones and quotations are those of the patterns, or left to them."""
    found = surveyed(raw)
    lines, plain = lines_of(raw)
    assert np.array_equal(found.lines, lines)
    for state, whole in zip(found.plain.tolist(), plain.tolist(), strict=True):
        assert state == UNSURE or (state == WHOLE) == whole
    if found.known.all():
        posts = quotation_spans(raw, [])
        if not posts:
            assert [[s.start, s.end] for s in quotation_spans(raw)] == found.quoted.tolist()
    else:
        assert any(char >= "\u2100" for char in raw)
    assert found.posts.all() == ("(@" in raw or "pic.twitter.com/" in raw)


@pytest.mark.parametrize(
    ("line", "state"),
    [("Rain fell on 40", WHOLE), ("Rain fell.", WHOLE), ("Rain. Snow", ENDED), ("雨 fell", UNSURE)],
)
def test_a_line_with_an_inner_sign_may_end_inside(line: str, state: int) -> None:
    """Only what stands before the last character of a line can end a sentence inside it."""
    assert surveyed(line).plain.tolist() == [state]
    assert state == UNSURE or (PLAIN.fullmatch(line) is not None) == (state == WHOLE)


@settings(max_examples=100, deadline=None)
@given(st.lists(texts, max_size=4))
def test_texts_looked_over_together_are_each_as_alone(raws: list[str]) -> None:
    """What is found in one text does not depend on the texts beside it."""
    found = surveyed("", *raws)
    for at, raw in enumerate(raws, 1):
        alone = surveyed(raw)
        lines = slice(found.line_bounds[at], found.line_bounds[at + 1])
        quoted = slice(found.quoted_bounds[at], found.quoted_bounds[at + 1])
        assert found.lines[lines].tolist() == alone.lines.tolist()
        assert found.plain[lines].tolist() == alone.plain.tolist()
        assert found.quoted[quoted].tolist() == alone.quoted.tolist()
        assert found.known[at] == alone.known[0]
