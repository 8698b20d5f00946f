"""Odd cases that the specifications of the feed formats allow, each with a malformed twin."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]

RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:r="urn:reusescan:1"><channel>'
    "<title>The Mast</title><link>https://mast.example/news/</link>\n%s</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://mast.example/a/">'
    "<title>The Mast</title><author><name>Desk</name></author>%s</feed>"
)


def _rss(read: Read, inner: str) -> Any:
    return read("a.xml", RSS % f"<item><guid>g</guid><description>t</description>{inner}</item>")


def _atom(read: Read, inner: str) -> Any:
    return read("a.xml", ATOM % f"<entry><id>i</id>{inner}</entry>")


def _json(read: Read, **fields: object) -> Any:
    item = {"id": "1", "content_text": "t"} | fields
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Mast",
            "home_page_url": "https://mast.example/", "items": [item]}  # fmt: skip
    return read("a.json", json.dumps(feed))


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<content:encoded>a &amp;lt; b</content:encoded>", "a < b"),
        ("<content:encoded><![CDATA[a]]>&lt;br&gt;<![CDATA[b]]></content:encoded>", "a\nb"),
        ("<content:encoded>  </content:encoded>", "t"),
        ("<content:encoded><p>in</p><p>line</p></content:encoded>", "in\nline"),
        ("<x:encoded xmlns:x='urn:other'>no</x:encoded>", "t"),
    ],
)
def test_rss_content(read: Read, inner: str, text: str) -> None:
    """Escaped, in CDATA, in both at once, as elements, or blank: then the description."""
    assert _rss(read, inner).texts == [text]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<content type="text/html">a&lt;br&gt;b</content>', "a\nb"),
        ('<content type="image/png">iVBORw0KGgo=</content><summary>s</summary>', "s"),
        ('<content src="https://mast.example/1"/><summary>s</summary>', "s"),
        ('<content type="text/plain; charset=utf-8">a &lt;b&gt;</content>', "a <b>"),
        (
            '<content type="xhtml"><d:p xmlns:d="urn:x">a<d:br/>b</d:p></content>',
            "a\nb",
        ),
    ],
)
def test_atom_content(read: Read, inner: str, text: str) -> None:
    """Media types, base64 and content elsewhere are told apart; prefixes make no difference."""
    assert _atom(read, inner).texts == [text]


def test_atom_content_of_base64_alone_is_no_content(read: Read) -> None:
    """What is no text is never scanned as if it were one."""
    out = _atom(read, '<content type="application/pdf">JVBERi0=</content>')
    assert (out.documents, out.skipped) == ([], [("1", "NO_CONTENT")])


@pytest.mark.parametrize(
    ("inner", "author"),
    [
        ("<author>ada@mast.example (Ada Holm)</author>", "Ada Holm"),
        ("<author>ada@mast.example</author>", "ada@mast.example"),
        ("<dc:creator>A</dc:creator><dc:creator>B</dc:creator><author>A</author>", "A, B"),
        ("<author>  </author>", None),
        ("", None),
    ],
)
def test_rss_authors(read: Read, inner: str, author: str | None) -> None:
    """The name of RSS's address with a name; several creators, each once; blank is unknown."""
    assert _rss(read, inner).documents[0].author == author


@pytest.mark.parametrize(
    ("inner", "author"),
    [
        ("<author><name>A</name></author><author><name>B</name></author>", "A, B"),
        ("", "Desk"),
        ("<source><title>S</title><author><name>C</name></author></source>", "C"),
    ],
)
def test_atom_authors(read: Read, inner: str, author: str) -> None:
    """Several authors; without one the source's, else the feed's."""
    out = _atom(read, f"<summary>s</summary>{inner}")
    assert out.documents[0].author == author


@pytest.mark.parametrize("name", ["The Mast", "the mast newsroom", "Mast"])
def test_a_feeds_author_that_is_its_outlet_wrote_no_entry(read: Read, name: str) -> None:
    """Whoever names the outlet does not name the writer of an article."""
    entry = "<entry><id>i</id><summary>s</summary></entry>"
    assert read("a.xml", ATOM.replace("Desk", name) % entry).documents[0].author is None
    feed = {
        "title": "The Mast",
        "authors": [{"name": name}],
        "items": [{"id": "1", "summary": "s"}],
    }
    assert read("a.json", json.dumps(feed)).documents[0].author is None


@pytest.mark.parametrize(
    ("inner", "url"),
    [
        ("<link>/2024/1</link>", "https://mast.example/2024/1"),
        ("<link>1.html</link>", "https://mast.example/news/1.html"),
        ("<link>//other.example/1</link>", "https://other.example/1"),
        ("<link>https://mast.example/x</link>", "https://mast.example/x"),
        ("<link>javascript:alert(1)</link>", "javascript:alert(1)"),
        ("<link>http://[broken/1</link>", "http://[broken/1"),
        ("<link>//[broken/1</link>", "//[broken/1"),
    ],
)
def test_rss_links(read: Read, inner: str, url: str) -> None:
    """A relative link starts at the channel's; what is no address stays as it is."""
    assert _rss(read, inner).documents[0].url == url


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>https://mast.example/1</guid>", "https://mast.example/1"),
        ('<guid isPermaLink="false">https://mast.example/1</guid>', None),
        ("<guid>17</guid>", None),
    ],
)
def test_rss_guid_as_link(read: Read, guid: str, url: str | None) -> None:
    """A guid is the entry's address unless it says otherwise."""
    out = read("a.xml", RSS % f"<item>{guid}<description>t</description></item>")
    assert out.documents[0].url == url


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ('<link href="1.html"/>', "https://mast.example/a/1.html"),
        ('<link xml:base="b/" href="1.html"/>', "https://mast.example/a/b/1.html"),
        ('<link href="/1"/>', "https://mast.example/1"),
        ('<link type="application/json" href="/j"/><link type="text/html" href="/1"/>',
         "https://mast.example/1"),
        ('<link type="application/json" href="/1"/>', "https://mast.example/1"),
        ('<link rel="enclosure" href="/no"/><link rel="alternate" href="/1"/>',
         "https://mast.example/1"),
    ],
)  # fmt: skip
def test_atom_links(read: Read, link: str, url: str) -> None:
    """A relative link starts at the nearest ``xml:base``."""
    assert _atom(read, f"<summary>s</summary>{link}").documents[0].url == url


def test_json_feed_links_and_numbers(read: Read) -> None:
    """A relative link starts at the feed's page; an id that is a number is its digits."""
    document = _json(read, id=17, url="/2024/1", date_modified="2024-05-01").documents[0]
    assert (document.id, document.url) == ("17", "https://mast.example/2024/1")
    assert document.published == "2024-05-01"


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"authors": [{"name": "A"}, {"url": "u"}, {"name": "B"}]}, "A, B"),
        ({"author": {"name": "A"}}, "A"),
        ({"authors": "A"}, None),
    ],
)
def test_json_feed_authors(read: Read, fields: dict[str, object], author: str | None) -> None:
    """Authors of version 1.1 and the one of 1.0; what is none is unknown."""
    assert _json(read, **fields).documents[0].author == author


@pytest.mark.parametrize(
    "fields",
    [{"content_text": 7}, {"id": None}, {"id": [1]}, {"content_html": ["a"], "content_text": None}],
)
def test_json_feed_malformed(read: Read, fields: dict[str, object]) -> None:
    """A wrong entry is skipped with its number."""
    out = _json(read, **fields)
    assert (out.documents, [place for place, _ in out.skipped]) == ([], ["1"])


def test_sections(read: Read) -> None:
    """Categories, subjects and tags are the sections, each once; a mark is none."""
    marks = "<category>reusescan:allow=x</category>"
    inner = f"<category>News</category><dc:subject>Sea; land</dc:subject>{marks}"
    assert _rss(read, inner * 2).documents[0].sections == ("News", "Sea, land")
    atom = '<summary>s</summary><category term="n" label="News"/><category term="sea"/>'
    assert _atom(read, atom).documents[0].sections == ("News", "sea")
    assert _json(read, tags=["News", 7, "sea"]).documents[0].section == "News; sea"


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("<category>reusescan:allow=own copy</category>", "own copy"),
        ("<category> ReuseScan:allow: own  copy</category>", "own copy"),
        ("<r:allow>own copy</r:allow>", "own copy"),
        ("<allow>own copy</allow>", None),
        ("<category>reusescan:allow=</category>", None),
        ("<category>reusescan:allowance=1</category>", None),
        ("<category>not reusescan:allow=x</category>", None),
        ("<description>reusescan:allow=x</description>", None),
    ],
)
def test_allow_mark_in_rss(read: Read, mark: str, reason: str | None) -> None:
    """A category or an element of our namespace, with a reason; text is no mark."""
    assert _rss(read, mark).documents[0].allow == reason


def test_allow_mark_elsewhere(read: Read) -> None:
    """Atom's term, JSON Feed's tag, field or extension, a page's meta element, a record."""
    atom = '<summary>s</summary><category term="reusescan:allow=own copy"/>'
    page = (
        '<html><head><meta name="ReuseScan-Allow" content="own copy">'
        '<meta property="article:section" content="Sea"></head>'
        "<body><article><p>The ferry to Skarn sails again after nine nights.</p></article>"
    )
    html = read("a.html", page)
    assert html.documents[0].section == "Sea"
    for out in (
        _atom(read, atom),
        _json(read, tags=["reusescan:allow=own copy"]),
        _json(read, reusescan_allow="own copy"),
        _json(read, _reusescan={"allow": "own copy"}),
        html,
        read("a.jsonl", '{"id": "1", "text": "t", "allow": "own copy"}'),
        read("a.csv", "id,text,reusescan_allow\n1,t,own copy\n"),
    ):
        assert out.documents[0].allow == "own copy"


def test_fields_that_only_look_like_marks_and_sections(read: Read) -> None:
    """Other corpora's fields of these names do no harm; a mark of the wrong type is an error."""
    lines = (
        '{"id": "1", "text": "t", "allow": true, "section": {"a": 1}}\n'
        '{"id": "2", "text": "t", "section": ["a", "b"]}\n'
        '{"id": "3", "text": "t", "reusescan_allow": true}\n'
    )
    out = read("a.jsonl", lines)
    assert [(d.allow, d.section) for d in out.documents] == [(None, None), (None, "a; b")]
    assert out.skipped == [("3", "BAD_FIELD")]


def test_lines_of_entries(read: Read) -> None:
    """An entry of an XML feed knows its line; its origin still has its number."""
    item = "<item><guid>%s</guid>\n<description>t</description></item>\n"
    out = read("a.xml", RSS % (item % "a" + item % "b"))
    assert [d.line for d in out.documents] == [2, 4]
    assert [d.origin for d in out.documents] == [f"{out.folder}1", f"{out.folder}2"]


def test_metadata_is_bounded(read: Read) -> None:
    """Ten thousand categories or one of a megabyte do not come along with the item."""
    many = "".join(f"<category>c{n}</category>" for n in range(10_000))
    section = _rss(read, many).documents[0].section
    assert section is not None
    assert len(section) < 2_000
    long = (
        f"<category>reusescan:allow={'x' * 1_000_000}</category><category>{'y' * 10**6}</category>"
    )
    document = _rss(read, long).documents[0]
    assert len(document.allow or "") <= 1_000
    assert len(document.section or "") <= 1_000
