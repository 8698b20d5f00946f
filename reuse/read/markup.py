"""The visible text of markup, with a line for each block."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIDDEN = frozenset(
    (
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "svg",
        "iframe",
        "object",
        "select",
    )
)
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
        "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th", "cell"))
_EXTRACTED_BLOCKS = frozenset(
    ("body", "p", "head", "list", "item", "quote", "table", "row", "lb", "fw", "div", "ab", "code")
)
_NITF_BLOCKS = _BLOCKS | {"block", "hl1", "hl2", "bq", "nitf-table", "credit", "datasource", "fn"}
# Pictures with their captions and credits, and notes to editors.
_NITF_HIDDEN = frozenset(("media", "note", "nitf-table-metadata"))
_SPACES = re.compile(r"[ \t\n\r\f]+")
# One tag, never across the next "<": each try ends there, so hostile markup costs linear time.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s<>/]*+)"
    r"(?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|[^<>]*+(?:>|(?=<)|\Z))"
    r"|<!--(?P<comment>)|<[!?/][^<>]*+(?:>|(?=<)|\Z)"
)


def parse_html(text: str) -> tuple[_Element | None, bool]:
    """Parse a page or fragment.

    Returns:
        The root, None when there is nothing in it; and whether the parser gave up at its own
        depth limit, behind which it drops text without an error.
    """
    from lxml import etree  # noqa: PLC0415  only when markup is read
    from lxml.html import HTMLParser  # noqa: PLC0415  the extractor wants its element class

    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    # A NUL ends the text for libxml2; browsers put the replacement character in its place.
    data = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        root: _Element | None = etree.fromstring(data, parser=parser) if data.strip() else None
    except etree.XMLSyntaxError:
        root = None
    gave_up = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log) or any(
        "depth" in entry.message for entry in parser.error_log
    )
    return root, gave_up


def deeper_than(root: _Element, limit: int) -> bool:
    """Whether elements nest in more than `limit` levels."""
    layer = [root]
    for _ in range(limit):
        layer = [child for element in layer for child in element]
        if not layer:
            return False
    return True


def visible_text(markup: str) -> str:
    """Text of an HTML fragment: blocks become lines, white space collapses as on a page.

    Markup too deep for the parser is stripped of its tags instead, so that no text is lost.
    """
    root, gave_up = parse_html(markup)
    if gave_up:
        return stripped_text(markup)
    return "" if root is None else element_text(root)


def element_text(root: _Element) -> str:
    """Text of an HTML or XHTML element, as `visible_text`."""
    return _tree_text(root, blocks=_BLOCKS, hidden=_HIDDEN)


def extracted_text(root: _Element) -> str:
    """Text of a body that the article extractor returned, without bullets or table rules."""
    return _tree_text(root, blocks=_EXTRACTED_BLOCKS, hidden=frozenset())


def nitf_text(root: _Element) -> str:
    """Text of a part of a NITF article, without pictures and notes."""
    return _tree_text(root, blocks=_NITF_BLOCKS, hidden=_NITF_HIDDEN)


def stripped_text(markup: str) -> str:
    """Text between tags, found without building a tree: linear, and blind to depth."""
    parts: list[str] = []
    unclosed: set[str] = set()
    position = 0
    while match := _TAG.search(markup, position):
        parts.append(_collapsed(html.unescape(markup[position : match.start()])))
        position = match.end()
        if match["comment"] is not None:
            end = markup.find("-->", position)
            position = len(markup) if end < 0 else end + 3
            continue
        name = (match["name"] or "").lower()
        if name in _BLOCKS:
            parts.append("\n")
        elif name in _CELLS:
            parts.append(" ")
        elif name in _HIDDEN and not match["close"]:
            closing = None
            if name not in unclosed:
                closing = _closing(name).search(markup, position)
            if closing is None:
                # Without an end its content shows after all; looked for once, not per tag.
                unclosed.add(name)
            else:
                position = closing.end()
    parts.append(_collapsed(html.unescape(markup[position:])))
    return _lines("".join(parts))


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE)


def _tree_text(root: _Element, *, blocks: frozenset[str], hidden: frozenset[str]) -> str:
    # A stack instead of recursion: depth is the attacker's to choose.
    parts: list[str] = []
    stack: list[_Element | str] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        if not isinstance(item.tag, str):
            continue
        name = item.tag.rpartition("}")[2].lower()
        if name in hidden:
            continue
        edge = "\n" if name in blocks else " " if name in _CELLS else ""
        parts.append(edge)
        inner: list[_Element | str] = [_collapsed(item.text)]
        for child in item:
            inner.append(child)
            inner.append(_collapsed(child.tail))
        inner.append(edge)
        stack.extend(reversed(inner))
    return _lines("".join(parts))


def _collapsed(text: str | None) -> str:
    return _SPACES.sub(" ", text) if text else ""


def _lines(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
