"""TF-IDF of the sentences of one pair of texts, in plain numpy.

The weighting is that of scikit-learn's ``TfidfTransformer`` with ``smooth_idf`` (a unit test
holds it against that), with sentences as the documents: tf * (ln((1 + n) / (1 + df)) + 1),
rows scaled to unit length. Its import alone costs longer than aligning a hundred pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.align.terms import Side


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vectors:
    """Sparse sentence vectors; the three arrays are parallel, of shape (k,)."""

    rows: NDArray[np.int64]
    """Sentence."""
    columns: NDArray[np.int64]
    """Term."""
    counts: NDArray[np.int64]
    """How often the term stands in the sentence, at least once."""
    sentences: int
    """Number of sentences."""


def smooth_idf(frequencies: NDArray[np.int64], total: int) -> NDArray[np.float64]:
    """Inverse document frequency of each term, ln((1 + n) / (1 + df)) + 1."""
    return np.asarray(np.log((1.0 + total) / (1.0 + frequencies)) + 1.0, np.float64)


def count_terms(side: Side, width: int) -> Vectors:
    """Count the terms of each sentence; `width` is the size of the vocabulary."""
    used = side.terms >= 0
    keys = side.sentence[used].astype(np.int64) * width + side.terms[used]
    unique, counts = np.unique(keys, return_counts=True)
    return Vectors(
        rows=unique // width,
        columns=unique % width,
        counts=counts.astype(np.int64),
        sentences=len(side.text.sentences),
    )


def pair_idf(left: Vectors, right: Vectors, width: int) -> NDArray[np.float64]:
    """Weight of each of `width` terms over the sentences of both texts."""
    frequencies = np.bincount(left.columns, minlength=width)
    frequencies += np.bincount(right.columns, minlength=width)
    return smooth_idf(frequencies, left.sentences + right.sentences)


def unit_values(vectors: Vectors, idf: NDArray[np.float64]) -> NDArray[np.float64]:
    """TF-IDF value of each entry, rows of unit length."""
    values = vectors.counts * idf[vectors.columns]
    norms = np.sqrt(np.bincount(vectors.rows, values * values, minlength=vectors.sentences))
    return np.asarray(values / norms[vectors.rows], np.float64)


def dense(
    vectors: Vectors,
    values: NDArray[np.float64],
    columns: NDArray[np.int64],
    width: int,
) -> NDArray[np.float32]:
    """Matrix of shape (sentences, `width`) over chosen terms.

    Args:
        vectors: the sparse entries.
        values: one value an entry.
        columns: new column of each term of the vocabulary, -1 to leave it out.
        width: number of new columns.
    """
    out = np.zeros((vectors.sentences, width), np.float32)
    place = columns[vectors.columns]
    kept = place >= 0
    out[vectors.rows[kept], place[kept]] = values[kept]
    return out
