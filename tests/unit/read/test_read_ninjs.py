from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from news_samples import NINJS_1, NINJS_2, TEXT, ninjs

from reuse.config import ReadConfig

Read = Callable[..., Any]


def test_version_1(read: Read) -> None:
    """Every field of a ninjs 1 object arrives; what it is associated with does not."""
    out = read("a.json", ninjs())
    document = out.documents[0]
    assert document.text == TEXT
    assert (document.id, document.url) == ("https://mast.example/17", "https://mast.example/17")
    assert (document.outlet, document.title) == ("The Mast", "Ferry sails")
    assert document.author == "By Ada Holm, source of the text: Harrow Press Service"
    assert document.published == "2024-05-01T09:30:00+02:00"
    assert (document.language, document.line) == ("en", 1)
    assert document.sections == ("transport", "medtop:20000337")
    assert (len(out.documents), out.skips, out.notices) == (1, [], [])


def test_version_2(read: Read) -> None:
    """The main body and headline of a ninjs 2 object are chosen, markup becomes lines."""
    document = read("a.json", json.dumps(NINJS_2, indent=1)).documents[0]
    assert document.text == TEXT
    assert (document.id, document.url, document.title) == ("urn:mast:17", None, "Ferry sails")
    assert (document.author, document.outlet) == ("Ada Holm", "The Mast")
    assert document.published == "2024-05-01T12:00:00+02:00"
    assert document.sections == ("transport", "http://cv.example/20000337")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", f"[{ninjs()},\n{ninjs(NINJS_2)}]"),
        ("a.jsonl", f"{ninjs()}\n{ninjs(NINJS_2)}\n"),
        ("a.json", f"{ninjs()}\n{ninjs(NINJS_2)}\n"),
        ("a.json", json.dumps({"items": [NINJS_1, NINJS_2]})),
    ],
)
def test_wherever_records_stand(read: Read, name: str, data: str) -> None:
    """Objects are told from records by their keys, in arrays, lines and lists of items."""
    out = read(name, data)
    assert (out.ids, out.texts) == (["https://mast.example/17", "urn:mast:17"], [TEXT, TEXT])


def test_a_record_of_our_own_stays_one(read: Read) -> None:
    """An object with a text is a record, whatever else it holds."""
    line = '{"id": "a", "text": "t", "uri": "u", "headline": "h", "body_text": "b"}'
    document = read("a.jsonl", line).documents[0]
    assert (document.id, document.text, document.title) == ("a", "t", None)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"body_text": None}, "not this one"),
        ({"body_text": " ", "body_xhtml": ""}, "A ferry."),
        ({"body_text": None, "body_xhtml": None, "body_html": "a<br>b"}, "a\nb"),
        ({"bodies": [{"role": "main", "value": "x"}]}, TEXT),
        (
            {
                "body_text": None,
                "body_xhtml": None,
                "bodies": [
                    {"role": "main", "language": "de", "value": "fremd"},
                    {"role": "main", "language": "en-gb", "value": "own"},
                ],
            },
            "own",
        ),
    ],
)
def test_choice_of_body(read: Read, fields: dict[str, object], text: str) -> None:
    """Plain text first, then markup, then the description; in the item's language."""
    assert read("a.json", ninjs(**fields)).texts == [text]


NO_BODY = {"body_text": None, "body_xhtml": None, "description_text": None}


@pytest.mark.parametrize(
    "fields",
    [{"type": "picture"}, {"type": "composite"}, {"pubstatus": "canceled"}],
)
def test_what_is_no_article_is_noted(read: Read, fields: dict[str, object]) -> None:
    """Pictures, packages and withdrawn items without a body are passed over, not skipped."""
    out = read("a.jsonl", f"{ninjs(**NO_BODY, **fields)}\n{ninjs()}")
    assert (len(out.documents), out.skips) == (1, [])
    assert out.noted == [("1", "PASSED_OVER")]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (NO_BODY, "NO_CONTENT"),
        (NO_BODY | {"renditions": {"m": {"href": "https://x.example/t"}}}, "NO_CONTENT"),
        ({"uri": ""}, "BAD_FIELD"),
        ({"body_text": 7}, "BAD_FIELD"),
        ({"body_text": ["a"]}, "BAD_FIELD"),
        ({"bodies": "a"}, "BAD_FIELD"),
        ({"body_text": "x" * 2000}, "TOO_LONG"),
        ({"uri": "\ud800"}, "BAD_FIELD"),
    ],
)
def test_malformed(read: Read, fields: dict[str, object], code: str) -> None:
    """A wrong object is refused with its line; the next is read."""
    long = len(str(fields)) > 2000
    config = ReadConfig(max_record_bytes=1500) if long else ReadConfig()
    out = read("a.jsonl", f"{ninjs(**fields)}\n{ninjs()}", config)
    assert (len(out.documents), out.skipped) == (1, [("1", code)])


def test_where_the_content_is(read: Read) -> None:
    """The reason names the address of a text that is not in the object."""
    renditions = [{"name": "main", "href": "https://x.example/t"}]
    out = read("a.jsonl", ninjs(**NO_BODY, renditions=renditions))
    assert "https://x.example/t" in out.skips[0].reason


@pytest.mark.parametrize(
    "fields",
    [
        {"keywords": ["ferry", "reusescan:allow=own copy"]},
        {"reusescan_allow": "own copy"},
        {"subject": [{"name": "ReuseScan:Allow: own copy"}]},
    ],
)
def test_allow_mark(read: Read, fields: dict[str, object]) -> None:
    """The mark is a keyword, a subject or a field."""
    document = read("a.json", ninjs(**fields)).documents[0]
    assert document.allow == "own copy"
    assert "llow" not in (document.section or "")
