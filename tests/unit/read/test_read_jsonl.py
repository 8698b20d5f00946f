from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from reuse.config import ReadConfig
from reuse.model.document import Document
from reuse.read import read_paths

if TYPE_CHECKING:
    Read = Callable[..., Any]

GOOD = '{"id":"%s","text":"words here"}'


def between(line: bytes) -> bytes:
    """A file in which a good line stands before and after `line`."""
    return (GOOD % "before").encode() + b"\n" + line + b"\n" + (GOOD % "after").encode() + b"\n"


def test_all_fields_arrive_as_given(read: Read) -> None:
    """Every known field of a record is in the document, and its origin names file and line."""
    record = {
        "id": "1", "text": " a\r\nb\u2028c\x00 ", "outlet": "The Mast",
        "published": "2024-05-01", "title": "T", "author": "A",
        "url": "https://x.example/1", "language": "de-AT", "other": [1],
    }  # fmt: skip
    out = read("a.jsonl", json.dumps(record))
    assert out.documents == [
        Document(
            id="1", text=" a\r\nb\u2028c\x00 ", outlet="The Mast", published="2024-05-01",
            title="T", author="A", url="https://x.example/1", language="de",
            origin=f"{out.folder}1", line=1,
        )
    ]  # fmt: skip
    assert not out.skips
    assert not out.notices


def test_null_and_blank_optional_fields_are_unknown(read: Read) -> None:
    """A null or blank optional field means that nothing is known."""
    out = read("a.jsonl", '{"id":"1","text":"t","outlet":null,"title":" ","published":null}')
    document = out.documents[0]
    assert (document.outlet, document.title, document.published) == (None, None, None)
    assert not out.notices


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"id":"x","text":"a\xffb"}', "BAD_ENCODING"),
        (b'{"id":"x","text":"t","other":"\xff"}', "BAD_ENCODING"),
        (b'{"id":"x","text":"\xed\xa0\x80"}', "BAD_ENCODING"),
        (b'{"id":"x","text":"a\\ud800b"}', "BAD_FIELD"),
        (b'{"id":"x","text":"a\\udc00"}', "BAD_FIELD"),
        (b'{"id":"x","text":"t","other":"\\ud800"}', "BAD_FIELD"),
        (b'{"id":"x","text":"t","n":NaN}', "BAD_SYNTAX"),
        (b'{"id":"x","text":"t","n":-Infinity}', "BAD_SYNTAX"),
        (b'{"id":"x","text":"t","n":' + b"1" * 5000 + b"}", "BAD_SYNTAX"),
        (b'{"id":"x","text":"t","n":1e999}', "BAD_SYNTAX"),
        (b"[" * 100_000, "BAD_SYNTAX"),
        (b'{"id":"x","text":"t","n":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "BAD_SYNTAX"),
        (b'{"id":"x","text":"t","n":' + b"[" * 300 + b"]" * 300 + b"}", "BAD_SYNTAX"),
        (b'["x","t"]', "BAD_SYNTAX"),
        (b'"x"', "BAD_SYNTAX"),
        (b"null", "BAD_SYNTAX"),
        (b"{}", "MISSING_FIELD"),
        (b'{"id":"x"}', "MISSING_FIELD"),
        (b'{"text":"x"}', "MISSING_FIELD"),
        (b'{"id":"x","text":null}', "MISSING_FIELD"),
        (b'{"id":7,"text":"t"}', "BAD_FIELD"),
        (b'{"id":"","text":"t"}', "BAD_FIELD"),
        (b'{"id":"x","text":["t"]}', "BAD_FIELD"),
        (b'{"id":"x","text":"t","outlet":5}', "BAD_FIELD"),
        (b'{"id":"x","text":"t"} {"id":"y","text":"t"}', "BAD_SYNTAX"),
        (b'{"id":"x","text":"a\x00b"}', "BAD_SYNTAX"),
        (b'{"id":"x","text":"t"', "BAD_SYNTAX"),
        (b"\x00", "BAD_SYNTAX"),
        (b"\xff\xfe", "BAD_ENCODING"),
    ],
)
def test_a_bad_line_is_skipped_with_its_number_and_the_rest_read(
    read: Read, line: bytes, code: str
) -> None:
    """One bad line costs one skip that names its line; its neighbours are read."""
    out = read("a.jsonl", between(line))
    assert out.ids == ["before", "after"]
    assert out.skipped == [("2", code)]


def test_wrong_type_says_what_was_expected(read: Read) -> None:
    """A message about a number for an id says that a string is wanted."""
    out = read("a.jsonl", '{"id":7,"text":"t"}')
    assert out.skips[0].reason == "id: expected a string, got a number"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_only_line_feed_ends_a_line(read: Read, separator: str) -> None:
    """Characters that `str.splitlines` cuts at stay inside the text."""
    text = json.dumps({"id": "1", "text": f"a{separator}b"}, ensure_ascii=False)
    if separator in "\x0b\x0c":
        text = json.dumps({"id": "1", "text": f"a{separator}b"})
    out = read("a.jsonl", text + "\n" + GOOD % "2")
    assert out.texts == [f"a{separator}b", "words here"]


def test_lone_carriage_return_ends_no_line(read: Read) -> None:
    """A carriage return between values is white space of JSON, not a line end."""
    out = read("a.jsonl", '{"id":"1",\r"text":"t"}\r\n\r\n{"id":"2","text":"t"}')
    assert out.ids == ["1", "2"]
    assert out.documents[1].origin == f"{out.folder}3"


def test_escaped_backslash_before_u_is_no_surrogate(read: Read) -> None:
    """Text that talks about a surrogate escape is read, and a broken line of it is syntax."""
    out = read("a.jsonl", b'{"id":"1","text":"\\\\ud800"}\n{"id":"2","text":"\\\\ud800",}')
    assert out.texts == ["\\ud800"]
    assert out.skipped == [("2", "BAD_SYNTAX")]


def test_surrogate_pair_is_one_character(read: Read) -> None:
    """An escaped pair gives the character it stands for."""
    assert read("a.jsonl", b'{"id":"1","text":"\\ud83d\\ude00"}').texts == ["\U0001f600"]


def test_byte_order_mark_at_the_start_only(read: Read) -> None:
    """A mark is passed over at the start of the file and is an error in front of a later line."""
    line = (GOOD % "1").encode()
    out = read("a.jsonl", b"\xef\xbb\xbf" + line + b"\n\xef\xbb\xbf" + line)
    assert out.ids == ["1"]
    assert out.skipped == [("2", "BAD_SYNTAX")]


def test_too_long_line_is_dropped_and_reading_goes_on(read: Read) -> None:
    """A line beyond the bound is skipped, whether a short or a long one follows."""
    long = json.dumps({"id": "x", "text": "y" * 5000})
    out = read("a.jsonl", between(long.encode()), ReadConfig(max_record_bytes=1000))
    assert out.ids == ["before", "after"]
    assert out.skipped == [("2", "TOO_LONG")]


def test_too_long_line_is_never_held() -> None:
    """An endless line is taken in pieces that are let go, so memory stays flat."""

    class Endless(io.RawIOBase):
        left = 200_000_000

        def read(self, size: int = -1) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return b"y" * size

    import tracemalloc  # noqa: PLC0415

    tracemalloc.start()
    items = list(read_paths(["-"], ReadConfig(max_record_bytes=1_000_000), stdin=Endless()))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [getattr(item, "code", None) for item in items] == ["TOO_LONG"]
    assert peak < 5_000_000


def test_standard_input_is_json_lines() -> None:
    """A dash reads the stream that was given, with origins that say so."""
    stream = io.BytesIO((GOOD % "1").encode() + b"\nbad\n")
    document, skip = read_paths(["-"], stdin=stream)
    assert isinstance(document, Document)
    assert (document.origin, skip.origin) == ("-:1", "-:2")


def test_empty_text_is_still_a_document(read: Read) -> None:
    """Empty text is handed on: whether it is too short is not for reading to say."""
    assert read("a.jsonl", '{"id":"1","text":""}').texts == [""]


def test_control_characters_never_reach_a_message(read: Read) -> None:
    """A hostile date is shown escaped and cut."""
    record = {"id": "1", "text": "t", "published": "\x1b]52;c;\u202e\n" + "x" * 500}
    reason = read("a.jsonl", json.dumps(record)).notices[0].reason
    assert reason.isprintable()
    assert "\\x1b]52" in reason
    assert len(reason) < 250
