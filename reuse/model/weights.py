"""How telling a term is in a whole corpus, for texts too short to say so themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TermWeights:
    """Document frequencies of stems over a corpus."""

    documents: int
    """Documents counted."""
    frequencies: Mapping[str, int] = field(default_factory=dict)
    """Number of documents a stem stands in; a stem not listed stands in none."""

    def idf(self, stem: str) -> float:
        """Smooth inverse document frequency, 1 or more: ln((1 + n) / (1 + df)) + 1."""
        return math.log((1 + self.documents) / (1 + self.frequencies.get(stem, 0))) + 1.0
