"""NewsML-G2, the IPTC's envelope of news items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.marking import ALLOW_NAMESPACE, allowed, sections
from reuse.read.markup import element_text, visible_text
from reuse.read.nitf import article
from reuse.read.records import Item, byline, check_size, items, passed_over, skip, writer
from reuse.read.shown import seen
from reuse.read.xml_records import XML_LANG, all_text, children, first_text, line, local, squeezed

if TYPE_CHECKING:
    from lxml.etree import _Element

ITEMS = frozenset(
    ("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")
)
"""Names of items; only the first holds articles."""

_NO_TEXT = frozenset(("picture", "graphic", "video", "audio", "animation", "composite", "map"))
_CANCELLED = frozenset(("canceled", "cancelled", "withheld"))
_NO_SECTION = frozenset(("person", "organisation", "organization", "geoarea", "poi", "object"))
_XHTML = frozenset(("html", "body", "article", "section", "div", "p"))


def read_news_items(items_: Sequence[_Element], shown: str, config: ReadConfig) -> Iterator[Item]:
    """The documents of items, numbered from 1.

    Pictures, packages and versions that a later one in the file replaces come as notices.
    """
    latest = _latest(items_)
    for number, item in enumerate(items_, 1):
        origin = f"{shown}:{number}"
        guid = item.get("guid")
        if latest.get(guid or "", number) != number:
            which = f"version {seen(item.get('version') or '1')} of {seen(guid)}"
            yield passed_over(origin, f"{which}: another is read")
            continue
        try:
            content = _content(item, config)
            reason = _no_article(item) if content is None else None
            if reason:
                yield passed_over(origin, reason)
                continue
            fields = _fields(item, content)
        except RecordError as error:
            yield skip(origin, error)
            continue
        yield from items(fields, origin, line(item))


def _latest(items_: Sequence[_Element]) -> dict[str, int]:
    """Number of the item that stands for each guid: that of the highest version, the last."""
    best: dict[str, tuple[int, int]] = {}
    for number, item in enumerate(items_, 1):
        if guid := item.get("guid"):
            version = item.get("version") or "1"
            rank = int(version) if version.isdecimal() and len(version) < 19 else 0
            best[guid] = max(best.get(guid, (0, 0)), (rank, number))
    return {guid: number for guid, (_, number) in best.items()}


def _no_article(item: _Element) -> str | None:
    """Why an item without text need hold none."""
    if (name := local(item)) != "newsitem":
        return f"a {name}, which holds no article"
    for node in _inner(item, "itemmeta", "itemclass"):
        if (kind := _code(node).lower()) in _NO_TEXT:
            return f"an item of class {seen(kind)}, without text{_elsewhere(item)}"
    for node in _inner(item, "itemmeta", "pubstatus"):
        if (status := _code(node).lower()) in _CANCELLED:
            return f"an item of status {seen(status)}, without text"
    return None


def _fields(item: _Element, content: dict[str, object] | None) -> dict[str, object]:
    if content is None:
        raise RecordError(SkipCode.NO_CONTENT, f"an item without text{_elsewhere(item)}")
    provider = _party(item, "itemmeta", "provider")
    outlet = provider or _party(item, "rightsinfo", "copyrightholder") or content.get("outlet")
    creator = writer(_party(item, "contentmeta", "creator"), outlet)
    by = _text(item, "by") or creator or content.get("author")
    credit = [_text(item, "creditline"), _party(item, "contentmeta", "infosource")]
    keywords = [squeezed(node) for node in _inner(item, "contentmeta", "keyword")]
    return {
        "id": item.get("guid"),
        "text": content["text"],
        "outlet": outlet,
        "published": _date(item, "firstcreated") or _date(item, "versioncreated"),
        "title": _text(item, "headline") or content.get("title") or _item_title(item),
        "author": byline(by, credit, outlet),
        "url": _link(item) or content.get("url"),
        "language": _language(item) or content.get("language"),
        "section": sections(_sections(item)) or content.get("section"),
        "reusescan_allow": _allow(item) or allowed(keywords) or content.get("reusescan_allow"),
    }


def _content(item: _Element, config: ReadConfig) -> dict[str, object] | None:
    """Text of the first rendition that has one, and what NITF says besides."""
    for node in _inner(item, "contentset", "inlinexml"):
        for inner in node:
            if local(inner) == "nitf":
                return article(inner, config)
            if local(inner) in _XHTML:
                check_size(all_text(node), config)
                if text := element_text(node):
                    return {"text": text}
    for node in _inner(item, "contentset", "inlinedata"):
        kind = (node.get("contenttype") or "text/plain").split(";")[0].strip().lower()
        data = all_text(node)
        if node.get("encoding") or not kind.startswith(("text/", "application/xhtml")):
            continue
        check_size(data, config)
        text = visible_text(data) if "html" in kind else data
        if text.strip():
            return {"text": text}
    return None


def _elsewhere(item: _Element) -> str:
    for node in _inner(item, "contentset", "remotecontent"):
        if there := node.get("href") or node.get("residref"):
            return f"; its content is elsewhere: {seen(there)}"
    return ""


def _language(item: _Element) -> str | None:
    for node in _inner(item, "contentmeta", "language"):
        if tag := node.get("tag"):
            return tag
    return item.get(XML_LANG)


def _link(item: _Element) -> str | None:
    """Address of the article as published, where a link says that it is one."""
    for node in _inner(item, "itemmeta", "link"):
        address = (node.get("href") or "").strip()
        relation = (node.get("rel") or "").rpartition(":")[2].lower()
        if relation in {"canonical", "alternate", "self"} and address.startswith("http"):
            return address
    return None


def _sections(item: _Element) -> Iterator[str]:
    for node in _inner(item, "contentmeta", "subject"):
        if (node.get("type") or "").rpartition(":")[2].lower() in _NO_SECTION:
            continue
        yield first_text(node, "name") or node.get("literal") or ""
        yield node.get("qcode") or ""


def _allow(item: _Element) -> str | None:
    for holder in ("itemmeta", "contentmeta"):
        for node in children(item, holder):
            if reason := first_text(node, f"{{{ALLOW_NAMESPACE}}}allow"):
                return reason
    return None


def _text(item: _Element, name: str) -> str | None:
    return next((t for node in _inner(item, "contentmeta", name) if (t := squeezed(node))), None)


def _date(item: _Element, name: str) -> str | None:
    return next((t for node in _inner(item, "itemmeta", name) if (t := squeezed(node))), None)


def _item_title(item: _Element) -> str | None:
    return next((t for node in _inner(item, "itemmeta", "title") if (t := squeezed(node))), None)


def _party(item: _Element, holder: str, name: str) -> str | None:
    """Names of a party, joined."""
    found = (
        first_text(node, "name") or node.get("literal") or _code(node) or squeezed(node)
        for node in _inner(item, holder, name)
    )
    return ", ".join(dict.fromkeys(party for party in found if party)) or None


def _code(node: _Element) -> str:
    """A code without its scheme: ``text`` of ``ninat:text`` or of an address that ends so."""
    return (node.get("qcode") or "").rpartition(":")[2] or (
        (node.get("uri") or "").rstrip("/").rpartition("/")[2]
    )


def _inner(item: _Element, holder: str, name: str) -> Iterator[_Element]:
    for outer in children(item, holder):
        yield from children(outer, name)
