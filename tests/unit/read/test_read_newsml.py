from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from news_samples import BODY, TEXT, news_item, news_message, nitf

from reuse.config import ReadConfig

Read = Callable[..., Any]
REMOTE = '<remoteContent href="https://mast.example/p.jpg" contenttype="image/jpeg"/>'


def _guid(name: str, version: int = 1) -> str:
    return f'guid="{name}" version="{version}"'


def _in_nitf(article: str) -> str:
    inner = article.split("?>", 1)[1].replace("<nitf", '<nitf xmlns="http://iptc.org/std/NITF/x"')
    return f'<inlineXML contenttype="application/nitf+xml">{inner}</inlineXML>'


def test_message(read: Read) -> None:
    """Every field of an item arrives; the credit line joins the byline."""
    out = read("a.xml", news_message(news_item(), news_item(guid=_guid("b"))))
    document = out.documents[0]
    assert out.texts == [TEXT, TEXT]
    assert out.ids == ["urn:newsml:mast.example:17", "b"]
    assert (document.outlet, document.title) == ("The Mast", "Ferry sails")
    assert document.author == "Ada Holm, source of the text: Harrow Press Service"
    assert document.published == "2024-05-01T09:30:00+02:00"
    assert document.language == "en"
    assert document.sections == ("transport", "medtop:20000337")
    assert [d.origin for d in out.documents] == [f"{out.folder}1", f"{out.folder}2"]
    assert document.line == 5
    assert not out.skips
    assert not out.notices


def test_item_alone_is_found_by_its_root(read_folder: Read, tmp_path: Path) -> None:
    """In a folder too, whatever the file is called, the root element says what it is."""
    (tmp_path / "one.xml").write_text(news_item())
    (tmp_path / "two.xml").write_text(nitf())
    out = read_folder(tmp_path)
    assert out.ids == ["urn:newsml:mast.example:17", "mast-17"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (_in_nitf(nitf()), TEXT),
        (f'<inlineData contenttype="text/plain">{TEXT}\n</inlineData>', f"{TEXT}\n"),
        ('<inlineData contenttype="text/html">&lt;p&gt;a&lt;/p&gt;b</inlineData>', "a\nb"),
        (f'<inlineXML contenttype="application/x"><sport/></inlineXML>{_in_nitf(nitf())}', TEXT),
        (f'{REMOTE}<inlineXML contenttype="text/html"><div>a</div></inlineXML>', "a"),
    ],
)
def test_renditions(read: Read, content: str, text: str) -> None:
    """The text is that of the first rendition that holds one."""
    out = read("a.xml", news_message(news_item(content=content)))
    assert (out.texts, out.skips, out.notices) == ([text], [], [])


def test_what_the_item_lacks_its_nitf_gives(read: Read) -> None:
    """Title, byline, address and section of the article serve where the envelope has none."""
    item = news_item(content=_in_nitf(nitf()))
    for part in ("<headline>Ferry sails</headline>", "<by>Ada Holm</by>"):
        item = item.replace(part, "")
    document = read("a.xml", item).documents[0]
    assert (document.title, document.url) == ("Ferry sails", "https://mast.example/17")
    assert document.author == "By Ada Holm, source of the text: Harrow Press Service"


@pytest.mark.parametrize(
    ("creator", "author"),
    [("<name>The Mast</name>", None), ("<name>Ada Holm</name>", "Ada Holm")],
)
def test_creator(read: Read, creator: str, author: str | None) -> None:
    """Without a byline the creator is the author, unless that is the outlet."""
    item = news_item(content_meta=f"<creator>{creator}</creator>")
    for part in ("<by>Ada Holm</by>", "<creditline>Harrow Press Service</creditline>"):
        item = item.replace(part, "")
    assert read("a.xml", item).documents[0].author == author


@pytest.mark.parametrize(
    ("provider", "outlet"),
    [
        ('<provider qcode="nprov:MAST"/>', "MAST"),
        ('<provider literal="Mast"/>', "Mast"),
        ('<provider uri="http://cv.example/newsprovider/MAST"/>', "MAST"),
        ("", "Mast Media"),
    ],
)
def test_provider(read: Read, provider: str, outlet: str) -> None:
    """The outlet is the provider, by name, literal or code, else who holds the copyright."""
    full = '<provider qcode="nprov:MAST"><name>The Mast</name></provider>'
    assert read("a.xml", news_item().replace(full, provider)).documents[0].outlet == outlet


def test_pictures_and_packages_are_passed_over_with_a_notice(read: Read) -> None:
    """What holds no article is no fault beside one that does, and the notice says where it is."""
    picture = news_item(guid=_guid("p"), kind="ninat:picture", content=REMOTE)
    package = '<packageItem guid="k"><groupSet/></packageItem>'
    killed = news_item(guid=_guid("c"), content=REMOTE).replace("stat:usable", "stat:canceled")
    out = read("a.xml", news_message(news_item(), picture, package, killed))
    assert (len(out.documents), out.skips) == (1, [])
    assert out.noted == [("2", "PASSED_OVER"), ("3", "PASSED_OVER"), ("4", "PASSED_OVER")]
    assert "https://mast.example/p.jpg" in out.notices[0].reason


def test_a_text_that_is_elsewhere_is_skipped(read: Read) -> None:
    """An article that cannot be read makes the check incomplete; the reason names the address."""
    remote = REMOTE.replace("image/jpeg", "text/html")
    out = read("a.xml", news_message(news_item(content=remote), news_item(guid=_guid("b"))))
    assert (out.ids, out.skipped) == (["b"], [("1", "NO_CONTENT")])
    assert "https://mast.example/p.jpg" in out.skips[0].reason


@pytest.mark.parametrize("version", ["2", "02", "99999999999999999999999", "no"])
def test_of_several_versions_the_latest_is_read(read: Read, version: str) -> None:
    """One guid is one article, whatever the order in the file; a wrong number counts as none."""
    items = [news_item(guid=_guid("g", n)) for n in (1, 3)]
    items.append(news_item(guid=f'guid="g" version="{version}"'))
    out = read("a.xml", news_message(*items))
    assert [d.origin for d in out.documents] == [f"{out.folder}2"]
    assert out.noted == [("1", "PASSED_OVER"), ("3", "PASSED_OVER")]


@pytest.mark.parametrize(
    "item",
    [
        news_item(content_meta="<keyword>reusescan:allow=own copy</keyword>"),
        news_item(item_meta='<allow xmlns="urn:reusescan:1"> own  copy </allow>'),
        news_item(
            content=_in_nitf(nitf(docdata='<allow xmlns="urn:reusescan:1">own copy</allow>'))
        ),
    ],
)
def test_allow_mark(read: Read, item: str) -> None:
    """The mark is a keyword or an element in the metadata."""
    assert read("a.xml", item).documents[0].allow == "own copy"


@pytest.mark.parametrize(
    ("data", "ids", "skipped"),
    [
        (news_message(), [], [("0", "NO_CONTENT")]),
        (news_message('<packageItem guid="k"/>'), [], [("0", "NO_CONTENT")]),
        (news_message(news_item())[:-60], [], [("0", "BAD_SYNTAX")]),
        (
            news_message(news_item(), news_item(guid=_guid("b")).replace("</p>", "</q>")),
            ["urn:newsml:mast.example:17"],
            [("2", "BAD_SYNTAX")],
        ),
        (
            news_message(news_item(guid=""), news_item(guid=_guid("b"))),
            ["b"],
            [("1", "MISSING_FIELD")],
        ),
        (
            news_message(news_item(content='<inlineData encoding="base64">YQ==</inlineData>')),
            [],
            [("1", "NO_CONTENT")],
        ),
        (
            news_message(
                news_item(content=f"<inlineData>{'word ' * 200}</inlineData>"),
                news_item(guid=_guid("b")),
            ),
            ["b"],
            [("1", "TOO_LONG")],
        ),
        ('<NewsML Version="1.2"><NewsItem/></NewsML>', [], [("0", "NO_CONTENT")]),
        (
            news_message(news_item(content="<inlineXML>" + "<div>" * 300 + "</div>" * 300)),
            [],
            [("0", "BAD_SYNTAX")],
        ),
        (
            '<!DOCTYPE newsMessage [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            + news_message(news_item(content="<inlineData>&a;</inlineData>")).split("?>", 1)[1],
            [],
            [("0", "UNSAFE")],
        ),
    ],
)
def test_malformed(read: Read, data: str, ids: list[str], skipped: list[tuple[str, str]]) -> None:
    """What is broken is refused with its number, what came before is kept, nothing is empty."""
    out = read("a.xml", data, ReadConfig(max_record_bytes=900))
    assert (out.ids, out.skipped) == (ids, skipped)


def test_encodings(read: Read) -> None:
    """Other encodings are read when they are declared, refused when they are not."""
    line = BODY[0].replace("ferry", "fähre")
    item = news_item(content=f"<inlineData>{line}</inlineData>")
    declared = '<?xml version="1.0" encoding="iso-8859-1"?>' + item
    assert read("a.xml", declared.encode("latin-1")).texts == [line]
    assert read("a.xml", f'<?xml version="1.0"?>{item}'.encode("utf-16")).texts == [line]
    assert read("a.xml", item.encode("latin-1")).skipped == [("0", "BAD_SYNTAX")]
