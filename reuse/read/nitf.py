"""NITF, the IPTC's markup of one news article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.marking import ALLOW_META, ALLOW_NAMESPACE, allowed, sections
from reuse.read.markup import nitf_text
from reuse.read.records import Item, byline, check_size, items
from reuse.read.xml_records import XML_LANG, all_text, children, first_text, line, squeezed

if TYPE_CHECKING:
    from lxml.etree import _Element

_SUBJECT = tuple(f"tobject.subject.{part}" for part in ("type", "matter", "detail", "refnum"))


def read_article(
    root: _Element, identity: str, shown: str, config: ReadConfig, base: str | None = None
) -> Iterator[Item]:
    """The document of a file; `identity` is its id where it names none.

    Raises:
        RecordError: NO_CONTENT or TOO_LONG.
    """
    fields = article(root, config)
    fields["id"] = fields["id"] or identity
    fields["url"] = fields["url"] or base
    yield from items(fields, f"{shown}:1", line(root))


def article(root: _Element, config: ReadConfig) -> dict[str, object]:
    """Fields of the record that a ``nitf`` element makes; id and others may be None.

    Raises:
        RecordError: NO_CONTENT or TOO_LONG.
    """
    head = _first(root, "head")
    data = _first(root, "head", "docdata")
    top = _first(root, "body", "body.head")
    distributor = first_text(top, "distributor") if top is not None else None
    outlet = (
        _attribute(root, "name", "head", "pubdata")
        or distributor
        or _attribute(root, "holder", "head", "docdata", "doc.copyright")
        or _attribute(root, "regsrc", "head", "docdata", "doc-id")
        or _text(root, "body", "body.head", "rights", "rights.owner")
    )
    bylines = [squeezed(node) for node in children(top, "byline")] if top is not None else []
    return {
        "id": _attribute(root, "id-string", "head", "docdata", "doc-id"),
        "text": _body(root, config),
        "outlet": outlet,
        "published": _published(root),
        "title": _title(root),
        "author": byline(", ".join(bylines), [distributor], outlet),
        "url": _url(root),
        "language": _language(root),
        "section": sections(_sections(root)),
        "reusescan_allow": _allow(head, data),
    }


def _body(root: _Element, config: ReadConfig) -> str:
    for path in (("body", "body.content"), ("body", "body.head", "abstract")):
        nodes = list(_all(root, *path))
        for node in nodes:
            check_size(all_text(node), config)
        if text := "\n".join(text for node in nodes if (text := nitf_text(node))):
            return text
    raise RecordError(SkipCode.NO_CONTENT, "a NITF article without text in body.content")


def _title(root: _Element) -> str | None:
    for path in (
        ("body", "body.head", "hedline", "hl1"),
        ("body", "body.head", "hedline"),
        ("head", "title"),
    ):
        if text := _text(root, *path):
            return text
    return None


def _published(root: _Element) -> str | None:
    return (
        _attribute(root, "norm", "head", "docdata", "date.issue")
        or _text(root, "head", "docdata", "date.issue")
        or _attribute(root, "date.publication", "head", "pubdata")
        or _attribute(root, "norm", "head", "docdata", "date.release")
        or _attribute(root, "norm", "body", "body.head", "dateline", "story.date")
    )


def _url(root: _Element) -> str | None:
    address = _attribute(root, "ex-ref", "head", "pubdata")
    return address if address and address.startswith(("http://", "https://")) else None


def _language(root: _Element) -> str | None:
    for path in ((), ("body",), ("body", "body.content")):
        for node in _all(root, *path):
            if language := node.get(XML_LANG) or node.get("lang"):
                return language
    return None


def _sections(root: _Element) -> Iterator[str]:
    for node in _all(root, "head", "pubdata"):
        yield node.get("position.section") or ""
    for node in _all(root, "head", "tobject", "tobject.subject"):
        yield from (node.get(name) or "" for name in _SUBJECT)
    for node in _all(root, "head", "docdata", "fixture"):
        yield node.get("fix-id") or ""


def _allow(head: _Element | None, data: _Element | None) -> str | None:
    if head is None:
        return None
    for node in children(head, "meta"):
        if (node.get("name") or "").strip().lower() == ALLOW_META and node.get("content"):
            return node.get("content")
    if data is None:
        return None
    keys = [node.get("key") for node in _all(data, "key-list", "keyword")]
    return first_text(data, f"{{{ALLOW_NAMESPACE}}}allow") or allowed(keys)


def _all(root: _Element, *path: str) -> Iterator[_Element]:
    """Elements at a path of local names, in order."""
    if not path:
        yield root
        return
    for child in children(root, path[0]):
        yield from _all(child, *path[1:])


def _first(root: _Element, *path: str) -> _Element | None:
    return next(_all(root, *path), None)


def _attribute(root: _Element, name: str, *path: str) -> str | None:
    found = (" ".join((node.get(name) or "").split()) for node in _all(root, *path))
    return next((value for value in found if value), None)


def _text(root: _Element, *path: str) -> str | None:
    return next((text for node in _all(root, *path) if (text := squeezed(node))), None)
