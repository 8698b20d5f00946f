from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from news_samples import TEXT, nitf

from reuse.config import ReadConfig

Read = Callable[..., Any]
NITF_TYPE = '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf-3-3.dtd">\n'


def test_article(read: Read) -> None:
    """Every field arrives; the distributor that is not the outlet joins the byline."""
    out = read("a.xml", nitf())
    document = out.documents[0]
    assert document.text == TEXT
    assert (document.id, document.outlet, document.language) == ("mast-17", "The Mast", "en")
    assert (document.title, document.url) == ("Ferry sails", "https://mast.example/17")
    assert document.author == "By Ada Holm, source of the text: Harrow Press Service"
    assert document.published == "2024-05-01T09:30:00+0200"
    assert document.sections == ("Harbour", "Economy", "Transport", "04015000")
    assert document.allow is None
    assert (document.origin, document.line) == (f"{out.folder}1", 2)
    assert not out.skips
    assert not out.notices


def test_pictures_and_notes_are_no_text(read: Read) -> None:
    """Captions, credits and notes to editors stay out; tables, lists and quotations stay in."""
    content = (
        "<block><p>One <person>A</person>.</p><media><media-caption>no</media-caption></media>"
        "<note>no</note><bq><block><p>Two</p></block></bq><ul><li>Three</li></ul>"
        "<nitf-table><nitf-table-metadata>no</nitf-table-metadata><table><tr><td>4</td><td>5</td>"
        "</tr></table></nitf-table><hl2>Six</hl2></block>"
    )
    assert read("a.xml", nitf(content=content)).texts == ["One A.\nTwo\nThree\n4 5\nSix"]


def test_what_it_does_not_say_is_taken_from_elsewhere(read: Read) -> None:
    """Without an id the file's name is the id, without a publisher the distributor the outlet."""
    data = nitf(identity="").replace('name="The Mast"', "")
    document = read("a.xml", data).documents[0]
    assert (document.id, document.outlet) == ("a.xml", "Harrow Press Service")
    assert document.author == "By Ada Holm"
    bare = data.replace("<distributor>Harrow Press Service</distributor>", "")
    assert read("a.xml", bare).documents[0].outlet == "Mast Media"


def test_an_abstract_serves_where_there_is_no_content(read: Read) -> None:
    """As in a feed, the summary is read where there is nothing else."""
    assert read("a.xml", nitf(content="")).texts == ["A ferry."]


@pytest.mark.parametrize(
    "docdata",
    [
        '<key-list><keyword key="ferry"/><keyword key="reusescan:allow=own copy"/></key-list>',
        '<allow xmlns="urn:reusescan:1">own copy</allow>',
    ],
)
def test_allow_mark(read: Read, docdata: str) -> None:
    """The mark is a keyword or an element of its own."""
    assert read("a.xml", nitf(docdata=docdata)).documents[0].allow == "own copy"


def test_an_allow_mark_inside_the_article_is_no_mark(read: Read) -> None:
    """Only metadata count: whoever wrote the text does not decide."""
    content = '<p>a</p><allow xmlns="urn:reusescan:1">own copy</allow>'
    assert read("a.xml", nitf(content=content)).documents[0].allow is None


def test_the_formats_own_document_type_is_harmless(read: Read) -> None:
    """NITF names its document type, which is not fetched; lines keep their numbers."""
    out = read("a.xml", nitf(doctype=NITF_TYPE))
    assert out.texts == [TEXT]
    assert out.documents[0].line == 3


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE nitf SYSTEM "nitf.dtd" [<!ENTITY a "b">]>\n',
        '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n',
        '<!DOCTYPE nitf SYSTEM "nitf.dtd">\n<!DOCTYPE nitf [<!ENTITY a "b">]>\n',
        '<!DOCTYPE nitf PUBLIC "a[" "nitf.dtd">\n',
        '<!DOCTYPE html SYSTEM "nitf.dtd">\n',
    ],
)
def test_any_other_declaration_is_refused(read: Read, doctype: str) -> None:
    """What declares entities, or is another document type, is not read."""
    out = read("a.xml", nitf(doctype=doctype, content="<p>&a;</p>"))
    assert (out.skipped, out.documents) == ([("0", "UNSAFE")], [])


def test_entities_of_the_document_type_are_not_dropped_in_silence(read: Read) -> None:
    """A name that only the document type could define breaks the file, and is said to."""
    out = read("a.xml", nitf(doctype=NITF_TYPE, content="<p>one &unheardof; two</p>"))
    assert (out.skipped, out.documents) == ([("0", "BAD_SYNTAX")], [])


@pytest.mark.parametrize(
    ("data", "skipped"),
    [
        (nitf()[:-40], ("0", "BAD_SYNTAX")),
        (nitf().replace("</p>", "</q>", 1), ("0", "BAD_SYNTAX")),
        (nitf(content="<p>\x01</p>"), ("0", "BAD_SYNTAX")),
        (nitf().encode().replace(b"Skarn", b"Sk\xffrn"), ("0", "BAD_SYNTAX")),
        (nitf(content="<p>" * 300 + "a" + "</p>" * 300), ("0", "BAD_SYNTAX")),
        (nitf(content="").replace("A ferry.", " "), ("1", "NO_CONTENT")),
        ("<nitf/>", ("1", "NO_CONTENT")),
        (nitf(content=f"<p>{'long ' * 300}</p>"), ("1", "TOO_LONG")),
    ],
)
def test_malformed(read: Read, data: str | bytes, skipped: tuple[str, str]) -> None:
    """A file that is broken, empty or too long is refused, with its place and no document."""
    out = read("a.xml", data, ReadConfig(max_record_bytes=4000 if b"long" not in _b(data) else 900))
    assert (out.skipped, out.documents) == ([skipped], [])


def _b(data: str | bytes) -> bytes:
    return data if isinstance(data, bytes) else data.encode()


def test_an_unknown_date_is_noted(read: Read) -> None:
    """A date that is none is unknown and said to be."""
    out = read("a.xml", nitf().replace("20240501T093000+0200", "00010101T000000Z"))
    assert out.documents[0].published is None
    assert out.noted == [("1", "BAD_DATE")]
