"""Where other people speak: quotation marks and embedded posts.

A quotation that is not closed by the end of its paragraph goes on if the next paragraph
opens with the same mark, as newspapers print long speech, and ends with the paragraph
otherwise: masking too much makes a verdict milder, masking too little makes it wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reuse.model.span import Span

CLOSERS = {
    "\u201c": "\u201d\u201c", "\u201e": "\u201c\u201d\u201f", "\u201f": "\u201d",
    "\u00ab": "\u00bb", "\u00bb": "\u00ab", "\u2039": "\u203a", "\u300c": "\u300d",
    "\u300e": "\u300f", '"': '"', "\uff02": "\uff02",
}  # fmt: skip
_MARKS = re.compile("[" + "".join(sorted({*CLOSERS, *"".join(CLOSERS.values())})) + "\n]")
_OPENERS = re.compile("[" + "".join(sorted(CLOSERS)) + "]")
_POST = re.compile(r"^.*(?:\(@\w{1,30}\)|pic\.twitter\.com/\w+).*$", re.MULTILINE)
POST_SIGNS = "(@", "pic.twitter.com/"
"""A text without any of these holds no embedded post."""
# Straight and inverted marks do not say by themselves whether they open.
AMBIGUOUS = '"\uff02'
# Line ends and spaces between two paragraphs of one speech, at the most.
GAP = 20


def quotation_spans(raw: str, quoted: list[Span] | None = None) -> tuple[Span, ...]:
    """Raw spans of quoted speech and embedded posts, marks included, in order, disjoint.

    Args:
        raw: the text.
        quoted: spans of quoted speech where they are known, in order.
    """
    spans = _quoted(raw) if quoted is None else quoted
    if any(sign in raw for sign in POST_SIGNS):
        spans.extend(Span(*match.span()) for match in _POST.finditer(raw))
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif len(span):
            merged.append(span)
    return tuple(merged)


def ranges_of(spans: Sequence[Span]) -> NDArray[np.int32]:
    """Spans as an array of shape (k, 2)."""
    return np.array([(span.start, span.end) for span in spans], np.int32).reshape(-1, 2)


def _quoted(raw: str) -> list[Span]:
    """Quotations in one pass over the marks and, inside quotations, the line ends."""
    out: list[Span] = []
    mark, opened = "", -1
    match = _OPENERS.search(raw)
    while match is not None:
        char, at = match.group(), match.start()
        if not mark:
            if _opens(raw, at, char):
                mark, opened = char, at
        elif char == "\n":
            following = raw[at : at + GAP].lstrip()[:1]
            continues = following == mark
            if continues or mark not in AMBIGUOUS:
                out.append(Span(opened, at))
            mark = ""
        elif char in CLOSERS[mark]:
            out.append(Span(opened, at + 1))
            mark = ""
        # Outside a quotation only what may open one matters.
        match = (_MARKS if mark else _OPENERS).search(raw, at + 1)
    if mark and mark not in AMBIGUOUS:
        out.append(Span(opened, len(raw)))
    return out


def _opens(raw: str, at: int, char: str) -> bool:
    """Whether a mark can open a quotation.

    A mark needs a word right behind it, but for a French guillemet, which keeps a space, and
    a straight mark between spaces. A straight mark right after a digit is a unit of length.
    """
    after = raw[at + 1 : at + 2]
    if char in AMBIGUOUS:
        before = raw[at - 1 : at] if at else ""
        return not before.isdigit() and bool(after.strip() or not before.strip())
    return bool(after.strip()) or char == "\u00ab"
