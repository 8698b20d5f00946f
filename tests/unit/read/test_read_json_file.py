from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from reuse.config import ReadConfig
from reuse.read.json_file import read_json

Read = Callable[..., Any]


def test_array_of_records_numbers_its_elements(read: Read) -> None:
    """Elements of an array are records; a bad one costs itself alone."""
    out = read(
        "a.json",
        '[{"id":"a","text":"x,]} \\" y"},\n{"id":"b","text":"\\\\"}, 5, {"id":"c","text":"t"}]',
    )
    assert out.texts == ['x,]} " y', "\\", "t"]
    assert out.skipped == [("3", "BAD_SYNTAX")]
    assert out.documents[2].origin == f"{out.folder}4"
    assert [document.line for document in out.documents] == [1, 2, 2]


def test_array_cut_anywhere_reads_the_same() -> None:
    """Where the bytes are cut into chunks changes nothing."""
    records = [
        {"id": str(n), "text": 'a "\\" ] } , [ {' * n, "n": [[n], {"k": "]"}]} for n in range(6)
    ]
    data = json.dumps(records, indent=1).encode()
    whole = list(read_json([data], "a", ReadConfig()))
    assert len(whole) == 6
    starts = [n for n, line in enumerate(data.split(b"\n"), 1) if line == b" {"]
    assert [getattr(each, "line", None) for each in whole] == starts
    for size in (1, 2, 3, 7, 50):
        chunks = [data[i : i + size] for i in range(0, len(data), size)]
        assert list(read_json(chunks, "a", ReadConfig())) == whole


@pytest.mark.parametrize(
    ("data", "ids", "skipped"),
    [
        ('[{"id":"a","text":"x"},', ["a"], [("2", "TRUNCATED")]),
        ('[{"id":"a","text":"x"}] x', ["a"], [("2", "BAD_SYNTAX")]),
        ('[{"id":"a","text":"x"},]', ["a"], [("2", "BAD_SYNTAX")]),
        ('[,{"id":"a","text":"x"}]', ["a"], [("1", "BAD_SYNTAX")]),
        ("[]", [], []),
        ("[ \n ]\n", [], []),
        ("", [], [("0", "BAD_SYNTAX")]),
        (" \n", [], [("0", "BAD_SYNTAX")]),
        ("hello", [], [("1", "BAD_SYNTAX")]),
        ("[" * 100_000 + "]" * 100_000, [], [("1", "BAD_SYNTAX")]),
        ('{\n "id":"a",\n "text":"x"\n}\n', ["a"], []),
        ('{\n "id":"a",\n', [], [("1", "BAD_SYNTAX")]),
        ('{"id":"a","text":"x"}', ["a"], []),
        ('\n{"id":"a","text":"x"}\n{"id":"b"}\n', ["a"], [("3", "MISSING_FIELD")]),
        ('{"id":"a","text":x}\n{"id":"b","text":"x"}\n', ["b"], [("1", "BAD_SYNTAX")]),
        ('\ufeff[{"id":"a","text":"x"}]', ["a"], []),
    ],
)
def test_every_shape_of_a_json_file(
    read: Read, data: str, ids: list[str], skipped: list[tuple[str, str]]
) -> None:
    """Arrays, single objects and lines are told apart, and what is broken is named."""
    out = read("a.json", data)
    assert (out.ids, out.skipped) == (ids, skipped)


def test_long_element_is_skipped(read: Read) -> None:
    """An element beyond the bound is skipped without touching the next."""
    data = json.dumps([{"id": "a", "text": "x" * 5000}, {"id": "b", "text": "t"}])
    out = read("a.json", data, ReadConfig(max_record_bytes=1000))
    assert (out.ids, out.skipped) == (["b"], [("1", "TOO_LONG")])


FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Mast",
    "language": "en",
    "items": [
        {
            "id": 1,
            "url": "https://m.example/1",
            "title": "One",
            "content_html": "<p>First.</p><p>Second <b>bold</b>.</p>",
            "date_published": "2024-05-01T10:00:00Z",
            "authors": [{"name": "A"}, {"name": "B"}],
        },
        {"url": "https://m.example/2", "content_text": "kept\r\n as is"},
        {"id": "3"},
        5,
    ],
}


@pytest.mark.parametrize("indent", [None, 2])
def test_json_feed(read: Read, indent: int | None) -> None:
    """Entries become documents with the feed's title as outlet, on one line or on many."""
    out = read("f.json", json.dumps(FEED, indent=indent))
    first, second = out.documents
    assert (first.id, first.text, first.outlet) == ("1", "First.\nSecond bold.", "The Mast")
    assert (first.author, first.published, first.language) == ("A, B", "2024-05-01T10:00:00Z", "en")
    assert (second.id, second.text) == ("https://m.example/2", "kept\r\n as is")
    assert out.skipped == [("3", "NO_CONTENT"), ("4", "BAD_FIELD")]


@pytest.mark.parametrize("items", [[], None, "x", {}])
def test_json_feed_without_items_is_no_success(read: Read, items: object) -> None:
    """A feed in which nothing is found is skipped, not read as empty."""
    out = read("f.json", json.dumps({**FEED, "items": items}))
    assert out.skipped == [("0", "NO_CONTENT")]
