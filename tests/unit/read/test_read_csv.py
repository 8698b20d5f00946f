from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reuse.config import ReadConfig

Read = Callable[..., Any]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_is_found_and_text_kept(read: Read, delimiter: str) -> None:
    """Quotes, line ends and delimiters inside a quoted text survive as written."""
    data = delimiter.join(["ID", "text", "published"]) + "\r\n"
    data += (
        delimiter.join(["1", f'"a ""q""{delimiter}\r\nb\nc\u2028"', '"March 3, 2020"']) + "\r\n\r\n"
    )
    data += delimiter.join(["2", "x", ""]) + "\r\n"
    out = read("a.csv", data.encode())
    assert out.texts == [f'a "q"{delimiter}\r\nb\nc\u2028', "x"]
    assert [d.published for d in out.documents] == ["2020-03-03", None]
    assert [d.origin for d in out.documents] == [f"{out.folder}2", f"{out.folder}6"]
    assert not out.skips


def test_text_longer_than_the_modules_own_limit(read: Read) -> None:
    """An article beyond 131,072 characters is read."""
    assert read("a.csv", "id,text\n1," + "x" * 200_000 + "\n").documents[0].text == "x" * 200_000


@pytest.mark.parametrize(
    ("data", "ids", "skipped"),
    [
        (b"id,text\n1,a\n2\n3,b,c\n4,d\n", ["1", "4"], [("3", "BAD_SYNTAX"), ("4", "BAD_SYNTAX")]),
        (b'id,text\n1,"a"b\n2,ok\n', ["2"], [("2", "BAD_SYNTAX")]),
        (b'id,text\n1,ok\n2,"never closed\n3,x\n', ["1"], [("3", "TRUNCATED")]),
        (b"id,text\n1,a\xffb\n2,ok\n", ["2"], [("2", "BAD_ENCODING")]),
        (b"id,text\n,a\n2,ok\n", ["2"], [("2", "BAD_FIELD")]),
        (b"name,body\n1,a\n", [], [("1", "MISSING_FIELD")]),
        (b"id,text,text\n1,a,b\n", [], [("1", "BAD_SYNTAX")]),
        (b"", [], [("1", "NO_CONTENT")]),
        (b"\xff\xfei\x00d\x00", [], [("1", "BAD_ENCODING")]),
        (b"\xef\xbb\xbfid,text\n1,ok", ["1"], []),
        (b"id,text\n", [], []),
    ],
)
def test_bad_rows_and_headers(
    read: Read, data: bytes, ids: list[str], skipped: list[tuple[str, str]]
) -> None:
    """A bad row is skipped by its line; a header without id and text skips the file."""
    out = read("a.csv", data)
    assert (out.ids, out.skipped) == (ids, skipped)


def test_unclosed_quote_is_bounded(read: Read) -> None:
    """An open quote swallows no more than one record's bound, and the file ends there."""
    data = 'id,text\n1,ok\n2,"' + "x\n" * 5000 + "3,ok\n"
    out = read("a.csv", data, ReadConfig(max_record_bytes=1000))
    assert (out.ids, out.skipped) == (["1"], [("3", "TOO_LONG")])


def test_tsv_suffix(read: Read) -> None:
    """A .tsv file is read as CSV."""
    assert read("a.tsv", "id\ttext\n1\ta b\n").texts == ["a b"]
