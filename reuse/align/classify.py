"""What a passage counts as, and how it was changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.align.matching import matched_words
from reuse.align.terms import Pair
from reuse.model.alignment import Obfuscation, Role

VERBATIM = 0.95
"""Share of words kept in order from which on a passage counts as verbatim."""
EDITED = 0.55
"""The same for edited; below is paraphrase or summary."""
SUMMARY = 0.45
"""Length of the shorter side over the longer below which a paraphrase is a summary."""
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
PLAIN_SHARE = 0.1
"""Share of such words that the first side may still have in marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The labels of a passage."""

    role: Role
    obfuscation: Obfuscation
    kept: float
    matched: int
    """Words that stand on both sides in the same order."""


def classify(
    pair: Pair,
    tokens: tuple[int, int, int, int],
    boilerplate: tuple[NDArray[np.bool_] | None, NDArray[np.bool_] | None] = (None, None),
) -> Finding:
    """Label the passage ``left[a:b]`` with ``right[c:d]`` of token ranges ``(a, b, c, d)``."""
    a, b, c, d = tokens
    left, right = matched_words(pair.left.words[a:b], pair.right.words[c:d])
    left, right = left + a, right + c
    kept = len(left) / max(b - a, d - c)
    ratio = min(b - a, d - c) / max(b - a, d - c)
    return Finding(
        role=_role(pair, left, right, boilerplate),
        obfuscation=_obfuscation(kept, ratio),
        kept=kept,
        matched=len(left),
    )


def _obfuscation(kept: float, ratio: float) -> Obfuscation:
    if kept >= VERBATIM:
        return Obfuscation.VERBATIM
    if kept >= EDITED:
        return Obfuscation.EDITED
    return Obfuscation.SUMMARY if ratio < SUMMARY else Obfuscation.PARAPHRASE


def _role(
    pair: Pair,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    boilerplate: tuple[NDArray[np.bool_] | None, NDArray[np.bool_] | None],
) -> Role:
    if not len(left):
        return Role.REUSE
    furniture = np.zeros(len(left), bool)
    for mask, places in zip(boilerplate, (left, right), strict=True):
        if mask is not None:
            furniture |= mask[places]
    if furniture.mean() >= MOSTLY:
        return Role.BOILERPLATE
    # A quotation on either side masks both: the other outlet may have paraphrased the marks away.
    quoted = pair.left.text.quoted[left] | pair.right.text.quoted[right]
    if quoted.mean() < MOSTLY:
        return Role.REUSE
    plain = ~quoted & ~furniture
    words = float(plain.sum()) * pair.token_words
    stretch = _longest_stretch(plain, left, right) * pair.token_words
    less = min(pair.left.text.quoted[left].mean(), pair.right.text.quoted[right].mean())
    one_sided = less <= PLAIN_SHARE and len(left) * pair.token_words >= PLAIN_WORDS
    narrative = stretch >= NARRATIVE_RUN or words >= NARRATIVE_WORDS or one_sided
    return Role.REUSE if narrative else Role.QUOTATION


def _longest_stretch(
    plain: NDArray[np.bool_], left: NDArray[np.int64], right: NDArray[np.int64]
) -> int:
    """Most matched words in a row that are plain, with at most two words between neighbours."""
    places = np.flatnonzero(plain)
    if not len(places):
        return 0
    broken = (np.diff(places) > 1) | (np.diff(left[places]) > 3) | (np.diff(right[places]) > 3)
    edges = np.flatnonzero(np.concatenate(([True], broken, [True])))
    return int(np.diff(edges).max())
