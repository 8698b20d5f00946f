from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from reuse.config import ReadConfig

Read = Callable[..., Any]

RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Mast &amp; Sail</title>'
    "<language>en-gb</language><image><title>logo</title></image>%s</channel></rss>"
)
ITEM = "<item><guid>%s</guid><description>words of %s</description></item>"


def test_rss(read: Read) -> None:
    """Full content wins over the teaser, markup becomes lines, the date becomes ISO."""
    item = (
        "<item><title>One &lt;i&gt;day&lt;/i&gt;</title><link>https://m.example/1</link><guid>g1</guid>"
        "<pubDate>Tue, 03 Mar 2020 10:00:00 EST</pubDate><dc:creator>A. B.</dc:creator>"
        "<description>teaser</description><content:encoded><![CDATA[<p>First&nbsp;x.</p>"
        "<script>no</script><p>Second<br>third</p>]]></content:encoded></item>"
    )
    out = read("a.xml", RSS % item)
    document = out.documents[0]
    assert document.text == "First\u00a0x.\nSecond\nthird"
    assert (document.id, document.url) == ("g1", "https://m.example/1")
    assert (document.outlet, document.title) == ("The Mast & Sail", "One day")
    assert document.published == "2020-03-03T10:00:00-05:00"
    assert (document.author, document.language) == ("A. B.", "en")
    assert document.origin == f"{out.folder}1"
    assert not out.skips


def test_entry_names_its_source(read: Read) -> None:
    """An aggregated entry belongs to the outlet it names; without a guid its link is its id."""
    item = (
        '<item><link>https://x.example/9</link><source url="s">Other</source>'
        "<description>t</description></item>"
    )
    document = read("a.rss", RSS % item).documents[0]
    assert (document.id, document.outlet) == ("https://x.example/9", "Other")


def test_atom(read: Read) -> None:
    """Atom with XHTML, plain and HTML content, and its several links."""
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
    <title type="html">A &lt;b&gt;F&lt;/b&gt;</title>
    <entry><id>urn:1</id><link rel="self" href="https://s.example"/>
    <link href="https://l.example"/>
    <published>2020-03-03T10:00:00Z</published><updated>2021-01-01T00:00:00Z</updated>
    <author><name>N</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
    <p>One <b>b</b>.</p><p>Two</p></div></content></entry>
    <entry><id>urn:2</id><summary type="text">a &lt;b&gt; c</summary></entry>
    <entry><id>urn:3</id><source><title>Src</title></source>
    <content type="html">&lt;p&gt;x&lt;/p&gt;y</content></entry></feed>"""
    out = read("a.atom", feed)
    assert out.texts == ["One b.\nTwo", "a <b> c", "x\ny"]
    assert [d.outlet for d in out.documents] == ["A F", "A F", "Src"]
    first = out.documents[0]
    assert (first.url, first.author, first.language) == ("https://l.example", "N", "de")
    assert first.published == "2020-03-03T10:00:00Z"


def test_rss_1(read: Read) -> None:
    """RSS 1.0 keeps its items beside the channel."""
    feed = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="c"><title>Chan</title></channel>
    <item rdf:about="i1"><title>t</title><description>desc</description>
    <dc:date>2020-03-03</dc:date></item></rdf:RDF>"""
    document = read("a.rss", feed).documents[0]
    assert (document.id, document.outlet, document.published) == ("i1", "Chan", "2020-03-03")


def test_each_channel_names_the_outlet_of_its_own_items(read: Read) -> None:
    """A file with several channels, as some tools join them, mixes up nobody's items."""
    feed = "".join(
        f"<channel><title>{name}</title><language>{code}</language>"
        f"{ITEM % (name, name)}{ITEM % (name + '2', name)}</channel>"
        for name, code in (("Mast", "en"), ("Voile", "fr"))
    )
    out = read("a.rss", f'<rss version="2.0">{feed}</rss>')
    told = [(each.outlet, each.language) for each in out.documents]
    assert told == [("Mast", "en")] * 2 + [("Voile", "fr")] * 2


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "declaration",
    [
        f'<!DOCTYPE r [<!ENTITY e0 "x">{BOMB}]>',
        '<!DOCTYPE r [<!ENTITY e11 SYSTEM "file:///etc/passwd">]>',
        '<!-- <a> --><!DOCTYPE r [<!ENTITY e11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
        '<!DOCTYPE rss PUBLIC "-//x//y" "http://127.0.0.1:9/rss.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_declarations_are_refused(read: Read, declaration: str, encoding: str) -> None:
    """Bombs and outside entities are refused in any encoding, with nothing of theirs read."""
    feed = (RSS % (ITEM % ("g", "&e11;"))).replace("<rss", f"{declaration}<rss", 1)
    feed = feed.replace('"1.0"', f'"1.0" encoding="{encoding}"', 1)
    out = read("a.xml", feed.encode(encoding))
    assert out.skipped == [("0", "UNSAFE")]
    assert not out.documents


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (RSS % "", "NO_CONTENT"),
        ("<foo/>", "NO_CONTENT"),
        ("<html><body>404</body></html>", "NO_CONTENT"),
        ("", "BAD_SYNTAX"),
        ("not a feed", "BAD_SYNTAX"),
    ],
)
def test_no_entries_is_never_success(read: Read, data: str, code: str) -> None:
    """A file in which no entry is found is skipped, whatever it is."""
    assert read("a.xml", data).skipped == [("0", code)]


@pytest.mark.parametrize(
    "broken",
    [
        "<item><guid>b</guid><description>a & b</description></item>",
        "<item><guid>b</guid><description>a <b>bold</description></item>",
        "<item><guid>b</guid><description>a \x01 b</description></item>",
        "<item><guid>b</guid><descr",
    ],
)
def test_broken_feed_keeps_what_came_before_and_says_so(read: Read, broken: str) -> None:
    """Entries before the fault are read; the fault names its entry; nothing is repaired."""
    out = read("a.xml", RSS % (ITEM % ("a", "a") + broken + ITEM % ("c", "c")))
    assert (out.ids, out.skipped) == (["a"], [("2", "BAD_SYNTAX")])


def test_named_html_characters_are_understood(read: Read) -> None:
    """HTML's named characters, undefined in XML, do not break a feed."""
    assert read("a.xml", RSS % (ITEM % ("a", "a&nbsp;b &mdash; &amp;"))).texts == [
        "words of a\u00a0b \u2014 &"
    ]


def test_entries_without_content_or_id_are_skipped(read: Read) -> None:
    """An entry that cannot be a document costs itself alone."""
    items = "<item><guid>a</guid></item><item><description>t</description></item>" + ITEM % (
        "c",
        "c",
    )
    out = read("a.xml", RSS % items)
    assert out.ids == ["c"]
    assert out.skipped == [("1", "NO_CONTENT"), ("2", "MISSING_FIELD")]


def test_year_one_is_unknown(read: Read) -> None:
    """The date that broken feeds write for none is taken as unknown, with a notice."""
    item = (ITEM % ("a", "a")).replace(
        "</guid>", "</guid><pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>"
    )
    out = read("a.xml", RSS % item)
    assert out.documents[0].published is None
    assert out.noted == [("1", "BAD_DATE")]


def test_many_entries_take_linear_time(read: Read) -> None:
    """Eight times the entries take nothing like sixty-four times the time."""

    def seconds(count: int) -> float:
        feed = RSS % (ITEM % ("a", "a") * count)
        start = time.process_time()
        assert len(read("a.xml", feed).documents) == count
        return time.process_time() - start

    small = min(seconds(1000) for _ in range(3))
    assert seconds(8000) < 30 * small


def test_long_entry_is_skipped(read: Read) -> None:
    """An entry beyond the bound is skipped; the next is read."""
    out = read(
        "a.xml",
        RSS % (ITEM % ("a", "x" * 2000) + ITEM % ("b", "b")),
        ReadConfig(max_record_bytes=1000),
    )
    assert (out.ids, out.skipped) == (["b"], [("1", "TOO_LONG")])
