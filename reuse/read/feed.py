"""RSS 0.9x to 2.0, RSS 1.0 and Atom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.addresses import absolute, is_web
from reuse.read.marking import ALLOW_NAMESPACE, allowed, sections
from reuse.read.markup import element_text, visible_text
from reuse.read.records import Item, check_size, items, skip, writer
from reuse.read.xml_records import (
    XML_LANG,
    all_text,
    children,
    first_text,
    line,
    local,
    squeezed,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

ENTRIES = frozenset(("item", "entry"))
"""Names of entries."""

_LOOKS_HTML = re.compile(r"<[a-zA-Z/!]|&(?:#\w{1,10}|[a-zA-Z]\w{1,31});")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ALLOW = f"{{{ALLOW_NAMESPACE}}}allow"
# What RSS asks of an author: an address, and the name in brackets.
_MAIL_AND_NAME = re.compile(r"\S{1,200}@\S{1,200}\s{1,9}\(([^()]{1,300})\)")
_PAGES = frozenset(("", "text/html", "application/xhtml+xml"))
_PLAIN = frozenset(("text", "text/plain"))
_TYPES = _PLAIN | {"", "html", "xhtml"}


def read_entries(
    entries: Sequence[_Element], shown: str, config: ReadConfig, base: str | None = None
) -> Iterator[Item]:
    """The documents of entries, numbered from 1; `base` is where the feed was fetched from."""
    # Once a channel: it looks through all that stands beside the first entry.
    abouts: dict[_Element | None, _About] = {}
    for number, entry in enumerate(entries, 1):
        origin = f"{shown}:{number}"
        holder = entry.getparent()
        if holder not in abouts:
            abouts[holder] = _About(entry, base)
        try:
            fields = _fields(entry, abouts[holder], config)
        except RecordError as error:
            yield skip(origin, error)
            continue
        yield from items(fields, origin, line(entry))


class _About:
    """What a feed says of itself: the elements around an entry, and RSS 1.0's channel beside."""

    def __init__(self, entry: _Element, base: str | None) -> None:
        parent = entry.getparent()
        self._holders: list[_Element] = []
        if parent is not None:
            self._holders.append(parent)
            self._holders.extend(beside for beside in parent if local(beside) == "channel")
        self.outlet = next((title for each in self._holders if (title := _title(each))), None)
        self.language = self._language()
        # Only Atom lets an entry without an author have the feed's.
        self.author = None
        if local(entry) == "entry":
            found = next((name for each in self._holders if (name := _author(each))), None)
            self.author = writer(found, self.outlet)
        self.base = base or self._address()

    def _language(self) -> str | None:
        for holder in self._holders:
            language = first_text(holder, "language", f"{_DC}language") or holder.get(XML_LANG)
            if language:
                return language
        return None

    def _address(self) -> str | None:
        for holder in self._holders:
            for relation in ("self", "alternate"):
                address = _link(holder, relation)
                if is_web(address):
                    return address
        return None


def _fields(entry: _Element, about: _About, config: ReadConfig) -> dict[str, object]:
    link = _link(entry, "alternate", about.base) or _permanent(entry)
    categories = list(_categories(entry))
    return {
        "id": first_text(entry, "guid", "id") or _about(entry) or link,
        "text": _text(entry, config),
        "outlet": _source(entry) or about.outlet,
        "published": first_text(
            entry, "pubdate", "published", "issued", f"{_DC}date", "updated", "modified"
        ),
        "title": _title(entry),
        "author": _author(entry) or _source_author(entry) or about.author,
        "url": link,
        "language": entry.get(XML_LANG) or first_text(entry, f"{_DC}language") or about.language,
        "section": sections(categories),
        "reusescan_allow": first_text(entry, _ALLOW) or allowed(categories),
    }


def _text(entry: _Element, config: ReadConfig) -> str:
    for name in (_CONTENT, "content", "description", "summary"):
        for node in children(entry, name):
            text = _node_text(node, config)
            if text.strip():
                return text
    raise RecordError(SkipCode.NO_CONTENT, "an entry without content")


def _node_text(node: _Element, config: ReadConfig) -> str:
    kind = (node.get("type") or "").split(";")[0].strip().lower()
    if len(node):
        check_size(all_text(node), config)
        return element_text(node)
    if kind not in _TYPES and not kind.startswith("text/") and not kind.endswith("xml"):
        return ""  # of any other type Atom holds base64
    content = node.text or ""
    check_size(content, config)
    if kind in _PLAIN or not _LOOKS_HTML.search(content):
        return content
    return visible_text(content)


def _title(holder: _Element) -> str | None:
    for node in children(holder, "title"):
        content = all_text(node)
        plain = visible_text(content) if _LOOKS_HTML.search(content) else content
        return " ".join(plain.split()) or None
    return None


def _author(entry: _Element) -> str | None:
    names = [squeezed(node) for node in children(entry, f"{_DC}creator")]
    for author in children(entry, "author"):
        inner = children(author, "name")
        name = squeezed(inner[0] if inner else author)
        match = _MAIL_AND_NAME.fullmatch(name)
        names.append(match[1].strip() if match else name)
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _source_author(entry: _Element) -> str | None:
    return next((name for node in children(entry, "source") if (name := _author(node))), None)


def _link(holder: _Element, relation: str, base: str | None = None) -> str | None:
    """The address of a link, relative to its ``xml:base`` as seen from `base`."""
    found = [
        (node.get("type", "") not in _PAGES, number, address, node)
        for number, node in enumerate(children(holder, "link"))
        if node.get("rel", "alternate") == relation
        and (address := (node.get("href") or node.text or "").strip())
    ]
    # Of several renditions the page is the article's address.
    _, _, address, node = min(found, key=lambda each: each[:2], default=(True, 0, "", holder))
    return absolute(address, base, node.base or "") if address else None


def _permanent(entry: _Element) -> str | None:
    """The guid where it is the entry's address, as RSS has it unless it says otherwise."""
    for node in children(entry, "guid"):
        address = squeezed(node)
        if (node.get("isPermaLink") or "true").strip().lower() != "false" and is_web(address):
            return address
    return None


def _source(entry: _Element) -> str | None:
    for node in children(entry, "source"):
        return _title(node) or squeezed(node) or None
    return None


def _categories(entry: _Element) -> Iterator[str]:
    for name in ("category", f"{_DC}subject"):
        for node in children(entry, name):
            yield node.get("label") or node.get("term") or squeezed(node)


def _about(entry: _Element) -> str | None:
    return entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
