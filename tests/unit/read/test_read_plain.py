from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc\n", "\x00nul\x00", "", "\u202e\u200b\U0001f600 e\u0301\x85\u2028 "]
)
def test_text_is_untouched(read: Read, text: str) -> None:
    """What a text file holds is the document's text, character for character."""
    assert read("a.txt", text).texts == [text]


def test_byte_order_marks(read: Read) -> None:
    """UTF-8 and UTF-16 with a mark are read, without the mark."""
    assert read("a.txt", "é".encode("utf-8-sig")).texts == ["é"]
    assert read("b.txt", "é\r\n".encode("utf-16")).texts == ["é\r\n"]


@pytest.mark.parametrize("data", [b"caf\xe9", b"\xff\xfea", b"\xff\xfe\x00\xd8"])
def test_other_encodings_are_not_guessed(read: Read, data: bytes) -> None:
    """Bytes that are neither are skipped."""
    assert read("a.txt", data).skipped == [("1", "BAD_ENCODING")]


def test_given_file_is_known_by_its_name(read: Read) -> None:
    """A file given directly has its name as id and no outlet."""
    document = read("a.txt", "t").documents[0]
    assert (document.id, document.outlet, document.title) == ("a.txt", None, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# One #\n\ntext", "One"),
        ("text\n\n```\n# no\n```\r\n# Yes\r\n", "Yes"),
        ("## Two\n#none\n", None),
        ("~~~\n# never closed\n", None),
        ("# \n# Next", "Next"),
    ],
)
def test_markdown_title(read: Read, text: str, title: str | None) -> None:
    """The first first-level heading is the title, and stays in the text."""
    document = read("a.md", text.encode()).documents[0]
    assert (document.title, document.text) == (title, text)
