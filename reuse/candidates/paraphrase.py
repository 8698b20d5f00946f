"""Pairs that share names, numbers and rare words, but perhaps no shingle.

Two steps, both bounded a document: the nearest documents by TF-IDF cosine over rare words,
and a gate that asks whether some stretch of one holds several rare words of some stretch of
the other, as a rewritten sentence must.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.config import CandidateConfig
from reuse.grouping import group_starts, packed_sort
from reuse.model.corpus import TokenTable

# Rows of the similarity matrix that are in memory at a time.
_CHUNK = 2_000
# Entries of all pairs from which on the compiled gate pays for its compiler.
_ENOUGH = 100_000
# A word that stands more often than this in one document says nothing about where.
_MOST_REPEATS = 16
# Pairs of stretches, beyond which two very long documents pass unseen: aligning them is
# bounded, and there are few.
_MOST_CELLS = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Terms:
    """Rare words: one entry an occurrence, by document and term."""

    documents: NDArray[np.int64]
    """Shape (e,), never falling."""
    terms: NDArray[np.int64]
    """Shape (e,): number of the word, rising within a document."""
    places: NDArray[np.int64]
    """Shape (e,): token within the document."""
    weights: NDArray[np.float64]
    """Shape (terms,): ln(documents / documents with the word)."""


def paraphrase_pairs(table: TokenTable, config: CandidateConfig) -> NDArray[np.int32]:
    """Document pairs that may say the same in other words.

    Args:
        table: all documents.
        config: neighbours a document, rarity of words, strength of the gate.

    Returns:
        Shape (k, 2), left < right, sorted.
    """
    terms = _rare_terms(table, config)
    if not len(terms.terms):
        return np.zeros((0, 2), np.int32)
    pairs = _neighbours(table, terms, config)
    first = np.searchsorted(terms.documents, np.arange(len(table.bounds)))
    passed = np.zeros(len(pairs), np.bool_)
    least = config.paraphrase_weight * config.paraphrase_words * np.log(len(table.outlets))
    entries = np.diff(first)[pairs].sum()
    gate = share_a_stretch.form(int(entries), enough=_ENOUGH)
    gate(
        pairs.astype(np.int64), first, terms.terms, terms.places // config.stride,
        terms.weights, config.paraphrase_words, float(least), passed,
    )  # fmt: skip
    return pairs[passed]


def _rare_terms(table: TokenTable, config: CandidateConfig) -> _Terms:
    keys, positions = packed_sort(table.codes.astype(np.uint64) << np.uint64(32))
    starts = group_starts(keys)
    documents = table.documents[positions]
    new = np.concatenate([[True], documents[1:] != documents[:-1]])[: len(keys)]
    new[starts] = True
    frequency = np.add.reduceat(new, starts, dtype=np.int64) if len(starts) else starts
    count = len(table.outlets)
    most = max(config.paraphrase_rare, count // 100)
    rare = (frequency >= 2) & (frequency <= most)
    number = np.where(rare, np.cumsum(rare) - 1, -1)
    term = np.repeat(number, np.diff(np.append(starts, len(keys))))
    kept = term >= 0
    term, documents, positions = term[kept], documents[kept], positions[kept]
    order = np.lexsort((positions, term, documents))
    return _Terms(
        documents=documents[order].astype(np.int64),
        terms=term[order],
        places=(positions - table.bounds[documents])[order],
        weights=np.log(count / frequency[rare]),
    )


def _neighbours(table: TokenTable, terms: _Terms, config: CandidateConfig) -> NDArray[np.int32]:
    """Each document's nearest ones by cosine, as sorted pairs without repeats."""
    from scipy.sparse import csr_array  # noqa: PLC0415  slow to import
    from sklearn.feature_extraction.text import TfidfTransformer  # noqa: PLC0415  the same

    count = len(table.outlets)
    counts: Any = csr_array(
        (np.ones(len(terms.terms)), (terms.documents, terms.terms)),
        shape=(count, len(terms.weights)),
    )
    counts.sum_duplicates()
    vectors = TfidfTransformer(sublinear_tf=True).fit_transform(counts).tocsr()
    turned = vectors.T.tocsr()
    found = [np.zeros((0, 2), np.int64)]
    for start in range(0, count, _CHUNK):
        near = (vectors[start : start + _CHUNK] @ turned).tocoo()
        rows, columns, cosine = near.row + start, near.col, near.data
        wanted = (cosine >= config.paraphrase_cosine) & table.may_meet(
            rows, columns, within_outlet=config.within_outlet, window=config.window_days
        )
        rows, columns, cosine = rows[wanted], columns[wanted], cosine[wanted]
        order = np.lexsort((columns, -np.round(cosine, 9), rows))
        rows, columns = rows[order], columns[order]
        first = np.searchsorted(rows, rows)
        best = np.arange(len(rows)) - first < config.paraphrase_neighbours
        both = np.stack([rows[best], columns[best]], axis=1)
        found.append(np.sort(both, axis=1))
    return np.unique(np.concatenate(found), axis=0).astype(np.int32)


@kernel
def share_a_stretch(
    pairs: NDArray[np.int64],
    first: NDArray[np.int64],
    terms: NDArray[np.int64],
    blocks: NDArray[np.int64],
    weights: NDArray[np.float64],
    fewest: int,
    least: float,
    passed: NDArray[np.bool_],
) -> None:
    """Say of each pair whether two stretches of two blocks share enough rare words.

    Args:
        pairs: documents, shape (k, 2).
        first: first entry of each document, shape (D + 1,).
        terms: word of each entry, shape (e,); rising within a document.
        blocks: block of each entry, shape (e,).
        weights: nats of each word.
        fewest: words that two stretches must share.
        least: nats that the shared words must sum to.
        passed: shape (k,), overwritten.
    """
    for k in range(len(pairs)):
        a, end_a = first[pairs[k, 0]], first[pairs[k, 0] + 1]
        b, end_b = first[pairs[k, 1]], first[pairs[k, 1] + 1]
        rows, columns = 2, 2
        for at in range(a, end_a):
            rows = max(rows, blocks[at] + 2)
        for at in range(b, end_b):
            columns = max(columns, blocks[at] + 2)
        passed[k] = rows * columns > _MOST_CELLS
        if passed[k]:
            continue
        # Cell (r, c): what blocks r and r + 1 of one share with c and c + 1 of the other.
        shared = np.zeros((rows, columns), np.int64)
        nats = np.zeros((rows, columns), np.float64)
        while a < end_a and b < end_b and not passed[k]:
            if terms[a] < terms[b]:
                a += 1
                continue
            if terms[a] > terms[b]:
                b += 1
                continue
            term, start_a, start_b = terms[a], a, b
            while a < end_a and terms[a] == term:
                a += 1
            while b < end_b and terms[b] == term:
                b += 1
            for x in range(start_a, min(a, start_a + _MOST_REPEATS)):
                for y in range(start_b, min(b, start_b + _MOST_REPEATS)):
                    for row in range(max(0, blocks[x] - 1), blocks[x] + 1):
                        for column in range(max(0, blocks[y] - 1), blocks[y] + 1):
                            shared[row, column] += 1
                            nats[row, column] += weights[term]
                            if shared[row, column] >= fewest and nats[row, column] >= least:
                                passed[k] = True
