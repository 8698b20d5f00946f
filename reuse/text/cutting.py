"""Token ranges of sentences, lines and quotations of many texts, in compiled loops.

All arrays hold one text after the other; text d has the tokens ``bounds[d]:bounds[d + 1]``, and
its places count from its start, as in `PreparedText`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.model.span import Span
from reuse.text.quotations import quotation_spans, ranges_of
from reuse.text.reading import ReadTexts
from reuse.text.sentences import LETTERS, PIECE, PLAIN, inner_ends, pieces_of
from reuse.text.survey import UNSURE, WHOLE, Survey, survey

_UNBOUNDED = 1 << 40
Ranges = NDArray[np.int32]
Bounds = NDArray[np.int64]


class Segments(NamedTuple):
    """What is cut out of D texts."""

    sentences: Ranges
    """Shape (S, 2): token ranges."""
    sentence_bounds: Bounds
    """Shape (D + 1,)."""
    paragraphs: Ranges
    paragraph_bounds: Bounds
    quotations: Ranges
    """Shape (Q, 2): ranges of code points."""
    quotation_bounds: Bounds
    quoted: NDArray[np.bool_]
    """Shape (N,): whether each token stands inside a quotation."""


@kernel
def cut_ranges(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    starts: NDArray[np.int32],
    bounds: Bounds,
    ends: NDArray[np.int64],
    texts: NDArray[np.int64],
    most: NDArray[np.int64],
    ranges: Ranges,
    range_bounds: Bounds,
) -> None:
    """Cut texts behind some places; evenly where a stretch is longer than `most` tokens.

    Args:
        starts: first code point of each token, shape (N,).
        bounds: shape (D + 1,).
        ends: places to cut at, in code points, in any order, shape (k,).
        texts: text of each, shape (k,).
        most: tokens of the longest range of each text, shape (D,).
        ranges: room for the token ranges, never empty, shape (N, 2).
        range_bounds: shape (D + 1,), begins with 0, overwritten.
    """
    held = np.zeros(len(starts), np.bool_)
    for at in range(len(ends)):
        low, high = bounds[texts[at]], bounds[texts[at] + 1]
        last = high
        while low < high:
            middle = (low + high) // 2
            if starts[middle] < ends[at]:
                low = middle + 1
            else:
                high = middle
        if low < last:
            held[low] = True
    for text in range(len(most)):
        first, count = bounds[text], range_bounds[text]
        for at in range(bounds[text] + 1, bounds[text + 1] + 1):
            if at < bounds[text + 1] and not held[at]:
                continue
            size = at - first
            parts = (size + most[text] - 1) // most[text]
            for part in range(parts):
                ranges[count, 0] = first - bounds[text] + size * part // parts
                ranges[count, 1] = first - bounds[text] + size * (part + 1) // parts
                count += 1
            first = at
        range_bounds[text + 1] = count


@kernel
def touching(
    starts: NDArray[np.int32], ends: NDArray[np.int32], bounds: Bounds, out: NDArray[np.int64]
) -> None:
    """Tokens of each text that touch the one before them, into shape (D,)."""
    for text in range(len(out)):
        for at in range(bounds[text] + 1, bounds[text + 1]):
            out[text] += starts[at] == ends[at - 1]


@kernel
def cover(
    starts: NDArray[np.int32], bounds: Bounds, spans: Ranges, span_bounds: Bounds,
    covered: NDArray[np.bool_],
) -> None:  # fmt: skip
    """Whether each token starts inside one of its text's disjoint, ordered spans, shape (N,)."""
    for text in range(len(bounds) - 1):
        span, last = span_bounds[text], span_bounds[text + 1]
        for at in range(bounds[text], bounds[text + 1]):
            while span < last and spans[span, 1] <= starts[at]:
                span += 1
            covered[at] = span < last and spans[span, 0] <= starts[at]


def segment_many(
    texts: Sequence[str], read: ReadTexts, codes: Sequence[str], most_tokens: int
) -> Segments:
    """Sentences, paragraphs and quotations of texts, as `prepare` finds them in each.

    Args:
        texts: the raw texts.
        read: their tokens.
        codes: their languages.
        most_tokens: words of the longest sentence.
    """
    found = survey(read.points, read.point_bounds)
    of = _owners(found.line_bounds)
    plain = _settled(texts, found, of)
    sentences = _sentences(texts, read, codes, (found.lines, of, plain), most_tokens)
    unbounded = np.full(len(texts), _UNBOUNDED, np.int64)
    paragraphs = _cut(read, found.lines[:, 1].astype(np.int64), of, unbounded)
    quotations, quotation_bounds = _quotations(texts, found)
    quoted = np.zeros(len(read.starts), np.bool_)
    cover.native(read.starts, read.bounds, quotations, quotation_bounds, quoted)
    return Segments(*sentences, *paragraphs, quotations, quotation_bounds, quoted)


def _owners(bounds: Bounds) -> NDArray[np.int64]:
    """Text of each entry."""
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))


def _settled(texts: Sequence[str], found: Survey, of: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each line holds no inner sentence end."""
    plain: NDArray[np.bool_] = np.equal(found.plain, WHOLE)
    for at in np.flatnonzero(found.plain == UNSURE).tolist():
        plain[at] = PLAIN.fullmatch(texts[of[at]], *found.lines[at].tolist()) is not None
    return plain


def _sentences(
    texts: Sequence[str],
    read: ReadTexts,
    codes: Sequence[str],
    lines: tuple[Ranges, NDArray[np.int64], NDArray[np.bool_]],
    most_tokens: int,
) -> tuple[Ranges, Bounds]:
    pieces, of, plain = _pieces(texts, *lines)
    ends, owners = [pieces[:, 1].astype(np.int64)], [of]
    names = sorted(set(codes))
    languages = np.array([names.index(code) for code in codes], np.int64)[of]
    for number, code in enumerate(names):
        looked = np.flatnonzero(~plain & (languages == number))
        spans = zip(of[looked].tolist(), *pieces[looked].T.tolist(), strict=True)
        inner, where = inner_ends([texts[text][a:b] for text, a, b in spans], code)
        ends.append(pieces[looked[where], 0] + inner)
        owners.append(of[looked[where]])
    touches = np.zeros(len(texts), np.int64)
    touching.native(read.starts, read.ends, read.bounds, touches)
    most = np.where(2 * touches > np.diff(read.bounds) - 1, most_tokens * LETTERS, most_tokens)
    return _cut(read, np.concatenate(ends), np.concatenate(owners), most)


def _pieces(
    texts: Sequence[str], lines: Ranges, of: NDArray[np.int64], plain: NDArray[np.bool_]
) -> tuple[Ranges, NDArray[np.int64], NDArray[np.bool_]]:
    """Lines, with long ones in pieces, their texts, and whether each has no inner end."""
    long = sorted(set(of[lines[:, 1] - lines[:, 0] > PIECE].tolist()))
    if not long:
        return lines, of, plain
    keep = ~np.isin(of, long)
    pieces, owners, plains = [lines[keep]], [of[keep]], [plain[keep]]
    for text in long:
        cut, whole = pieces_of(texts[text], (lines[of == text], plain[of == text]))
        pieces.append(cut)
        owners.append(np.full(len(cut), text, np.int64))
        plains.append(whole)
    return np.concatenate(pieces), np.concatenate(owners), np.concatenate(plains)


def _cut(
    read: ReadTexts, ends: NDArray[np.int64], of: NDArray[np.int64], most: NDArray[np.int64]
) -> tuple[Ranges, Bounds]:
    ranges, bounds = np.empty((len(read.starts), 2), np.int32), np.zeros_like(read.bounds)
    cut_ranges.native(read.starts, read.bounds, ends, of, most, ranges, bounds)
    return ranges[: bounds[-1]], bounds


def _quotations(texts: Sequence[str], found: Survey) -> tuple[Ranges, Bounds]:
    """Quotations of each text; those with unknown letters or embedded posts one by one."""
    parts, sizes, last = [], np.diff(found.quoted_bounds), 0
    for at in np.flatnonzero(~found.known | found.posts).tolist():
        first, end = found.quoted_bounds[at], found.quoted_bounds[at + 1]
        known = [Span(*each) for each in found.quoted[first:end].tolist()]
        own = ranges_of(quotation_spans(texts[at], known if found.known[at] else None))
        parts += [found.quoted[last:first], own]
        sizes[at], last = len(own), end
    parts.append(found.quoted[last:])
    return np.concatenate(parts), np.concatenate([[0], np.cumsum(sizes)])
