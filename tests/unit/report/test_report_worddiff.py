"""Differing words between two passages."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from reuse.model.scripts import UNSPACED
from reuse.model.span import Span
from reuse.report.escape import combining_class
from reuse.report.worddiff import MAX_WORDS, diff_words, words_of


def _marked(left: str, right: str) -> tuple[list[str], list[str]]:
    diff = diff_words(left, Span(0, len(left)), right, Span(0, len(right)))
    return [s.cut(left) for s in diff.left], [s.cut(right) for s in diff.right]


def test_replaced_words_are_marked_on_both_sides() -> None:
    """A replaced word is marked where it was and where it is, neighbours joined."""
    left, right = _marked("The ship left in dense grey fog.", "The boat left in fog.")
    assert left == ["ship", "dense grey"]
    assert right == ["boat"]


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
    assert (diff.left, diff.right) == ((Span(7, 10),), (Span(9, 12),))


def test_too_long_is_not_compared() -> None:
    """A passage beyond the bound is reported as not compared, instead of taking minutes."""
    text = "a b " * MAX_WORDS
    diff = diff_words(text, Span(0, len(text)), "a", Span(0, 1))
    assert not diff.compared
    assert diff.left == diff.right == ()


@given(st.text("ab cd.", max_size=30), st.text("ab cd.", max_size=30))
def test_what_is_unmarked_is_common(left: str, right: str) -> None:
    """The words left unmarked on both sides are one and the same sequence."""
    sides = []
    diff = diff_words(left, Span(0, len(left)), right, Span(0, len(right)))
    for text, marks in ((left, diff.left), (right, diff.right)):
        forms, spans = words_of(text, Span(0, len(text)))
        pairs = zip(forms, spans, strict=True)
        sides.append([f for f, s in pairs if not any(m.meet(s) for m in marks)])
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
