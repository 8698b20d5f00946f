"""How alike two sentences are in their words, their order, and the letters of what is left.

Each sentence is read as five sequences: its words, its stems, the stems of its content words
alone, those of its other words alone, and all stems with each content word replaced by one
blank. The last is what remains of a sentence whose words were exchanged one by one. N-grams are
counted from bit masks of equal tokens, and common subsequences with the bit-parallel recurrence
of Hyyrö (2004, "Bit-parallel LCS-length computation revisited"). Nothing here knows a language.
"""

from __future__ import annotations

from math import log1p

import numpy as np
from numpy.typing import NDArray

from reuse.align.lines import Lines
from reuse.compiled import kernel

WIDEST = 60
"""Tokens of a sentence that are looked at: bits of one mask."""
WORDS, STEMS, CONTENT, OTHER, BLANKED = range(5)
"""The sequences."""
_NAMES = "words", "stems", "content", "other", "blanked"
LEAST, MOST = (1, 1, 1, 1, 3), (4, 4, 3, 3, 5)
"""Tokens of the n-grams that are counted of each sequence."""
ALIKE = 0.4
"""Share of common letter groups from which on two words may be forms of one."""

SEQUENCE_FEATURES = tuple(
    f"{name}_{what}_{side}"
    for name, first, last in zip(_NAMES, LEAST, MOST, strict=True)
    for what in (*(f"{n}grams" for n in range(first, last + 1)), "lcs")
    for side in ("longer", "shorter")
)
"""What two sequences share, over the length of the longer and of the shorter."""
REST_FEATURES = (
    "alike_less",
    "alike_more",
    "unlike_less",
    "unlike_more",
    "unmatched_less",
    "unmatched_more",
)
"""Content words without a counterpart, on the side with fewer and with more of them."""
FEATURES = SEQUENCE_FEATURES + REST_FEATURES


@kernel
def count_bits(bits: int) -> int:
    """Bits that are set in a number of 62 bits or fewer."""
    pairs = bits - ((bits >> 1) & 0x1555555555555555)
    fours = (pairs & 0x3333333333333333) + ((pairs >> 2) & 0x3333333333333333)
    eights = (fours + (fours >> 4)) & 0x0F0F0F0F0F0F0F0F
    halves = eights + (eights >> 32)
    quarters = halves + (halves >> 16)
    return (quarters + (quarters >> 8)) & 0x7F


@kernel
def match_masks(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, row: int, column: int,
    masks: NDArray[np.int64], sizes: NDArray[np.int64],
) -> None:  # fmt: skip
    """Which tokens of two sentences are equal, in each of their sequences.

    Args:
        left: one text.
        right: the other.
        row: sentence of the left text.
        column: sentence of the right text.
        masks: shape (6, WIDEST), overwritten. ``masks[q, i]`` has bit j set where token i of
            the left sequence q equals token j of the right one; the last row is room.
        sizes: shape (5, 2), overwritten: lengths of the sequences.
    """
    a, c = left.bounds[row, 0], right.bounds[column, 0]
    rows = int(min(left.bounds[row, 1] - a, WIDEST))
    width = int(min(right.bounds[column, 1] - c, WIDEST))
    right_stems, right_words = right.stems[c : c + width], right.words[c : c + width]
    right_kinds, places, content = right.content[c : c + width], masks[5], 0
    sizes[:] = 0
    for j in range(width):
        kind = CONTENT if right_kinds[j] else OTHER
        places[j] = sizes[kind, 1]
        sizes[kind, 1] += 1
        content |= 1 << j if kind == CONTENT else 0
    for i in range(rows):
        word, stem, is_content = left.words[a + i], left.stems[a + i], left.content[a + i]
        words, stems, own = 0, 0, 0
        for j in range(width):
            if right_stems[j] == stem:
                stems |= 1 << j
                if right_words[j] == word:
                    words |= 1 << j
                if right_kinds[j] == is_content:
                    own |= 1 << int(places[j])
        kind = CONTENT if is_content else OTHER
        masks[WORDS, i], masks[STEMS, i] = words, stems
        masks[BLANKED, i] = content if is_content else stems & ~content
        masks[kind, sizes[kind, 0]] = own
        sizes[kind, 0] += 1
    for sequence in (WORDS, STEMS, BLANKED):
        sizes[sequence, 0], sizes[sequence, 1] = rows, width


@kernel
def follow(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    masks: NDArray[np.int64], rows: int, width: int, most: int, deepest: int,
    runs: NDArray[np.int64], seen: NDArray[np.int64], counts: NDArray[np.int64],
) -> tuple[int, int]:  # fmt: skip
    """Follow two sequences token by token.

    Args:
        masks: of equal tokens, as `match_masks` gives them.
        rows: length of the left sequence.
        width: length of the right one.
        most: tokens of the longest n-grams that are counted.
        deepest: tokens of the longest common run that is told from longer ones; `most` or more.
        runs: shape (WIDEST + 2,), overwritten.
        seen: the same.
        counts: the same; ``counts[n]`` is the number of common n-grams, one that recurs being
            counted as often as on the side where it recurs less.

    Returns:
        Tokens of the longest common subsequence and of the longest common run.
    """
    full = (1 << width) - 1
    state, top, longest = full, 0, 0
    for n in range(most + 1):
        seen[n], counts[n] = 0, 0
    for i in range(rows):
        mask = int(masks[i])
        if not mask:
            top = 0
            continue
        both = state & mask
        state = ((state + both) | (state & ~mask)) & full
        # runs[n] has the places where n common tokens end, on the right, at this one.
        new = 0
        for n in range(min(top + 1, deepest), 0, -1):
            ends = (int(runs[n - 1]) << 1) & mask if n > 1 else mask
            runs[n] = ends
            if ends and n <= most:
                seen[n] |= ends
                counts[n] += 1
            if ends and n > new:
                new = n
        top = new
        longest = max(longest, top)
    for n in range(1, min(longest, most) + 1):
        counts[n] = min(counts[n], count_bits(int(seen[n])))
    return width - count_bits(state), longest


@kernel
def _find_alike(
    one: NDArray[np.int64], of: int, other: NDArray[np.int64], among: int, best: NDArray[np.float64]
) -> tuple[float, float]:
    """How alike the words of one side are to those of the other.

    Args:
        one: shapes of the tokens of one side.
        of: bits of those that are looked at.
        other: shapes of the tokens of the other side.
        among: bits of those.
        best: shape (2, WIDEST), overwritten with the share of letter groups that each word has
            in common with the one that is most like it, 0 where that is below `ALIKE`.

    Returns:
        Their sum over each side.
    """
    for j in range(len(other)):
        best[0, j], best[1, j] = 0.0, count_bits(int(other[j]))
    total = 0.0, 0.0
    for i in range(len(one)):
        if not (of >> i) & 1:
            continue
        shape, most = int(one[i]), 0.0
        size = count_bits(shape)
        for j in range(len(other)):
            if not (among >> j) & 1:
                continue
            # Mostly none or one, so that counting by one beats `count_bits`.
            rest, common = shape & int(other[j]), 0
            while rest:
                rest &= rest - 1
                common += 1
            share = 2.0 * common / (size + best[1, j])
            if share >= ALIKE:
                most, best[0, j] = max(most, share), max(best[0, j], share)
        total = total[0] + most, 0.0
    for j in range(len(other)):
        total = total[0], total[1] + best[0, j]
    return total


@kernel
def describe_rest(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, row: int, column: int,
    masks: NDArray[np.int64], sizes: NDArray[np.int64], best: NDArray[np.float64],
    out: NDArray[np.float64],
) -> None:  # fmt: skip
    """Evidence from the content words that have no equal on the other side.

    A name spelt otherwise, a form that the stemmer keeps apart and a compound all share groups
    of letters with what they stand for.

    Args:
        left: one text.
        right: the other.
        row: sentence of the left text.
        column: sentence of the right text.
        masks: as `match_masks` gives them.
        sizes: the same.
        best: shape (2, WIDEST), overwritten.
        out: shape (len(REST_FEATURES),), overwritten.
    """
    a, c = left.bounds[row, 0], right.bounds[column, 0]
    rows, width = int(sizes[STEMS, 0]), int(sizes[STEMS, 1])
    met, lone_left, lone_right = 0, 0, 0
    for i in range(rows):
        met |= int(masks[STEMS, i])
        if left.content[a + i] and not masks[STEMS, i]:
            lone_left |= 1 << i
    for j in range(width):
        if right.content[c + j] and not (met >> j) & 1:
            lone_right |= 1 << j
    one, other = left.shapes[a : a + rows], right.shapes[c : c + width]
    lone = count_bits(lone_left), count_bits(lone_right)
    alike = _find_alike(one, lone_left, other, lone_right, best)
    unlike = lone[0] - alike[0], lone[1] - alike[1]
    shares = (
        1.0 - unlike[0] / max(sizes[CONTENT, 0], 1),
        1.0 - unlike[1] / max(sizes[CONTENT, 1], 1),
    )
    out[0], out[1] = min(shares[0], shares[1]), max(shares[0], shares[1])
    out[2], out[3] = log1p(min(unlike[0], unlike[1])), log1p(max(unlike[0], unlike[1]))
    out[4], out[5] = log1p(float(min(lone[0], lone[1]))), log1p(float(max(lone[0], lone[1])))


@kernel
def describe_likeness(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, row: int, column: int,
    masks: NDArray[np.int64], sizes: NDArray[np.int64], scratch: NDArray[np.int64],
    best: NDArray[np.float64], out: NDArray[np.float64],
) -> tuple[int, int, int, int]:  # fmt: skip
    """Evidence of `FEATURES` for a pair of sentences; exchanging them changes no bit of it.

    Args:
        left: one text.
        right: the other.
        row: sentence of the left text.
        column: sentence of the right text.
        masks: shape (6, WIDEST), overwritten.
        sizes: shape (5, 2), overwritten.
        scratch: shape (3, WIDEST + 2), overwritten.
        best: shape (2, WIDEST), overwritten.
        out: shape (len(FEATURES),), overwritten.

    Returns:
        Of the stems: tokens of the longest common subsequence and of the longest common run,
        and common bigrams; and common words that are no content words.
    """
    match_masks(left, right, row, column, masks, sizes)
    at, common, longest, bigrams, others = 0, 0, 0, 0, 0
    for sequence in range(5):
        rows, width = int(sizes[sequence, 0]), int(sizes[sequence, 1])
        deepest = WIDEST if sequence == STEMS else MOST[sequence]
        lcs, run = follow(
            masks[sequence], rows, width, MOST[sequence], deepest,
            scratch[0], scratch[1], scratch[2],
        )  # fmt: skip
        short, long = min(rows, width), max(rows, width)
        for n in range(LEAST[sequence], MOST[sequence] + 1):
            out[at] = scratch[2, n] / max(long - n + 1, 1)
            out[at + 1] = scratch[2, n] / max(short - n + 1, 1)
            at += 2
        out[at], out[at + 1] = lcs / max(long, 1), lcs / max(short, 1)
        at += 2
        if sequence == STEMS:
            common, longest, bigrams = lcs, run, int(scratch[2, 2])
        if sequence == OTHER:
            others = int(scratch[2, 1])
    describe_rest(left, right, row, column, masks, sizes, best, out[at:])
    return common, longest, bigrams, others
