"""Everything that the page draws on demand, packed into it.

The layout is done here, once: the script puts the laid-out pieces into elements as the
template does, and cuts their words out of the texts, which stand in the file once each.
"""

from __future__ import annotations

import base64
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.report.pairview import PairView, Quote, SideView, pair_view
from reuse.report.textview import Mark, Paragraph, Piece
from reuse.report.whyview import Excerpt

CASES_A_BLOCK = 32
TEXT_A_BLOCK = 200_000
"""Code points of texts from which on a block is full."""
_LEVEL = 6


def packed(name: str, value: object) -> str:
    """A value as an element of the page that no browser runs or shows.

    JSON, deflated, in base64, so that nothing in it can end the element.
    """
    squeezer = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)
    data = squeezer.compress(msgspec.json.encode(value)) + squeezer.flush()
    return (
        f'<script type="text/plain" id="data-{name}">{base64.b64encode(data).decode()}</script>\n'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pair with its number and key."""

    number: int
    key: str
    comparison: Comparison
    page: str = ""
    """File that shows it; empty for the page itself."""
    family: int = 0
    """Number of the derivation graph that both documents are in; 0 for none."""

    @property
    def address(self) -> str:
        """Where it is shown."""
        return f"{self.page}#case-{self.key}"


class Shelf:
    """The documents of some cases, each once, in blocks of some size."""

    def __init__(self, cases: Sequence[Case]) -> None:
        """Number the documents in the order in which the cases name them."""
        self._places: dict[tuple[str, str], int] = {}
        self._documents: list[Document] = []
        self.starts: list[int] = []
        """Number of the first document of each block."""
        room = 0
        for case in cases:
            for document in (case.comparison.left, case.comparison.right):
                key = (document.id, document.text)
                if key in self._places:
                    continue
                if room <= 0:
                    self.starts.append(len(self._documents))
                    room = TEXT_A_BLOCK
                room -= len(document.text)
                self._places[key] = len(self._documents)
                self._documents.append(document)

    def place(self, document: Document) -> int:
        """The number of a document."""
        return self._places[document.id, document.text]

    def blocks(self) -> Iterator[str]:
        """The texts, packed."""
        for number, (start, end) in enumerate(pairwise([*self.starts, len(self._documents)])):
            texts = [document.text for document in self._documents[start:end]]
            yield packed(f"texts-{number}", texts)


def case_blocks(cases: Sequence[Case], shelf: Shelf) -> Iterator[str]:
    """The layout of all cases, packed, block by block."""
    for number, first in enumerate(range(0, len(cases), CASES_A_BLOCK)):
        block = cases[first : first + CASES_A_BLOCK]
        views = (pair_view(case.comparison, case.number, case.key) for case in block)
        yield packed(f"cases-{number}", [case_data(view, shelf) for view in views])


def case_data(pair: PairView, shelf: Shelf) -> dict[str, object]:
    """A pair as the script draws it; places in texts count UTF-16 units, as scripts do."""
    left, right = (Units(side.document.text) for side in pair.sides)
    return {
        "n": pair.number,
        "key": pair.key,
        "names": pair.names,
        "verdict": pair.verdict,
        "credit": pair.credit,
        "creditQuote": _quote(pair.credit_quote),
        "summary": pair.summary,
        "samePage": pair.comparison.same_page,
        "notes": pair.notes,
        "bars": [[b.label, b.width, b.value, b.chosen] for b in pair.bars],
        "claims": pair.claims,
        "cues": [
            [c.nats, c.explanation, c.name, c.aim, [_quote(q) for q in c.quotes]] for c in pair.cues
        ],
        "conflicts": [
            [c.passage, c.kind, c.left_target, c.left, c.right_target, c.right]
            for c in pair.conflicts
        ],
        "styles": pair.styles,
        "marks": pair.marks,
        "shows": pair.shows,
        "passages": [
            [p.number, p.style, p.label, _excerpt(p.left, left), _excerpt(p.right, right), p.why]
            for p in pair.passages
        ],
        "sides": [
            _side(side, shelf, units) for side, units in zip(pair.sides, (left, right), strict=True)
        ],
    }


def _side(side: SideView, shelf: Shelf, units: Units) -> dict[str, object]:
    return {
        "letter": side.letter,
        "doc": shelf.place(side.document),
        "name": side.name,
        "title": side.title,
        "facts": side.facts,
        "link": side.link,
        "address": side.address,
        "lang": side.language,
        "strip": [[s.start, s.width, s.style, s.passage] for s in side.strip],
        "paragraphs": [_paragraph(paragraph, units) for paragraph in side.paragraphs],
    }


def _paragraph(paragraph: Paragraph, units: Units) -> object:
    if paragraph.omitted:
        return paragraph.omitted
    return [
        [run.passages, run.opens, run.style, run.title, [_piece(p, units) for p in run.pieces]]
        for run in paragraph.runs
    ]


def _piece(piece: Piece, units: Units) -> list[object]:
    """Place, then what is said of the words, where something is."""
    place: list[object] = [*units.of(piece.span)]
    if piece.marks or piece.shows:
        place += [[_mark(mark) for mark in piece.marks], piece.shows, piece.anchors]
    return place


def _mark(mark: Mark) -> list[str]:
    return [mark.style, mark.title, mark.sign, mark.anchor]


def _quote(quote: Quote | None) -> list[str] | None:
    return None if quote is None else [quote.letter, quote.text, quote.target]


def _excerpt(excerpt: Excerpt, units: Units) -> list[object]:
    return [*units.of(excerpt.span), excerpt.cut]


class Units:
    """Places of a text in UTF-16 units, which is how scripts count."""

    def __init__(self, text: str) -> None:
        """Find the characters that take two units."""
        self._wide = [] if text.isascii() else [at for at, c in enumerate(text) if c > "\uffff"]

    def of(self, span: Span) -> tuple[int, int]:
        """Start and end of a span."""
        if not self._wide:
            return span.start, span.end
        return (
            span.start + bisect_left(self._wide, span.start),
            span.end + bisect_left(self._wide, span.end),
        )
