"""Lines and quotations of texts in one compiled pass over their code points.

What it finds is what the patterns of `sentences` and `quotations` find; a text with letters
beyond the table is left to them.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.text.quotations import AMBIGUOUS, CLOSERS, GAP, POST_SIGNS
from reuse.text.sentences import LINE, PLAIN

# Latin, Greek, Cyrillic and others, with common punctuation.
_FEW = 0x2100
# What a code point is: a line end; part of a stretch without inner sentence ends; a digit; a
# space; an ambiguous mark of quotation; a mark that may open one; a sign that an embedded post
# may have, which is not part of a plain stretch.
_BREAK, _PLAIN, _DIGIT, _SPACE, _AMBIGUOUS, _OPENER, _POSTED = 1, 2, 4, 8, 16, 32, 64
_POST_SIGNS = {sign[-1] for sign in POST_SIGNS}
_NEW_LINE, _KEEPS_SPACE = ord("\n"), ord("\u00ab")
# The signs of embedded posts, each from its end, filled up with zeros.
_SIGNS = np.array(
    [[*map(ord, sign[::-1].ljust(max(map(len, POST_SIGNS)), "\0"))] for sign in POST_SIGNS],
    np.uint32,
)
ENDED, WHOLE, UNSURE = 0, 1, 2
"""Whether a line may hold an inner sentence end: yes, no, not known."""


class Survey(NamedTuple):
    """Lines and quotations of D texts; places count code points from the start of each text."""

    lines: NDArray[np.int32]
    """Shape (L, 2): half-open ranges of the lines that are not empty."""
    plain: NDArray[np.uint8]
    """Shape (L,): `ENDED`, `WHOLE` or `UNSURE`."""
    line_bounds: NDArray[np.int64]
    """Shape (D + 1,): text d has ``lines[line_bounds[d]:line_bounds[d + 1]]``."""
    quoted: NDArray[np.int32]
    """Shape (Q, 2): ranges of quotations."""
    quoted_bounds: NDArray[np.int64]
    """Shape (D + 1,), likewise of quotations."""
    known: NDArray[np.bool_]
    """Shape (D,): False where no quotations were looked for."""
    posts: NDArray[np.bool_]
    """Shape (D,): whether the text may hold embedded posts."""


def survey(points: NDArray[np.uint32], bounds: NDArray[np.int64]) -> Survey:
    """Look texts over.

    Args:
        points: their code points, one text after the other, shape (C,).
        bounds: shape (D + 1,): text d holds ``points[bounds[d]:bounds[d + 1]]``.
    """
    lines, plain = np.empty((len(points), 2), np.int32), np.empty(len(points), np.uint8)
    spans = np.empty((len(points), 2), np.int32)
    line_bounds, quoted_bounds = np.zeros_like(bounds), np.zeros_like(bounds)
    known, posts = np.zeros(len(bounds) - 1, np.bool_), np.zeros(len(bounds) - 1, np.bool_)
    survey_texts.native(
        points, bounds, *_tables(), lines, plain, spans, line_bounds, quoted_bounds, known, posts
    )
    found, quotations = line_bounds[-1], quoted_bounds[-1]
    return Survey(
        lines[:found].copy(), plain[:found].copy(), line_bounds, spans[:quotations].copy(),
        quoted_bounds, known, posts,
    )  # fmt: skip


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32], NDArray[np.uint32]]:
    """Kind of each of the first code points; the marks that open; what closes each."""
    kinds = np.zeros(_FEW, np.uint8)
    for point in range(_FEW):
        char = chr(point)
        kinds[point] = (
            _BREAK * (LINE.match(char) is None)
            # At the end of a stretch anything may stand.
            | _PLAIN * (PLAIN.fullmatch(f"{char}ab") is not None)
            | _DIGIT * char.isdigit()
            | _SPACE * char.isspace()
            | _AMBIGUOUS * (char in AMBIGUOUS)
            | _OPENER * (char in CLOSERS)
            | _POSTED * (char in _POST_SIGNS)
        )
    openers = sorted(CLOSERS)
    most = max(map(len, CLOSERS.values()))
    closers = [[*map(ord, CLOSERS[each].ljust(most, CLOSERS[each][0]))] for each in openers]
    return kinds, np.array([*map(ord, openers)], np.uint32), np.array(closers, np.uint32)


@kernel
def _opens(points: NDArray[np.uint32], kinds: NDArray[np.uint8], at: int) -> bool:
    """Whether a mark can open a quotation: as in `quotations`."""
    bare = at + 1 == len(points) or bool(kinds[points[at + 1]] & _SPACE)
    if kinds[points[at]] & _AMBIGUOUS:
        if at == 0:
            return True
        before = kinds[points[at - 1]]
        return not before & _DIGIT and (not bare or bool(before & _SPACE))
    return not bare or points[at] == _KEEPS_SPACE


@kernel
def _goes_on(points: NDArray[np.uint32], kinds: NDArray[np.uint8], at: int, mark: int) -> bool:
    """Whether a paragraph that ends here is followed by one that opens with the mark."""
    for place in range(at, min(at + GAP, len(points))):
        if not kinds[points[place]] & _SPACE:
            return bool(points[place] == mark)
    return False


@kernel
def _quotations(  # noqa: C901  one loop over the states of a text
    points: NDArray[np.uint32],
    kinds: NDArray[np.uint8],
    openers: NDArray[np.uint32],
    closers: NDArray[np.uint32],
    spans: NDArray[np.int32],
) -> int:
    """Quotations of a text of which every code point is in the table."""
    count, row, opened = 0, -1, 0
    for at in range(len(points)):
        point = points[at]
        if row < 0:
            if kinds[point] & _OPENER and _opens(points, kinds, at):
                opened, row = at, 0
                while openers[row] != point:
                    row += 1
            continue
        end = -1
        if point == _NEW_LINE:
            firm = not kinds[openers[row]] & _AMBIGUOUS
            end = at if firm or _goes_on(points, kinds, at, openers[row]) else -2
        else:
            for column in range(closers.shape[1]):
                if closers[row, column] == point:
                    end = at + 1
        if end >= 0:
            spans[count, 0], spans[count, 1] = opened, end
            count += 1
        if end != -1:
            row = -1
    if row >= 0 and not kinds[openers[row]] & _AMBIGUOUS:
        spans[count, 0], spans[count, 1] = opened, len(points)
        count += 1
    return count


@kernel
def _is_post(points: NDArray[np.uint32], at: int) -> bool:
    """Whether one of the signs of embedded posts ends here."""
    for row in range(len(_SIGNS)):
        size = 0
        while size < _SIGNS.shape[1] and _SIGNS[row, size] and size <= at:
            if points[at - size] != _SIGNS[row, size]:
                break
            size += 1
        if size == _SIGNS.shape[1] or not _SIGNS[row, size]:
            return True
    return False


@kernel
def survey_points(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    points: NDArray[np.uint32],
    kinds: NDArray[np.uint8],
    openers: NDArray[np.uint32],
    closers: NDArray[np.uint32],
    lines: NDArray[np.int32],
    plain: NDArray[np.uint8],
    spans: NDArray[np.int32],
) -> tuple[int, int, bool]:
    """Find lines and quotations.

    Args:
        points: the text, shape (n,).
        kinds: bits of each of the first code points.
        openers: marks that open a quotation, rising, shape (o,); one beyond the table may
            stand there.
        closers: what closes each, the first of them more than once to fill up, shape (o, c).
        lines: shape (n, 2), overwritten as `Survey.lines`.
        plain: shape (n,), overwritten as `Survey.plain`.
        spans: shape (n, 2), overwritten as `Survey.quoted`.

    Returns:
        Lines and quotations found, -1 quotations for a text with letters beyond the table; and
        whether the text may hold embedded posts.
    """
    count, inside, known, posts = 0, False, True, False
    state = WHOLE
    for at in range(len(points)):
        point = points[at]
        within = point < len(kinds)
        # The two line ends beyond ASCII and Latin 1 are in the table.
        kind = kinds[point] if within else np.uint8(0)
        known = known and within
        if kind & _BREAK:
            if inside:
                lines[count, 1], plain[count] = at, state
                count += 1
            inside = False
            continue
        if not inside:
            lines[count, 0], inside, state = at, True, WHOLE
        last = at + 1 == len(points) or (
            points[at + 1] < len(kinds) and bool(kinds[points[at + 1]] & _BREAK)
        )
        if not last and not kind & _PLAIN:
            state = ENDED if within or state == ENDED else UNSURE
        if kind & _POSTED:
            posts = posts or _is_post(points, at)
    if inside:
        lines[count, 1], plain[count] = len(points), state
        count += 1
    quotations = _quotations(points, kinds, openers, closers, spans) if known else -1
    return count, quotations, posts


@kernel
def survey_texts(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    points: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    openers: NDArray[np.uint32],
    closers: NDArray[np.uint32],
    lines: NDArray[np.int32],
    plain: NDArray[np.uint8],
    spans: NDArray[np.int32],
    line_bounds: NDArray[np.int64],
    quoted_bounds: NDArray[np.int64],
    known: NDArray[np.bool_],
    posts: NDArray[np.bool_],
) -> None:
    """`survey_points` of one text after the other; the last four as in `Survey`."""
    for text in range(len(known)):
        line, span = line_bounds[text], quoted_bounds[text]
        found, quotations, posts[text] = survey_points(
            points[bounds[text] : bounds[text + 1]], kinds, openers, closers,
            lines[line:], plain[line:], spans[span:],
        )  # fmt: skip
        known[text] = quotations >= 0
        line_bounds[text + 1] = line + found
        quoted_bounds[text + 1] = span + max(quotations, 0)
