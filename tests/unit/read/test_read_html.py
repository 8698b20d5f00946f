from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reuse.config import ReadConfig
from reuse.read.charset import page_text
from reuse.read.jsonld import article_facts
from reuse.read.markup import stripped_text, visible_text

Read = Callable[..., Any]

SENTENCE = (
    "The harbour office said on day {n} that the <b>ferry</b>  &amp; the barge would sail again."
)
BODY = "".join(f"<p>{SENTENCE.format(n=n)}</p>\n" for n in range(5))
LINES = "\n".join(
    f"The harbour office said on day {n} that the ferry & the barge would sail again."
    for n in range(5)
)


def page(head: str = "", body: str = BODY, start: str = "<!DOCTYPE html><html lang=en-GB>") -> str:
    """A page with a menu, an article and a footer."""
    return (
        f"{start}<head><title>Ferry sails</title>{head}</head><body><nav><a href=/>Home</a></nav>"
        f"<article>{body}</article><footer>Imprint and contact</footer></body></html>"
    )


def ld(value: object) -> str:
    """A JSON-LD script."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry &amp; barge",
    "author": [{"@type": "Person", "name": "Ida Holm"}, {"name": "Bo Lind"}],
    "datePublished": "2024-05-01T10:00:00+02:00",
    "publisher": {"@type": "Organization", "name": "The Mast"},
    "mainEntityOfPage": {"@id": "https://mast.example/ferry"},
}


def test_body_and_json_ld(read: Read) -> None:
    """The text is the article with a line a paragraph; the rest comes from JSON-LD."""
    document = read("a.html", page(ld(NEWS))).documents[0]
    assert document.text == LINES
    assert (document.title, document.author) == ("Ferry & barge", "Ida Holm, Bo Lind")
    assert (document.outlet, document.published) == ("The Mast", "2024-05-01T10:00:00+02:00")
    assert (document.url, document.language) == ("https://mast.example/ferry", "en")


def test_metadata_without_json_ld(read: Read) -> None:
    """Meta elements and the canonical link serve where there is no JSON-LD."""
    head = (
        '<meta property="og:site_name" content="The Mast"><meta name="author" content="Ida Holm">'
        '<meta property="article:published_time" content="2024-05-01T10:00:00Z">'
        '<link rel="canonical" href="https://mast.example/ferry">'
        '<meta property="og:url" content="https://other.example">'
    )
    document = read("a.htm", page(head)).documents[0]
    assert (document.outlet, document.author) == ("The Mast", "Ida Holm")
    assert (document.published, document.url) == (
        "2024-05-01T10:00:00Z",
        "https://mast.example/ferry",
    )
    assert document.title == "Ferry sails"


def test_dates_of_other_articles_are_not_taken(read: Read) -> None:
    """A time that does not say it is the publication's is no date of this article."""
    body = BODY + '<p><time datetime="2019-01-01">January</time></p>'
    assert read("a.html", page(body=body)).documents[0].published is None
    marked = '<time itemprop="datePublished" datetime="2024-05-01">May</time>' + BODY
    assert read("b.html", page(body=marked)).documents[0].published == "2024-05-01"


@pytest.mark.parametrize(
    "value",
    [
        [NEWS],
        {"@graph": [{"@type": "WebPage"}, NEWS]},
        {**NEWS, "@type": ["Thing", "ReportageNewsArticle"]},
        {**NEWS, "@type": "http://schema.org/NewsArticle"},
        {"@type": "WebPage", "mainEntity": NEWS},
        {
            "@graph": [
                {**NEWS, "author": [{"@id": "#a"}, {"@id": "#b"}], "publisher": {"@id": "#o"}},
                {"@id": "#a", "name": "Ida Holm"},
                {"@id": "#b", "name": "Bo Lind"},
                {"@id": "#o", "name": "The Mast"},
            ]
        },
    ],
)
def test_json_ld_shapes(value: object) -> None:
    """Lists, graphs, several types, full addresses and references all lead to the article."""
    facts = article_facts([json.dumps(value)], None, ReadConfig())
    assert (facts.title, facts.author, facts.outlet) == (
        "Ferry & barge",
        "Ida Holm, Bo Lind",
        "The Mast",
    )


def test_json_ld_of_the_page_wins_over_teasers() -> None:
    """Of several articles the one at the canonical address counts."""
    teaser = {**NEWS, "headline": "Teaser", "mainEntityOfPage": "https://mast.example/other"}
    scripts = [json.dumps([teaser, NEWS])]
    assert (
        article_facts(scripts, "https://mast.example/ferry", ReadConfig()).title == "Ferry & barge"
    )
    assert article_facts(scripts, None, ReadConfig()).title == "Teaser"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[" * 100_000,
        "null",
        '"x"',
        '{"@type":5,"headline":{}}',
        '{"@type":"Article","author":5,"headline":[]}',
    ],
)
def test_broken_json_ld_is_no_fact(script: str) -> None:
    """Broken structured data gives nothing and stops nothing."""
    facts = article_facts([script], None, ReadConfig())
    assert (facts.title, facts.author) == (None, None)


def test_json_ld_with_raw_line_breaks_and_wrapper() -> None:
    """Sloppy but common forms are understood."""
    script = '<!-- {"@type":"NewsArticle","headline":"a\nb"} -->'
    assert article_facts([script], None, ReadConfig()).title == "a b"


@pytest.mark.parametrize(
    ("data", "text", "guessed"),
    [
        ("é".encode("utf-8-sig"), "é", False),
        ("é".encode("utf-16"), "é", False),
        ("é".encode(), "é", False),
        ("<meta charset=iso-8859-1>é”".encode("cp1252"), "<meta charset=iso-8859-1>é”", False),
        ("<meta charset=shift_jis>船".encode("shift_jis"), "<meta charset=shift_jis>船", False),
        (
            "<meta charset=iso-2022-jp>船".encode("iso-2022-jp"),
            "<meta charset=iso-2022-jp>船",
            False,
        ),
        ("<meta charset=latin1>é".encode(), "<meta charset=latin1>é", False),
        (b"<meta charset=utf-8>caf\xe9", "<meta charset=utf-8>caf\xe9", True),
        (
            b"<meta charset=unicode_escape>\xe9\\ud800",
            "<meta charset=unicode_escape>\xe9\\ud800",
            True,
        ),
        (b"<meta charset=zip>\xe9", "<meta charset=zip>\xe9", True),
        (b"", "", False),
    ],
)
def test_charset(data: bytes, text: str, guessed: bool) -> None:  # noqa: FBT001
    """Mark, then UTF-8 that fits, then the declaration; a guess is owned up to."""
    assert page_text(data) == (text, guessed)


def test_guessed_charset_is_noted(read: Read) -> None:
    """A page in no encoding that it states is read with a notice."""
    out = read("a.html", page().replace("harbour", "h\u00e5rbour").encode("latin-1"))
    assert out.noted == [("1", "GUESSED_CHARSET")]
    assert "hårbour" in out.texts[0]


@pytest.mark.parametrize("depth", [300, 3000, 100_000])
def test_deep_markup_loses_no_text(read: Read, depth: int) -> None:
    """Text inside and behind markup too deep for the parser is all there, with a notice."""
    nested = "<div>" * depth + BODY + "</div>" * depth + "<p>And the tail.</p>"
    out = read("a.html", page(body=nested))
    assert out.noted == [("1", "DEEP_MARKUP")]
    assert LINES in out.texts[0]
    assert "And the tail." in out.texts[0]
    assert out.documents[0].title == "Ferry sails"


def test_page_of_too_many_elements_is_not_extracted(read: Read) -> None:
    """A page that would keep the extractor busy for minutes gives all its text, with a notice."""
    out = read("a.html", page(body="<p>A line of words.</p>" * 60_000))
    assert out.noted == [("1", "CAPPED")]
    assert out.texts[0].count("A line of words.") == 60_000


def test_configured_depth_counts(read: Read) -> None:
    """The bound on depth is the configured one."""
    nested = "<div>" * 30 + BODY + "</div>" * 30
    assert not read("a.html", page(body=nested)).notices
    assert read("a.html", page(body=nested), ReadConfig(max_depth=20)).noted == [
        ("1", "DEEP_MARKUP")
    ]


def test_huge_spans_are_harmless(read: Read) -> None:
    """A cell that claims a billion columns adds nothing to the text."""
    table = (
        '<table><tr><td colspan="1000000000" rowspan="1000000000">Berth</td>'
        "<td>Ship</td></tr></table>"
    )
    text = read("a.html", page(body=BODY + table)).texts[0]
    assert text == f"{LINES}\nBerth Ship"


def test_list_bullets_are_not_added(read: Read) -> None:
    """The text holds what the article said, not the extractor's marks."""
    assert (
        read("a.html", page(body=BODY + "<ul><li>An item of the list</li></ul>"))
        .texts[0]
        .endswith("\nAn item of the list")
    )


@pytest.mark.parametrize("data", [b"", b" \n", b"<html></html>", b"<a " * 300_000])
def test_page_without_article_is_skipped(read: Read, data: bytes) -> None:
    """A page with nothing in it is no empty success."""
    assert read("a.html", data).skipped == [("1", "NO_CONTENT")]


def test_extractor_writes_nothing_to_stderr(tmp_path: Path) -> None:
    """The extractor's own log messages do not reach a terminal."""
    path = tmp_path / "a.html"
    path.write_text('<html><body><img src="x"></body></html>')
    code = f"from reuse.read import read_paths; print(len(list(read_paths([{str(path)!r}]))))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("1\n", "")


def test_page_beyond_the_bound_is_skipped(read: Read) -> None:
    """A page beyond the bound is skipped."""
    assert read("a.html", page(), ReadConfig(max_record_bytes=100)).skipped == [("1", "TOO_LONG")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a  b</p>c<br/>d", "a b\nc\nd"),
        ("<td>a</td><td>b</td>", "a b"),
        ("x<style>p{}</style><!-- <p>no</p> -->y &lt;&#8212;", "xy <\u2014"),
        ('<a title="a > b">link</a>', "link"),
        ("", ""),
    ],
)
def test_both_ways_to_visible_text_agree(markup: str, text: str) -> None:
    """The tree and the tree-less way give one text for ordinary markup."""
    assert (
        visible_text(f"<div>{markup}</div>" if "<td" not in markup else f"<table>{markup}</table>")
        == text
    )
    assert stripped_text(markup) == text


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<!--", "<script>", "<a href='", '<a href="', "&", "</", "<!", "<b>", "-->", " "],
)
def test_stripping_is_linear_on_hostile_markup(unit: str) -> None:
    """Eight times the input takes nothing like sixty-four times the time."""

    def seconds(count: int) -> float:
        start = time.process_time()
        stripped_text(unit * count)
        return time.process_time() - start

    small = max(min(seconds(20_000) for _ in range(3)), 0.002)
    assert seconds(160_000) < 30 * small
