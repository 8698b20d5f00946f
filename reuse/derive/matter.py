"""Likenesses of two accounts of one matter told from text that was taken.

Two reports of one event say the same facts with the same names and figures, so that a short
stretch which is alike proves little. Between texts on different matters the same stretch proves
much. What the rest of the two texts has in common says which of the two it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.model.alignment import Alignment, Role

_SHORT = 20
"""Matched words below which a passage of any pair is doubtful."""
_APART = 0.08
"""Closeness of two texts on different matters, ..."""
_CLOSER = 500.0
"""... and nats that a passage must have more for each unit of closeness beyond: two accounts of
one event (.2) need 60 nats, some ten words, more."""
_VERBATIM = 20.0
"""Nats beyond the bound from which on a sentence word for word stands, however close the texts:
they share names and figures, but no wording. Of 55 such sentences of real articles, read one by
one, the 25 beyond it are taken text or quotations."""
_PLAIN = 25.0
"""Nats of the words that are neither names nor numbers: a name with its title has fewer. Of 1,308
passages that were planted two have fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a passage as text that was taken."""

    nats: float
    """Score of its best part, see `reuse.derive.chance`."""
    plain: float
    """Nats of its words that are neither names nor numbers."""
    verbatim: float = 0.0
    """Nats of the words that match in a row, where they are as many as a sentence has."""


def closeness(
    left: NDArray[np.uint32],
    right: NDArray[np.uint32],
    known: NDArray[np.uint32],
    weights: NDArray[np.float64],
) -> float:
    """How much two texts have in common, 0 to 1, by the words that they use.

    The weight of the words that both use over the geometric mean of the weights of all words
    of each: the cosine of their binary vectors, each word weighing as a square root.

    Args:
        left: distinct token codes of one text without its aligned passages, rising.
        right: the same of the other.
        known: codes with a weight, rising, each once; all of both texts are among them.
        weights: nats of each, 0 or more, such as ln(documents / documents with the word).
    """
    one, other = (weights[np.searchsorted(known, side)] for side in (left, right))
    both = np.intersect1d(left, right, assume_unique=True)
    scale = float(np.sqrt(one.sum() * other.sum()))
    return float(weights[np.searchsorted(known, both)].sum()) / scale if scale else 0.0


def is_in_doubt(passage: Alignment, *, independent: bool) -> bool:
    """Whether a passage may be no more than facts told alike or a name with its title.

    Args:
        passage: the passage. Quotations and boilerplate say what they are, and are never.
        independent: whether the pair is judged so; if not, only a short passage is in doubt.
    """
    matched = passage.kept * max(passage.left_words, passage.right_words)
    return passage.role is Role.REUSE and (independent or matched < _SHORT)


def stands(evidence: Evidence, near: float, places: float) -> bool:
    """Whether a passage in doubt is more than chance brings.

    Of passages with so many nats less than one is expected among all pairs of places of a
    corpus of texts on different matters; the closer two texts are, the more is chance.

    Args:
        evidence: how surprising the passage is.
        near: closeness of the two texts outside their passages.
        places: logarithm of the pairs of places, see `reuse.derive.chance.pairs_of_places`.
    """
    score = evidence.nats - _CLOSER * (near - _APART)
    told = score >= places or evidence.verbatim >= places + _VERBATIM
    return told and evidence.plain >= _PLAIN
