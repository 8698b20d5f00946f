"""Differing words between two passages."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from reuse.align import Edit
from reuse.model.scripts import UNSPACED
from reuse.model.span import Span
from reuse.report.escape import combining_class
from reuse.report.worddiff import diff_words, words_of


def _marked(left: str, right: str) -> tuple[list[str], list[str]]:
    diff = diff_words(left, Span(0, len(left)), right, Span(0, len(right)))
    return [m.span.cut(left) for m in diff.left], [m.span.cut(right) for m in diff.right]


def test_replaced_words_are_marked_on_both_sides() -> None:
    """A replaced word is marked where it was and where it is, each with the other's place."""
    left, right = "The ship left in dense grey fog.", "The boat left in fog."
    diff = diff_words(left, Span(0, len(left)), right, Span(0, len(right)))
    assert [(m.kind, m.span, m.other) for m in diff.left] == [
        (Edit.REPLACED, Span(4, 8), Span(4, 8)),
        (Edit.DROPPED, Span(17, 27), None),
    ]
    assert [(m.kind, m.span, m.other) for m in diff.right] == [
        (Edit.REPLACED, Span(4, 8), Span(4, 8))
    ]


def test_moves_are_numbered_on_both_sides() -> None:
    """A moved stretch has one number on both sides, after those that were given before."""
    left = "On Tuesday night, the whole council met again."
    right = "The whole council met again on Tuesday night."
    diff = diff_words(left, Span(0, len(left)), right, Span(0, len(right)), moves=4)
    assert [(m.kind, m.number) for m in diff.left] == [(Edit.MOVED, 5)]
    assert [(m.kind, m.number) for m in diff.right] == [(Edit.MOVED, 5)]
    assert diff.left[0].span.cut(left) == "On Tuesday night"
    assert diff.left[0].other == diff.right[0].span


def test_the_longest_run_is_one_on_both_sides() -> None:
    """Words that only one side has break it, whichever side that is; a moved run is one too."""
    full = "The 14,000 books kept in the room will be moved to a former shop on Tanner Street."
    short = "The books will be moved to a former shop on Tanner Street."
    for left, right in ((full, short), (short, full)):
        longest = diff_words(left, Span(0, len(left)), right, Span(0, len(right))).longest
        words = words_of(left, Span(0, len(left)))[0]
        assert " ".join(words[longest.start : longest.stop]) == (
            "will be moved to a former shop on tanner street"
        )
    left = "One two. On Tuesday night the whole council met again in the town hall."
    right = "On Tuesday night the whole council met again in the town hall. One two."
    assert len(diff_words(left, Span(0, len(left)), right, Span(0, len(right))).longest) == 12
    assert len(diff_words("a b", Span(0, 3), "c d", Span(0, 3)).longest) == 0


@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.lists(st.sampled_from("abcdef")))
def test_the_longest_run_stands_on_the_other_side(ones: list[str], others: list[str]) -> None:
    """Word for word, in a row."""
    left, right = " ".join(ones), " ".join(others)
    longest = diff_words(left, Span(0, len(left)), right, Span(0, len(right))).longest
    run = ones[longest.start : longest.stop]
    assert any(others[at : at + len(run)] == run for at in range(len(others) + 1))


def test_case_and_punctuation_are_no_difference() -> None:
    """Capitals, quotes and commas do not count as changed words."""
    assert _marked("“Fog,” he said", "fog he Said") == ([], [])


def test_unspaced_script_differs_by_character() -> None:
    """Chinese is compared letter by letter, not as one long word."""
    assert _marked("渡轮今晨搁浅", "渡轮今日搁浅") == (["晨"], ["日"])


def test_vowel_signs_count() -> None:
    """A mark that changes the word makes it differ."""
    assert _marked("कि नहीं", "की नहीं") == (["कि"], ["की"])


def test_spans_are_of_the_whole_text() -> None:
    """Offsets count from the start of the text, not of the passage."""
    diff = diff_words("xx one two", Span(3, 10), "yyyy one six", Span(5, 12))
    assert [m.span for m in diff.left] == [Span(7, 10)]
    assert [m.span for m in diff.right] == [Span(9, 12)]


def test_long_passages_are_compared() -> None:
    """However long a passage is, its differing words are marked."""
    left, right = "a b " * 20_000, "a b " * 10_000 + "new " + "a b " * 10_000
    diff = diff_words(left, Span(0, len(left)), right, Span(0, len(right)))
    assert [m.span.cut(right) for m in diff.right] == ["new"]
    assert (diff.left, diff.coarse) == ((), False)


@given(st.text("ab cd.", max_size=30), st.text("ab cd.", max_size=30))
def test_what_is_unmarked_is_common(left: str, right: str) -> None:
    """The words left unmarked on both sides are one and the same sequence."""
    sides = []
    diff = diff_words(left, Span(0, len(left)), right, Span(0, len(right)))
    for text, marks in ((left, diff.left), (right, diff.right)):
        forms, spans = words_of(text, Span(0, len(text)))
        pairs = zip(forms, spans, strict=True)
        sides.append([f for f, s in pairs if not any(m.span.meet(s) for m in marks)])
        assert all(m.span.start < m.span.end <= n.span.start for m, n in pairwise(marks))
    assert sides[0] == sides[1]


_MIXED = st.text(st.one_of(st.sampled_from("a_é’ß\u0301\u093f\u0e31\u0e01渡ｱﬁ'-"), st.characters()))


@given(_MIXED)
@example("a\u0301\u0e31b\u0301\u0301c_1 渡\u0301\u0e31x\u0301")
def test_words_are_those_of_the_plain_rule(text: str) -> None:
    """Words are letters with their marks, or one letter of an unspaced script with its own."""
    marks = combining_class()
    alone = f"[{UNSPACED}][{marks}]*"
    spaced = rf"(?:(?![{UNSPACED}])\w)(?:(?![{UNSPACED}])[\w{marks}])*"
    found = list(re.finditer(f"{alone}|{spaced}", text))
    forms = tuple(unicodedata.normalize("NFKC", m[0]).casefold() for m in found)
    spans = tuple(Span(*m.span()) for m in found)
    assert words_of(text, Span(0, len(text))) == (forms, spans)
