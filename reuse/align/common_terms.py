"""How common terms are in English news, for texts too short to tell by themselves.

``benchmarks/quality/term_counts.py`` counts them and writes the table.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.model.vocabulary import key_of

TELLING_SENTENCES = 30
"""Sentences of two texts from which on they tell by themselves what is rare."""
SPEAKERS = (
    "i", "me", "my", "mine", "myself", "we", "our", "ours", "ourselves",
    "i'm", "i've", "i'd", "i'll", "we're", "we've", "we'd", "we'll",
    "you", "your", "should",
)  # fmt: skip
"""Words by which a speaker means himself, his listeners or what he wants; not "us", which is a
country too."""
# What counts of a term that is too rare for the table: about half of what the rarest there has.
_RARE = 0.5


class CommonTerms(NamedTuple):
    """Terms that are not rare, and what they weigh; t of them."""

    keys: NDArray[np.int64]
    """Shape (t,): `key_of` each, rising."""
    weights: NDArray[np.float64]
    """Shape (t,): ln((1 + sentences) / (1 + those with the term)) + 1, as in `evidence`, scaled so
    that a rare term weighs what it does in texts of `TELLING_SENTENCES`."""
    rare: float
    """Weight of all other terms."""


@kernel
def own_share(left: int, right: int) -> float:
    """Share of two texts in the weights of their terms, by their sentences; the rest is of news."""
    return min((left + right) / TELLING_SENTENCES, 1.0)


@kernel
def weight_of(total: int, sentences: int, rarity: float, share: float) -> float:
    """Weight of a term.

    Args:
        total: sentences of both texts.
        sentences: those that the term stands in.
        rarity: its weight in news, 0 where that is not known.
        share: see `own_share`.
    """
    own = log((1.0 + total) / (1.0 + sentences)) + 1.0
    return share * own + (1.0 - share) * rarity if rarity > 0.0 else own


@kernel
def rarity_of(terms: NDArray[np.int64], table: CommonTerms, out: NDArray[np.float64]) -> None:
    """Weigh terms.

    Args:
        terms: `key_of` each, shape (e,).
        table: the terms that are not rare.
        out: shape (e,), overwritten.
    """
    places = np.minimum(np.searchsorted(table.keys, terms), len(table.keys) - 1)
    out[:] = np.where(table.keys[places] == terms, table.weights[places], table.rare)


@cache
def common_terms() -> CommonTerms:
    """The table of ``data/``."""
    file = resources.files("reuse.align") / "data" / "common_terms.json"
    values = json.loads(file.read_text(encoding="utf-8"))
    counts = {
        key_of(term): int(count)
        for count, terms in values["terms"].items()
        for term in terms.split()
    }
    keys = np.array(sorted(counts), np.int64)
    numbers = np.array([counts[key] for key in keys.tolist()], np.float64)
    total, rare = 1.0 + values["sentences"], log((1.0 + TELLING_SENTENCES) / 2.0) + 1.0
    scale = rare / (log(total / (1.0 + _RARE * float(numbers.min()))) + 1.0)
    return CommonTerms(
        keys=keys, weights=scale * (np.log(total / (1.0 + numbers)) + 1.0), rare=rare
    )
