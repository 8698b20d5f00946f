"""Which words of two passages stand on both sides in the same order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

_BLOCK = 2048
"""Words that are compared at once; longer passages go block by block along the diagonal, so
that memory and time stay bounded. A token run drifts little from its diagonal."""
_SURROGATES = 0xD800
_CODES = 0x10F000
"""Code points that are no surrogates, about."""


def as_text(words: NDArray[np.int32]) -> str:
    """One character a word, the form in which the matcher is fast."""
    codes = words.astype(np.uint32) % _CODES
    codes[codes >= _SURROGATES] += 0x800
    return codes.tobytes().decode("utf-32-le")


def matched_words(
    left: NDArray[np.int32], right: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions, in `left` and in `right`, of a longest common subsequence."""
    blocks = max(1, -(-max(len(left), len(right)) // _BLOCK))
    texts = as_text(left), as_text(right)
    places: tuple[list[int], list[int]] = ([], [])
    for k in range(blocks):
        (a, b), (c, d) = (
            (k * len(text) // blocks, (k + 1) * len(text) // blocks) for text in texts
        )
        for op in LCSseq.opcodes(texts[0][a:b], texts[1][c:d]):
            if op.tag == "equal":
                places[0].extend(range(a + op.src_start, a + op.src_end))
                places[1].extend(range(c + op.dest_start, c + op.dest_end))
    return np.array(places[0], np.int64), np.array(places[1], np.int64)
