"""Pairs that share names, numbers and telling words, but perhaps no shingle.

Two steps, both bounded a document: the nearest documents by TF-IDF cosine, and a gate that
asks whether some stretch of one holds several words of some stretch of the other, as a
rewritten sentence must. The bounds are limits of what is looked for: what lies beyond them is not
found, and not counted among the links that a scan dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.neighbours import nearest, time_ranks
from reuse.candidates.stretches import closeness
from reuse.candidates.telling import index_terms
from reuse.config import CandidateConfig
from reuse.model.corpus import TokenTable
from reuse.ngrams import Spread

# A term in more documents than `paraphrase_rare`, and in more than this share of them, tells
# nothing of which document is near.
_RARE_SHARE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paraphrases:
    """What the channel proposes."""

    pairs: NDArray[np.int32]
    """Shape (k, 2), left < right, sorted: neighbours that the gate lets through."""
    near: NDArray[np.int32]
    """Shape (n, 2), likewise: all neighbours."""
    cut: int
    """Terms of documents that more documents hold than were looked at; nearest in time first."""


def find_paraphrases(
    table: TokenTable, config: CandidateConfig, spread: Spread = map
) -> Paraphrases:
    """Document pairs that may say the same in other words.

    Args:
        table: all documents.
        config: neighbours a document, rarity of words, strength of the gate.
        spread: how independent pieces of work are done; results do not depend on it.
    """
    count = len(table.outlets)
    ranks = time_ranks(table)
    most = max(config.paraphrase_rare, int(_RARE_SHARE * count))
    index = index_terms(table, ranks, most=most, spread=spread)
    near, cut = nearest(table, index, ranks, config, spread)
    fewest = config.paraphrase_words
    nats = closeness(
        table, near, index.strengths, stride=config.stride, fewest=fewest, spread=spread
    )
    least = config.paraphrase_weight * fewest * np.log(max(1, count))
    return Paraphrases(pairs=near[(nats > 0) & (nats >= least)], near=near, cut=cut)


def paraphrase_pairs(
    table: TokenTable, config: CandidateConfig, spread: Spread = map
) -> NDArray[np.int32]:
    """The pairs of `find_paraphrases`; shape (k, 2), left < right, sorted."""
    return find_paraphrases(table, config, spread).pairs
