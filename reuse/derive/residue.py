"""What a text has beyond what it shares: how much, where, and whether the two fit together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.derive.covering import Covered
from reuse.model.prepared import CONTENT, PreparedText

FEWEST = 15
"""Content words of its own from which on what a text adds can be told to fit or not."""


class Residue(NamedTuple):
    """One side of a pair; n tokens."""

    words: int
    """Content words that the text does not share."""
    cohesion: float | None
    """Share of them, 0 to 1, whose stem stands in the shared text too; None for too few."""
    head: int
    """Tokens before the first shared one, all where nothing is shared."""
    tail: int
    """Tokens behind the last shared one."""
    place: float | None
    """Mean place of the shared words, 0 at the top and 1 at the end; None where none is."""
    strange: NDArray[np.bool_]
    """Shape (n,): content words of its own that the shared text does not have."""


def residue_of(text: PreparedText, covered: Covered) -> Residue:
    """Measure what a text has beyond what it shares."""
    shared, content = covered.any, (text.traits & CONTENT) != 0
    count = len(shared)
    at = np.flatnonzero(shared)
    if not len(at):
        return Residue(int(content.sum()), None, count, count, None, content)
    stems = text.stem_numbers
    known = np.zeros(int(stems.max()) + 1, np.bool_)
    known[stems[shared & content]] = True
    own = content & ~shared
    strange = own & ~known[stems]
    words = int(np.count_nonzero(own))
    cohesion = 1.0 - int(np.count_nonzero(strange)) / words if words >= FEWEST else None
    first, last = int(at[0]), int(at[-1])
    place = float(at.mean()) / count
    return Residue(words, cohesion, first, count - 1 - last, place, strange)
