from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from reuse.errors import DocumentError, ReuseError
from reuse.model.document import Document
from reuse.model.span import Span


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"id": "", "text": "x"}, "id"),
        ({"id": 7, "text": "x"}, "id"),
        ({"id": None, "text": "x"}, "id"),
        ({"id": "a", "text": None}, "text"),
        ({"id": "a", "text": b"x"}, "text"),
        ({"id": "a", "text": "x", "outlet": 3}, "outlet"),
        ({"id": "a", "text": "x", "published": 20240101}, "published"),
        ({"id": "a", "text": "x\ud800"}, "text"),
        ({"id": "a\udfff", "text": "x"}, "id"),
        ({"id": "a", "text": "x", "title": "\udc80"}, "title"),
        ({"id": "a", "text": "x", "origin": "\udc80"}, "origin"),
    ],
)
def test_what_can_be_no_document(fields: dict[str, Any], named: str) -> None:
    """Wrong types, empty ids and lone surrogates are refused, and the field is named."""
    with pytest.raises(DocumentError, match=f"^{named}: ") as caught:
        Document(**fields)
    assert isinstance(caught.value, ReuseError | ValueError)
    str(caught.value).encode("utf-8")


def test_a_document_is_frozen_and_keeps_its_text() -> None:
    """A document cannot be changed, and its text is what was given."""
    text = "a\r\nb\u2028\ufeffc\x00 😀"
    document = Document(id="a", text=text, published="2024-01-02")
    assert document.text == text
    assert document.stamp is not None
    assert document.stamp.day_only
    with pytest.raises(FrozenInstanceError):
        document.text = "other"  # type: ignore[misc]


def test_spans_measure_and_meet() -> None:
    """Length, overlap and cut of half-open spans."""
    span = Span(2, 5)
    assert (len(span), span.cut("abcdefg")) == (3, "cde")
    assert [span.meet(Span(*other)) for other in ((0, 2), (0, 3), (3, 4), (5, 9))] == [0, 1, 1, 0]
    assert sorted([Span(2, 5), Span(1, 9), Span(2, 3)]) == [Span(1, 9), Span(2, 3), Span(2, 5)]
