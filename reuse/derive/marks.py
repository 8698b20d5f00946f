"""Marks that a news agency leaves on a text: byline, dateline, credit line, copyright, tag.

Every pattern is bounded (no open-ended repeat beside another), so that hostile text costs
linear time; most of the text is passed over by plain substring search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reuse.derive.agencies import AgencyTable
from reuse.derive.calling import Called, called_in
from reuse.derive.names import Names, brand_of, mentions
from reuse.model.document import Document
from reuse.model.scripts import HAN
from reuse.model.span import Span

_HEAD = 2_500
_SHORT_LINE = 120
_TAIL_LINES = 8
_MOST = 16
_DATELINE = re.compile(
    r"^[^\S\n]{0,8}((?:[^\W\d_][^\n()]{0,80})?)[(\uff08]([^()\uff08\uff09\n]{2,40})[)\uff09]"
    r"[^\S\n]{0,3}(?:[-\u2013\u2014:]|$)",
    re.MULTILINE,
)
_DISPATCH = re.compile(
    rf"([{HAN}A-Z]{{2,10}}?社)"
    rf"(?:[{HAN}]{{0,8}}?\d{{0,4}}年?\d{{0,2}}月?\d{{0,2}}日?)[电電](?![{HAN}]?话)"
)
_BRACKET = re.compile(r"[【\uff3b\[\uff08(]([^】\uff3d\]\uff09)\n]{2,50})[】\uff3d\]\uff09)]")
_TAG = re.compile(r"\(([A-Z]{4,12})\s?[-\u2013]\s?([^()\n]{2,60})\)")
_SPLIT = re.compile(r"\s?[/,;]\s?")
_IN_BRACKETS = {"共同": "kyodo", "時事": "jiji"}
"""Short names that are plain words outside a bracket."""
_ABBREVIATION = re.compile(r"[A-Z]{2,6}")
_PROPER = re.compile(r"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20}){1,3}")
_OPENING = 600
_BY = re.compile(
    r"\s{0,4}(?:By|BY|Von|Par|Por|De|Di|From|Source|Quelle|Via|来源|出典)\b[:\uff1a]?\s"
)
_STAFF = re.compile(
    r"\s(?:writers?|reporters?|correspondents?|staff(?: writers?)?|journalists?)\b", re.IGNORECASE
)
_REPORTING = re.compile(r"\(?Reporting by [^\n]{2,300}?[Ee]diting by")
_WIRES = re.compile(r"\b(?:wire (?:reports|services)|[A-Z]\w{2,12} [Ww]ires\b|Agenturmaterial)")
_WIRES_NEEDLES = ("wire reports", "wire services", " wires", " Wires", "Agenturmaterial")
_WIRE_URL = re.compile(
    r"(?:news-?wires?|/wires?|wirestory|/ap|/reuters|/afp|/dpa)(?=[/\-_])", re.IGNORECASE
)
_MATERIAL = (
    "contributed",
    "dditional reporting",
    "was used in this report",
    "it Material",
    "beigetragen",
)
NO_AGENCY = "wire"
"""Key of a mark that names no agency."""
_COPYRIGHT = ("opyright", "\u00a9", "(c) ")


class MarkKind(StrEnum):
    """How a text names an agency."""

    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT_LINE = "credit line"
    COPYRIGHT = "copyright line"
    STAFF = "mention of its staff"
    TAG = "syndicator's tag"
    URL = "address"
    CONTRIBUTED = "contribution line"

    @property
    def full(self) -> bool:
        """Whether it says that the text is the agency's, not that the agency helped."""
        return self is not MarkKind.CONTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class WireMark:
    """One mark."""

    key: str
    """Key of the agency; `NO_AGENCY` when none is named."""
    name: str
    """What the mark calls it."""
    kind: MarkKind
    span: Span | None
    """The words; None where the mark stands in the metadata."""


def wire_marks(
    document: Document,
    own: Names,
    agency: str | None,
    table: AgencyTable,
    present: tuple[str, ...],
) -> tuple[WireMark, ...]:
    """Marks of agencies other than the document's own outlet, strongest kind first.

    Args:
        document: the document.
        own: names of its outlet.
        agency: key of the agency that the outlet is.
        table: known agencies.
        present: those of the names in the table that may stand in the text.
    """
    raw = document.text
    called = called_in(document, own, table, present)
    found = [
        *_author(document.author, called),
        *_head(raw, own, table, called),
        *_tail(raw, called),
        *_anywhere(raw, called),
        *_address(document.url),
    ]
    order = tuple(MarkKind)
    found = [mark for mark in found if mark.key != agency and mark.name]
    found.sort(key=lambda m: (order.index(m.kind), m.span or Span(0, 0), m.key))
    unique: dict[tuple[str, Span | None], WireMark] = {}
    for mark in found:
        unique.setdefault((mark.key, mark.span), mark)
    return tuple(unique.values())[:_MOST]


def _author(author: str | None, called: Called) -> list[WireMark]:
    if not author:
        return []
    author = author[:400]
    return [
        WireMark(key=called.keys[n], name=n, kind=MarkKind.BYLINE, span=None)
        for n in (s.cut(author) for s in mentions(author, (*called.names, *called.in_author)))
    ]


def _head(raw: str, own: Names, table: AgencyTable, called: Called) -> list[WireMark]:
    """Dateline, syndicator's tag and byline at the top."""
    head = raw[: min(_HEAD, max(len(raw) // 2, 80))]
    own_names = {*own.distinct, *own.common}
    marks = []
    for match in _DATELINE.finditer(head):
        for part in _SPLIT.split(match[2]):
            known = part in own_names or not part.isascii()
            key = None if known else _dateline_key(part, match, table)
            if key is not None:
                span = Span(match.start(1) if match[1] else match.start(2) - 1, match.end(2) + 1)
                marks.append(WireMark(key=key, name=part, kind=MarkKind.DATELINE, span=span))
    for match in _DISPATCH.finditer(head) if "社" in head else ():
        key = called.keys.get(match[1]) or table.key_of(match[1]) or brand_of(match[1])
        span = Span(*match.span())
        marks.append(WireMark(key=key, name=match[1], kind=MarkKind.DATELINE, span=span))
    marks.extend(_brackets(raw, called))
    for match in _TAG.finditer(head[:600]):
        name = match[2].strip()
        key = table.key_of(name) or brand_of(name)
        marks.append(WireMark(key=key, name=name, kind=MarkKind.TAG, span=Span(*match.span())))
    marks.extend(_lines(raw, _first_lines(head), MarkKind.BYLINE, called))
    return marks


def _brackets(raw: str, called: Called) -> list[WireMark]:
    """Agencies in brackets at the ends of a text in an unspaced script."""
    marks: list[WireMark] = []
    if raw.isascii():
        return marks
    for first, last in ((0, 300), (max(300, len(raw) - 400), len(raw))):
        for match in _BRACKET.finditer(raw, first, min(last, len(raw))):
            if match[1].isascii():
                continue
            for at in mentions(match[1], (*called.in_text, *_IN_BRACKETS)):
                kind = MarkKind.DATELINE if match.start() < 60 else MarkKind.CREDIT_LINE
                name = at.cut(match[1])
                span = Span(*match.span())
                key = called.keys.get(name) or _IN_BRACKETS[name]
                marks.append(WireMark(key=key, name=name, kind=kind, span=span))
    return marks


def _dateline_key(part: str, match: re.Match[str], table: AgencyTable) -> str | None:
    """Key of what a bracket at the head of a line names, when it can be an agency."""
    key = table.key_of(part)
    ended = match[0][-1] in ")\uff09"
    if key is not None:
        return key if not ended or len(match[1]) < 40 else None
    town = match[1].strip()
    if ended or not town or match.start() > _OPENING:
        return None
    first = town.split()[0].strip(",.")
    if not first.isupper() or len(first) <= 2:
        return None
    if _ABBREVIATION.fullmatch(part):
        return part.casefold()
    return brand_of(part) if _PROPER.fullmatch(part) else None


def _first_lines(head: str) -> list[Span]:
    spans, at = [], 0
    for line in head.split("\n")[:12]:
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans[:5]


def _tail(raw: str, called: Called) -> list[WireMark]:
    """Credit line at the end."""
    start = max(0, len(raw) - 2_000)
    spans, at = [], start
    for line in raw[start:].split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return _lines(raw, spans[-_TAIL_LINES:], MarkKind.CREDIT_LINE, called)


def _lines(raw: str, spans: list[Span], kind: MarkKind, called: Called) -> list[WireMark]:
    """Short lines that are nothing but a credit: "By A. Name, Reuters", "(dpa)", "AP"."""
    marks = []
    for span in spans:
        line = span.cut(raw)
        if len(line) > _SHORT_LINE:
            continue
        for at in mentions(line, called.in_text):
            name = at.cut(line)
            rest = (line[: at.start] + line[at.end :]).strip(
                " \t\r()[]\u2014\u2013-.,|/*\u2022:\uff08\uff09"
            )
            alone = not rest or all(part in called.keys for part in _SPLIT.split(rest))
            if any(needle in line for needle in _MATERIAL):
                continue
            by = _BY.match(line) and not line.rstrip().endswith(("?", "!"))
            if alone or (by and len(line.split()) <= 14):
                where = Span(span.start + at.start, span.start + at.end)
                key = called.keys[name]
                marks.append(WireMark(key=key, name=name, kind=kind, span=where))
    return marks


def _anywhere(raw: str, called: Called) -> list[WireMark]:
    """Copyright, contribution and reporting lines, wherever they stand."""
    marks = []
    for needle in _MATERIAL:
        for at in _finds(raw, needle):
            marks.extend(_window(raw, _sentence(raw, at), called))
    for needle in _COPYRIGHT:
        for at in _finds(raw, needle):
            end = raw.find("\n", at, at + 100)
            window = Span(at, at + 100 if end < 0 else end)
            marks.extend(_named(raw, window, MarkKind.COPYRIGHT, called))
    may_be_wires = any(needle in raw for needle in _WIRES_NEEDLES)
    if "Reporting by" in raw:
        for match in _REPORTING.finditer(raw, max(0, len(raw) - 5_000)):
            span = Span(*match.span())
            marks.append(
                WireMark(key="reuters", name="Reuters", kind=MarkKind.CREDIT_LINE, span=span)
            )
    for match in _WIRES.finditer(raw, max(0, len(raw) - 2_000)) if may_be_wires else ():
        span = Span(*match.span())
        marks.append(WireMark(key=NO_AGENCY, name=match[0], kind=MarkKind.CONTRIBUTED, span=span))
    return marks


def _window(raw: str, window: Span, called: Called) -> list[WireMark]:
    """Agencies named in a contribution line; its own staff named there marks its own text."""
    marks = _named(raw, window, MarkKind.CONTRIBUTED, called)
    return [
        WireMark(key=m.key, name=m.name, kind=MarkKind.STAFF, span=m.span)
        if m.span is not None and _STAFF.match(raw, m.span.end)
        else m
        for m in marks
    ]


def _named(raw: str, window: Span, kind: MarkKind, called: Called) -> list[WireMark]:
    text = window.cut(raw)
    return [
        WireMark(
            key=called.keys[at.cut(text)],
            name=at.cut(text),
            kind=kind,
            span=Span(window.start + at.start, window.start + at.end),
        )
        for at in mentions(text, called.in_text)
    ]


def _sentence(raw: str, at: int) -> Span:
    """The line round an offset, at most 200 code points to the left and 160 to the right."""
    first = max(raw.rfind("\n", max(0, at - 200), at) + 1, at - 200, 0)
    last = raw.find("\n", at, at + 160)
    return Span(first, min(len(raw), at + 160) if last < 0 else last)


def _finds(raw: str, needle: str) -> list[int]:
    found: list[int] = []
    at = raw.find(needle)
    while at >= 0 and len(found) < _MOST:
        found.append(at)
        at = raw.find(needle, at + len(needle))
    return found


def _address(url: str | None) -> list[WireMark]:
    match = _WIRE_URL.search(url[:500]) if url else None
    if match is None:
        return []
    return [WireMark(key=NO_AGENCY, name=match[0].strip("/"), kind=MarkKind.URL, span=None)]
