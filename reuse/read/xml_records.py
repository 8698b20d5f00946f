"""Elements of an XML file that are records each, read strictly and within bounds.

A lenient parser drops what it repairs, entries included, without a word. Records before a fault
are kept, the fault is reported.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from reuse.errors import RecordError
from reuse.model.skip import SkipCode

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute that says in which language an element is."""

_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z]")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
# NITF before its schema was defined by a document type, which its files name to this day.
# Without a part in brackets it declares nothing itself, and what it names is never fetched.
_NITF_TYPE = re.compile(
    rb"<!DOCTYPE\s{1,9}nitf\s{1,9}(?:SYSTEM|PUBLIC\s{1,9}(?:\"[^\"<>\[]{0,300}\"|'[^'<>\[]{0,300}'))"
    rb"\s{0,99}(?:\"[^\"<>\[]{0,300}\"|'[^'<>\[]{0,300}')?\s{0,9}>"
)


def records(data: bytes, kinds: Mapping[str, frozenset[str]]) -> Iterator[_Element]:
    """Record elements in order, none of them inside another.

    Args:
        data: the file.
        kinds: local names of records, in lower case, by that of the root; the root itself may
            be one.

    Raises:
        RecordError: UNSAFE for a document type or entity declaration, which no feed needs and
            which entity bombs and outside references are made of; BAD_SYNTAX where the XML
            breaks; NO_CONTENT when the root is none of `kinds`.
    """
    from lxml import etree  # noqa: PLC0415  only when markup is read

    events = etree.iterparse(
        BytesIO(_NAMED.sub(_numbered, _without_declarations(data))),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    names: frozenset[str] | None = None
    try:
        for event, element in events:
            if names is None:
                names = _names(element, kinds)
            if event == "end" and local(element) in names and not _inside(element, names):
                yield element
    except etree.XMLSyntaxError as error:
        raise RecordError(
            SkipCode.BAD_SYNTAX, f"broken XML ({error.msg}); nothing after this is read"
        ) from None
    if names is None:
        raise RecordError(SkipCode.NO_CONTENT, "no XML element; expected a feed")


def local(element: _Element) -> str:
    """Name of an element without its namespace, in lower case; empty for what has no name."""
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def line(element: _Element) -> int | None:
    """Line of the file in which an element begins, from 1."""
    found = element.sourceline
    return found if isinstance(found, int) and found > 0 else None


def namespace(element: _Element) -> str:
    """Namespace of an element as ``{`` and name; empty for none."""
    return str(element.tag).rpartition("}")[0] if isinstance(element.tag, str) else ""


def children(holder: _Element, name: str) -> list[_Element]:
    """Children by full name, or by local name in the holder's own namespace or none."""
    if name.startswith("{"):
        return list(holder.findall(name))
    own = namespace(holder)
    return [c for c in holder if local(c) == name and namespace(c) in (own, "")]


def first_text(holder: _Element, *names: str) -> str | None:
    """The first text among children of these names, squeezed."""
    for name in names:
        for node in children(holder, name):
            if value := squeezed(node):
                return value
    return None


def squeezed(node: _Element) -> str:
    """All text in an element, its white space collapsed."""
    return " ".join(all_text(node).split())


def all_text(node: _Element) -> str:
    """All text in an element."""
    return "".join(str(piece) for piece in node.itertext())


def _without_declarations(data: bytes) -> bytes:
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    first = _FIRST_ELEMENT.search(plain)
    end = first.start() if first else len(plain)
    declared = _DECLARATION.search(plain, 0, end)
    if declared is None:
        return data
    harmless = _NITF_TYPE.match(plain, declared.start(), end)
    if harmless is None or plain is not data or _DECLARATION.search(plain, harmless.end(), end):
        raise _unsafe()
    # Line ends stay, so that lines keep their numbers.
    blank = b"\n" * harmless[0].count(b"\n")
    return data[: harmless.start()] + blank + data[harmless.end() :]


def _names(root: _Element, kinds: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe()
    names = kinds.get(local(root))
    if names is None:
        raise RecordError(
            SkipCode.NO_CONTENT,
            f"root element '{local(root)}'; expected rss, RDF, feed, newsMessage, newsItem or nitf",
        )
    return names


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


def _inside(element: _Element, names: frozenset[str]) -> bool:
    return any(local(above) in names for above in element.iterancestors())
