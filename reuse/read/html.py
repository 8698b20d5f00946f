"""An HTML page: the article's body, and what the page says about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import Notice, NoticeCode, SkipCode
from reuse.read.charset import page_text
from reuse.read.jsonld import PageFacts, article_facts
from reuse.read.marking import ALLOW_META
from reuse.read.markup import deeper_than, extracted_text, parse_html, stripped_text
from reuse.read.records import Item, items

if TYPE_CHECKING:
    from lxml.etree import _Element

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "author": ("author", "dc.creator", "byl", "parsely-author", "sailthru.author"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "parsely-pub-date",
        "dc.date.issued",
        "dcterms.created",
        "sailthru.date",
        "pubdate",
        "publish-date",
        "date",
    ),
    "outlet": ("og:site_name", "application-name", "publisher"),
    "url": ("og:url",),
    "section": ("article:section", "section", "parsely-section"),
    "reusescan_allow": (ALLOW_META,),
}
# The extractor takes some 50 microseconds an element; large live blogs have 20,000.
_MOST_ELEMENTS = 50_000


def read_html(
    data: bytes, identity: str, folder: str | None, origin: str, config: ReadConfig
) -> Iterator[Item]:
    """The document of a page; `folder` serves as outlet where the page names none.

    Markup nested deeper than ``config.max_depth`` is not laid out as a tree: its text is taken
    whole, with a DEEP_MARKUP notice, because the extractor would drop text without a word. So is
    a page of more elements than any article has, with CAPPED, because it would take minutes.

    Raises:
        RecordError: NO_CONTENT when the page holds no article.
    """
    page, guessed = page_text(data)
    if guessed:
        yield Notice(
            origin=origin,
            code=NoticeCode.GUESSED_CHARSET,
            reason="neither UTF-8 nor what the page declares fits its bytes; read as windows-1252",
        )
    root, gave_up = parse_html(page)
    if root is None and not gave_up:
        raise RecordError(SkipCode.NO_CONTENT, "no markup and no text in the page")
    beyond = _beyond_extraction(root, config, gave_up=gave_up)
    if beyond is not None:
        code, what = beyond
        reason = f"{what}; all visible text of the page is taken, menus and all"
        yield Notice(origin=origin, code=code, reason=reason)
        facts = PageFacts()
        if root is not None:
            facts = _own_facts(root, config).or_else(PageFacts(title=_head_title(root)))
        text = stripped_text(page)
    elif root is not None:
        facts = _own_facts(root, config)
        text, found = _article(root)
        facts = facts.or_else(found).or_else(PageFacts(title=_head_title(root)))
    if not text:
        raise RecordError(SkipCode.NO_CONTENT, "no article text found in the page")
    facts = facts.or_else(PageFacts(outlet=folder))
    yield from items({"id": identity, "text": text, **asdict(facts)}, origin)


def _beyond_extraction(
    root: _Element | None, config: ReadConfig, *, gave_up: bool
) -> tuple[NoticeCode, str] | None:
    """Why the extractor must not be let loose on a page, if so."""
    if root is None or gave_up or deeper_than(root, config.max_depth):
        deep = f"elements nest deeper than {config.max_depth} levels"
        return NoticeCode.DEEP_MARKUP, deep
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return NoticeCode.CAPPED, f"more than {_MOST_ELEMENTS:,} elements"
    return None


def _article(root: _Element) -> tuple[str, PageFacts]:
    """Body and metadata by trafilatura, set for precision: less text rather than a menu."""
    from trafilatura import bare_extraction  # noqa: PLC0415  costs 0.3 s
    from trafilatura.settings import Extractor  # noqa: PLC0415

    for cell in root.iter("td", "th"):
        # A span of 10^9 columns would be laid out as a thousand empty cells a row.
        for attribute in ("colspan", "rowspan"):
            if attribute in cell.attrib:
                del cell.attrib[attribute]
    dates: dict[str, Any] = {"extensive_search": False, "max_date": "2199-12-31"}
    options = Extractor(
        output_format="python",
        precision=True,
        comments=False,
        with_metadata=True,
        date_params=dates,
    )
    try:
        found = bare_extraction(root, options=options)
    except RecursionError:
        return "", PageFacts()
    if found is None or isinstance(found, dict):
        return "", PageFacts()
    text = found.text or ""
    if found.body is not None and len(found.body):
        text = extracted_text(found.body)
    # Its date is left alone: it may be guessed from text and read against today's date.
    facts = PageFacts(
        title=found.title,
        author=found.author,
        outlet=found.sitename,
        url=found.url,
        language=found.language,
    )
    return text, facts


def _own_facts(root: _Element, config: ReadConfig) -> PageFacts:
    """JSON-LD first: of all that a page carries it is the least likely to be for show."""
    canonical = _canonical(root)
    scripts = [
        node.text or ""
        for node in root.iter("script")
        if (node.get("type") or "").split(";")[0].strip().lower() == "application/ld+json"
    ]
    structured = article_facts(scripts, canonical, config)
    meta = _meta_facts(root)
    facts = structured.or_else(meta)
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return PageFacts(url=canonical).or_else(facts).or_else(PageFacts(language=language))


def _head_title(root: _Element) -> str | None:
    titles = (" ".join((node.text or "").split()) for node in root.iter("title"))
    return next((title for title in titles if title), None)


def _canonical(root: _Element) -> str | None:
    for link in root.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        address = (link.get("href") or "").strip()
        if "canonical" in relations and address.startswith(("http://", "https://")):
            return address
    return None


def _meta_facts(root: _Element) -> PageFacts:
    values: dict[str, str] = {}
    for node in root.iter("meta"):
        content = " ".join((node.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            key = (node.get(attribute) or "").strip().lower()
            if key and content:
                values.setdefault(key, content)
    for node in root.iter("time"):
        # Only a time that says it is the publication's: pages are full of other articles' times.
        stamp = (node.get("datetime") or "").strip()
        says_so = "pubdate" in node.attrib or node.get("itemprop") == "datePublished"
        if stamp and says_so:
            values.setdefault("pubdate", stamp)
    found = {
        fact: next((values[name] for name in names if name in values), None)
        for fact, names in _META.items()
    }
    if (found["author"] or "").startswith(("http://", "https://")):
        found["author"] = None
    return PageFacts(**found)
