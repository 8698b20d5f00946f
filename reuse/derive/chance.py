"""How surprising it is that two texts share some words, in nats.

Each matched word costs what a writer's choice of it would: minus the logarithm of its probability.
That is the highest of its share among all words, and of its shares behind the one, two and
three words before it, where those match too: a phrase that others use as well costs little more
than its first word, and one that nobody else has costs each of its words. The two texts
themselves do not count as others. The sum is the score of a local alignment (Karlin and
Altschul 1990, "Methods for assessing the statistical significance of molecular sequence
features"): by chance one of s nats is expected exp(-s) times the number of pairs of places.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

GAP = 2.0
"""Nats that each word costs which stands on one side only, between words that match."""


def surprise(
    documents: NDArray[np.int32],
    places: NDArray[np.int64],
    tokens: int,
    spared: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Nats of each matched word.

    Args:
        documents: shape (n, 4): in column s, documents with the phrase of s + 1 words that ends
            at the word; 0 where the words before it do not match too.
        places: places of the word itself in the corpus, 1 or more, shape (n,).
        tokens: tokens of the corpus.
        spared: documents that do not count as others: the two texts, shape (n,).

    Returns:
        Shape (n,), 0 or more.
    """
    chance = places / max(1, tokens)
    for size in range(1, documents.shape[1]):
        inside = np.flatnonzero(documents[:, size])
        others = np.maximum(documents[inside, size] - spared[inside], 0)
        context = np.maximum(documents[inside - 1, size - 1] - spared[inside] + 1, 1)
        chance[inside] = np.maximum(chance[inside], others / context)
    return -np.log(np.minimum(chance, 1.0))


def best_score(nats: NDArray[np.float64], gaps: NDArray[np.int64]) -> float:
    """Highest score of a stretch of matched words: their nats, less a cost for each gap.

    Args:
        nats: of each matched word, shape (n,).
        gaps: words of both sides between each and the one before it, shape (n,).
    """
    best = score = 0.0
    for more, gap in zip(nats.tolist(), gaps.tolist(), strict=True):
        score = max(0.0, score - GAP * gap) + more
        best = max(best, score)
    return best


def pairs_of_places(tokens: int) -> float:
    """Logarithm of the number of pairs of places in a corpus: where a likeness could begin."""
    return 2 * log(max(2, tokens)) - log(2)
