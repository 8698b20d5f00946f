"""RSS 0.9x to 2.0, RSS 1.0 and Atom.

Read with a strict parser: what a lenient one repairs it also drops, entries included, without
a word. Entries before a fault are kept, the fault is reported.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.json_feed import check_size
from reuse.read.markup import element_text, visible_text
from reuse.read.records import Item, items, skip

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FEED_BYTES = 64_000_000
"""A feed is held whole; the bound on one entry is the configured one."""

_ROOTS = frozenset(("rss", "rdf", "feed"))
_ENTRIES = frozenset(("item", "entry"))
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z]")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_LOOKS_HTML = re.compile(r"<[a-zA-Z/!]|&(?:#\w{1,10}|[a-zA-Z]\w{1,31});")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_feed(data: bytes, shown: str, config: ReadConfig) -> Iterator[Item]:
    """Entries of an XML feed, numbered from 1."""
    entries: list[_Element] = []
    fault: RecordError | None = None
    try:
        for entry in _entries(data):
            entries.append(entry)  # noqa: PERF402  what came before a fault must stay
    except RecordError as error:
        fault = error
    # Once, not per entry: it looks through all that stands beside the first.
    outlet = _feed_title(entries[0]) if entries else None
    language = _feed_language(entries[0]) if entries else None
    for number, entry in enumerate(entries, 1):
        origin = f"{shown}:{number}"
        try:
            fields = _fields(entry, outlet, language, config)
        except RecordError as error:
            yield skip(origin, error)
            continue
        yield from items(fields, origin)
    if fault is None and not entries:
        fault = RecordError(SkipCode.NO_CONTENT, "a feed without entries")
    if fault is not None:
        yield skip(f"{shown}:{len(entries) + 1 if entries else 0}", fault)


def _entries(data: bytes) -> Iterator[_Element]:
    """Entry elements in order.

    Raises:
        RecordError: UNSAFE for a document type or entity declaration, which no feed needs and
            which entity bombs and outside references are made of; BAD_SYNTAX where the XML
            breaks; NO_CONTENT when it is no feed.
    """
    from lxml import etree  # noqa: PLC0415  only when markup is read

    _refuse_declarations(data)
    events = etree.iterparse(
        BytesIO(_NAMED.sub(_numbered, data)),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: _Element | None = None
    try:
        for event, element in events:
            if root is None:
                root = element
                _check_root(root)
            if event == "end" and _local(element) in _ENTRIES and not _inside_entry(element):
                yield element
    except etree.XMLSyntaxError as error:
        raise RecordError(
            SkipCode.BAD_SYNTAX, f"broken XML ({error.msg}); nothing after this is read"
        ) from None
    if root is None:
        raise RecordError(SkipCode.NO_CONTENT, "no XML element; expected a feed")


def _refuse_declarations(data: bytes) -> None:
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    first = _FIRST_ELEMENT.search(plain)
    if _DECLARATION.search(plain, 0, first.start() if first else len(plain)):
        raise _unsafe()


def _check_root(root: _Element) -> None:
    information = root.getroottree().docinfo
    if information.internalDTD is not None:
        raise _unsafe()
    if _local(root) not in _ROOTS:
        raise RecordError(
            SkipCode.NO_CONTENT, f"root element '{_local(root)}'; expected rss, RDF or feed"
        )


def _unsafe() -> RecordError:
    return RecordError(
        SkipCode.UNSAFE, "a document type or entity declaration; feeds with one are not read"
    )


def _numbered(match: re.Match[bytes]) -> bytes:
    """HTML's named characters, common in feeds and unknown to XML, by number."""
    if match[1] in _XML_NAMES:
        return match[0]
    characters = html.entities.html5.get(f"{match[1].decode('ascii')};")
    if characters is None:
        return match[0]
    return "".join(f"&#{ord(character)};" for character in characters).encode("ascii")


def _fields(
    entry: _Element, outlet: str | None, language: str | None, config: ReadConfig
) -> dict[str, object]:
    link = _link(entry)
    return {
        "id": _first(entry, "guid", "id") or _about(entry) or link,
        "text": _text(entry, config),
        "outlet": _source(entry) or outlet,
        "published": _first(entry, "pubdate", "published", "issued", f"{_DC}date", "updated"),
        "title": _title(entry),
        "author": _author(entry),
        "url": link,
        "language": entry.get(_XML_LANG) or language,
    }


def _text(entry: _Element, config: ReadConfig) -> str:
    for name in (_CONTENT, "content", "description", "summary"):
        for node in _children(entry, name):
            text = _node_text(node, config)
            if text.strip():
                return text
    raise RecordError(SkipCode.NO_CONTENT, "an entry without content")


def _node_text(node: _Element, config: ReadConfig) -> str:
    kind = (node.get("type") or "").strip().lower()
    if len(node):
        check_size(_all_text(node), config)
        return element_text(node)
    content = node.text or ""
    check_size(content, config)
    if kind in ("text", "text/plain") or not _LOOKS_HTML.search(content):
        return content
    return visible_text(content)


def _title(holder: _Element) -> str | None:
    for node in _children(holder, "title"):
        content = _all_text(node)
        plain = visible_text(content) if _LOOKS_HTML.search(content) else content
        return " ".join(plain.split()) or None
    return None


def _author(entry: _Element) -> str | None:
    names = [_squeezed(node) for node in _children(entry, f"{_DC}creator")]
    for author in _children(entry, "author"):
        inner = _children(author, "name")
        names.append(_squeezed(inner[0] if inner else author))
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _link(entry: _Element) -> str | None:
    for node in _children(entry, "link"):
        if node.get("rel", "alternate") == "alternate":
            address = (node.get("href") or node.text or "").strip()
            if address:
                return address
    return None


def _source(entry: _Element) -> str | None:
    for node in _children(entry, "source"):
        return _title(node) or _squeezed(node) or None
    return None


def _feed_title(entry: _Element) -> str | None:
    return next((title for holder in _holders(entry) if (title := _title(holder))), None)


def _feed_language(entry: _Element) -> str | None:
    for holder in _holders(entry):
        language = _first(holder, "language", f"{_DC}language") or holder.get(_XML_LANG)
        if language:
            return language
    return None


def _holders(entry: _Element) -> Iterator[_Element]:
    """The elements that describe the feed: RSS 1.0 keeps its channel beside the items."""
    parent = entry.getparent()
    if parent is not None:
        yield parent
        yield from (beside for beside in parent if _local(beside) == "channel")


def _about(entry: _Element) -> str | None:
    return entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")


def _first(holder: _Element, *names: str) -> str | None:
    for name in names:
        for node in _children(holder, name):
            if value := _squeezed(node):
                return value
    return None


def _children(holder: _Element, name: str) -> list[_Element]:
    """Children by full name, or by local name in the feed's own namespace or none."""
    if name.startswith("{"):
        return list(holder.findall(name))
    own = _namespace(holder)
    return [c for c in holder if _local(c) == name and _namespace(c) in (own, "")]


def _squeezed(node: _Element) -> str:
    return " ".join(_all_text(node).split())


def _all_text(node: _Element) -> str:
    return "".join(str(piece) for piece in node.itertext())


def _inside_entry(element: _Element) -> bool:
    return any(_local(above) in _ENTRIES for above in element.iterancestors())


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _namespace(element: _Element) -> str:
    return str(element.tag).rpartition("}")[0] if isinstance(element.tag, str) else ""
