from __future__ import annotations

import pytest

from reuse.config import TextConfig
from reuse.model.span import Span
from reuse.text import tokenise


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 3, ["one"]), (0, 4, ["one"]), (1, 8, ["two"]), (4, 14, ["two", "three"]), (13, 14, [])],
)
def test_tokens_are_inside_where_they_begin(start: int, end: int, words: list[str]) -> None:
    """A token cut by the end of a span is inside it, one cut by its begin is not."""
    text = "one two three."
    tokens = tokenise(text, TextConfig())
    inside = tokens.inside(Span(start, end))
    places = zip(tokens.starts[inside], tokens.ends[inside], strict=True)
    assert [text[first:last] for first, last in places] == words
