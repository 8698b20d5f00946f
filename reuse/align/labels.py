"""What a passage counts as, and how it was changed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.lcs import match_words
from reuse.align.lines import Lines
from reuse.compiled import kernel
from reuse.model.alignment import Obfuscation, Role

VERBATIM = 0.95
"""Share of words kept in order from which on a passage counts as verbatim."""
EDITED = 0.55
"""The same for edited; below is paraphrase or summary."""
SUMMARY = 0.45
"""Length of the shorter side over the longer below which a paraphrase is a summary."""
MOVED_RUN = 6
"""Words in a row that count as kept where they were moved."""
MOSTLY = 0.7
"""Share of the matched words under a mask from which on the passage takes its label."""
NARRATIVE_RUN = 12
"""Matched words outside quotation marks in one stretch that make a passage reuse: nobody
quotes a speaker in the same surrounding words by chance."""
NARRATIVE_WORDS = 30
"""Matched words outside quotation marks, in all, that do the same."""
PLAIN_WORDS = 80
"""Matched words that one side prints as its own text and the other in quotation marks, from
which on they are reuse: the one quotes the other. Shorter ones are mostly a statement whose
marks one side left out."""
PLAIN_PROSE = 30
"""The same where none of the matched words means a speaker himself: prose that the other quotes,
not a statement."""
PLAIN_SHARE = 0.1
"""Share of such words that the first side may still have in marks."""
# So that a product stays below 2^63.
_BITS = (1 << 42) - 1

ROLES = (Role.REUSE, Role.QUOTATION, Role.BOILERPLATE)
CHANGES = (
    Obfuscation.VERBATIM,
    Obfuscation.EDITED,
    Obfuscation.PARAPHRASE,
    Obfuscation.SUMMARY,
)


@kernel
def _change(kept: float, ratio: float) -> int:
    if kept >= VERBATIM:
        return 0
    if kept >= EDITED:
        return 1
    return 3 if ratio < SUMMARY else 2


@kernel
def _runs_of(words: NDArray[np.int32], first: int, last: int, size: int) -> NDArray[np.int64]:
    """Hashes of 42 bits of all `size` words in a row of a range."""
    out = np.zeros(max(0, last - first - size + 1), np.int64)
    for at in range(len(out)):
        value = 0
        for step in range(size):
            value = (value * 1_000_003 + int(words[first + at + step]) + 1) & _BITS
        out[at] = value
    return out


@kernel
def _kept_anywhere(left: Lines, right: Lines, tokens: NDArray[np.int64], size: int) -> float:
    """Share of the longer side's words that stand on the other side in runs, in whatever order."""
    a, b, c, d = tokens[0], tokens[1], tokens[2], tokens[3]
    runs, others = _runs_of(left.words, a, b, size), _runs_of(right.words, c, d, size)
    if b - a < d - c:
        runs, others = others, runs
    others = np.sort(others)
    kept, end = 0, 0
    for at in range(len(runs)):
        place = np.searchsorted(others, runs[at])
        if place < len(others) and others[place] == runs[at]:
            kept += at + size - max(at, end)
            end = at + size
    share: float = kept / max(b - a, d - c)
    return share


@kernel
def _longest_stretch(places: NDArray[np.int64], plain: NDArray[np.bool_]) -> int:
    """Most matched words in a row that are plain, with at most two words between neighbours."""
    best, count = 0, 0
    for k in range(len(plain)):
        if not plain[k]:
            count = 0
            continue
        if count and (places[0, k] - places[0, k - 1] > 3 or places[1, k] - places[1, k - 1] > 3):
            count = 0
        count += 1
        best = max(best, count)
    return best


@kernel
def _role(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, places: NDArray[np.int64], matched: int,
    left_furniture: NDArray[np.bool_], right_furniture: NDArray[np.bool_], token_words: float,
) -> int:  # fmt: skip
    if not matched:
        return 0
    plain = np.zeros(matched, np.bool_)
    furniture, quoted, free, on_left, on_right, spoken = 0, 0, 0, 0, 0, 0
    for k in range(matched):
        i, j = places[0, k], places[1, k]
        is_furniture = left_furniture[i] or right_furniture[j]
        # A quotation on either side masks both: the other outlet may have paraphrased the
        # marks away.
        is_quoted = left.quoted[i] or right.quoted[j]
        plain[k] = not is_quoted and not is_furniture
        furniture += 1 if is_furniture else 0
        quoted += 1 if is_quoted else 0
        free += 1 if plain[k] else 0
        on_left += 1 if left.quoted[i] else 0
        on_right += 1 if right.quoted[j] else 0
        spoken += 1 if left.speaks[i] or right.speaks[j] else 0
    if furniture / matched >= MOSTLY:
        return 2
    if quoted / matched < MOSTLY:
        return 0
    least = PLAIN_WORDS if spoken else PLAIN_PROSE
    one_sided = min(on_left, on_right) / matched <= PLAIN_SHARE and matched * token_words >= least
    stretch = _longest_stretch(places, plain) * token_words
    narrative = stretch >= NARRATIVE_RUN or free * token_words >= NARRATIVE_WORDS or one_sided
    return 0 if narrative else 1


@kernel
def label_passage(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, tokens: NDArray[np.int64],
    left_furniture: NDArray[np.bool_], right_furniture: NDArray[np.bool_], token_words: float,
) -> tuple[int, int, float, int]:  # fmt: skip
    """Label the passage ``left[a:b]`` with ``right[c:d]`` of `tokens` ``(a, b, c, d)``.

    Returns:
        Index into `ROLES`, index into `CHANGES`, share of the longer side's words that stand
        on both sides in the same order, and their number.
    """
    a, b, c, d = tokens[0], tokens[1], tokens[2], tokens[3]
    places = np.zeros((2, min(b - a, d - c)), np.int64)
    matched = match_words(left.words, right.words, (a, b, c, d), places)
    role = _role(left, right, places, matched, left_furniture, right_furniture, token_words)
    kept = matched / max(b - a, d - c)
    ratio = min(b - a, d - c) / max(b - a, d - c)
    change = _change(kept, ratio)
    size = max(2, round(MOVED_RUN / token_words))
    if change > 1 and _kept_anywhere(left, right, tokens, size) >= EDITED:
        change = 1
    return role, change, kept, matched
