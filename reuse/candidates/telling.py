"""An inverted index over the telling terms of a corpus: words, and pairs of neighbouring words.

A single word is soon too common in a large corpus; a name with its first name, a number with
its unit or two content words side by side are not. Terms are weighted by TF-IDF as
scikit-learn defines it (sublinear term counts, smoothed idf). The index is made in parts by
ranges of word codes, so that no array of one 64-bit entry a token is ever held whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import group_starts
from reuse.model.corpus import TokenTable
from reuse.ngrams import Spread

FIRST = 1 << 31
"""Bit of a posting that is the first of its list."""
SCALE = 256
"""Weights are whole numbers of this part of a nat, so that sums have no rounding."""
SLOT_BITS = 22
"""Word codes are looked up by their leading bits; of words that share them the commonest
counts, so that a rare one is at worst overlooked."""
STRENGTH = 16
"""Strengths of words are whole numbers of this part of a nat."""
# Tokens whose terms are sorted together, at the least; and the most such parts, each of which
# goes through all tokens.
_PART = 1 << 23
_MOST_PARTS = 32
# Function words between the two words of a pair, at the most.
_BETWEEN = 2
# A word in more than this share of the documents (and in more than so many) joins no pair.
_COMMON_SHARE, _COMMON = 0.1, 20
# Leading bits of a code by which it is known as a function word; small enough for a cache.
_COMMON_BITS = 18
# A word in more than this share of the documents does not count in a stretch.
_STRONG_SHARE = 0.3
# Tokens from which on compiled loops pay for their compiler.
_ENOUGH = 200_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TermIndex:
    """Which documents hold which telling terms. E entries, D documents counted by rank."""

    postings: NDArray[np.uint32]
    """Shape (E,): rank of a document, rising within the list of a term; `FIRST` is set in the
    first of a list."""
    weights: NDArray[np.uint16]
    """Shape (E,): TF-IDF weight of the entry in parts of a nat, see `SCALE`."""
    first: NDArray[np.int64]
    """Shape (D + 1,): where the entries of each document begin in `places`."""
    places: NDArray[np.uint32]
    """Shape (E,): the documents' entries in `postings`, rising within a document."""
    norms: NDArray[np.float64]
    """Shape (D,): length of each document's vector of all its terms, telling or not, in nats."""
    strengths: NDArray[np.uint8]
    """Shape (2^22,): idf of a word by the leading bits of its code, see `STRENGTH`; 0 for one
    that is in a single document, or in more than three in ten."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Part:
    """Entries of the terms of one range of codes."""

    postings: NDArray[np.uint32]
    weights: NDArray[np.uint16]
    squares: NDArray[np.float64]
    terms: NDArray[np.uint64]
    """Key of each distinct term, rising."""
    frequency: NDArray[np.int64]
    """Documents with each."""


def index_terms(
    table: TokenTable, ranks: NDArray[np.int32], *, most: int, spread: Spread = map
) -> TermIndex:
    """Index the words and word pairs that stand in 2 to `most` documents.

    Args:
        table: all documents.
        ranks: the order of the documents, shape (D,): a permutation of 0 to D - 1.
        most: documents beyond which a term tells nothing.
        spread: how the parts are worked on.
    """
    count = len(ranks)
    bits = max(1, count.bit_length())
    compiled = len(table.codes) >= _ENOUGH
    parts = _ranges(table.codes)

    def words(part: tuple[int, int, int]) -> _Part:
        # One more than is kept: the loop writes each key and goes on where it is wanted.
        out = np.empty(part[2] + 1, np.uint64)
        found = _word_keys.native if compiled else _word_keys
        size = found(table.codes, table.bounds, ranks, part[0], part[1], bits, out)
        return _entries(out[:size], bits, count, most)

    def pairs(part: tuple[int, int, int]) -> _Part:
        terms, owners = np.empty(part[2], np.uint64), np.empty(part[2], np.uint64)
        found = _pair_keys.native if compiled else _pair_keys
        size = found(table.codes, table.bounds, ranks, common, part[0], part[1], terms, owners)
        return _entries(_mixed(terms[:size], bits) | owners[:size], bits, count, most)

    one = list(spread(words, parts))
    common = _common(one, count)
    strengths = _strengths(one, count)
    many = [*one, *spread(pairs, parts)]
    norms = np.sqrt(sum((part.squares for part in many), np.zeros(count))) / SCALE
    postings = np.concatenate([*(part.postings for part in many), np.zeros(0, np.uint32)])
    weights = np.concatenate([*(part.weights for part in many), np.zeros(0, np.uint16)])
    del one, many
    first, places = _by_document(postings, count, compiled=compiled)
    return TermIndex(
        postings=postings,
        weights=weights,
        first=first,
        places=places,
        norms=norms,
        strengths=strengths,
    )


def _ranges(codes: NDArray[np.uint32]) -> list[tuple[int, int, int]]:
    """Ranges of codes with about as many tokens each: first, one past the last, tokens."""
    size = max(_PART, len(codes) // _MOST_PARTS)
    counts = np.zeros(1 << 12, np.int64)
    for start in range(0, len(codes), _PART):
        counts += np.bincount(codes[start : start + _PART] >> 20, minlength=len(counts))
    group = np.cumsum(counts) // size
    cuts = [0, *(np.flatnonzero(group[1:] != group[:-1]) + 1).tolist(), len(counts)]
    return [
        (a << 20, b << 20, int(counts[a:b].sum())) for a, b in pairwise(cuts) if counts[a:b].any()
    ]


def idf(frequency: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Smoothed inverse document frequency, in nats, as scikit-learn's TfidfTransformer."""
    return np.log((1 + count) / (1 + frequency)) + 1


def _entries(keys: NDArray[np.uint64], bits: int, count: int, most: int) -> _Part:
    """Entries of terms from their occurrences: a term's key over the rank of the document."""
    keys.sort()
    starts = group_starts(keys)
    times = np.diff(np.append(starts, len(keys)))
    keys = keys[starts]
    del starts
    ranks = (keys & np.uint64((1 << bits) - 1)).astype(np.int64)
    keys >>= np.uint64(bits)
    lists = group_starts(keys)
    frequency = np.diff(np.append(lists, len(keys)))
    growth = (1 + np.log(np.arange(1, 1 + times.max(initial=1)))).astype(np.float32)
    weights = np.repeat((idf(frequency, count) * SCALE).astype(np.float32), frequency)
    weights *= growth[times - 1]
    whole = np.minimum(np.rint(weights), np.iinfo(np.uint16).max).astype(np.uint16)
    del times, weights
    postings = ranks.astype(np.uint32)
    postings[lists] |= np.uint32(FIRST)
    kept = np.repeat((frequency >= 2) & (frequency <= most), frequency)
    return _Part(
        postings=postings[kept],
        weights=whole[kept],
        squares=np.bincount(ranks, np.square(whole, dtype=np.float64), minlength=count).astype(
            np.float64
        ),
        terms=keys[lists],
        frequency=frequency,
    )


def _mixed(pairs: NDArray[np.uint64], bits: int) -> NDArray[np.uint64]:
    """Hashes of word pairs, their lowest bits free (the finaliser of SplitMix64)."""
    out = pairs * np.uint64(0x9E3779B97F4A7C15)
    out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    out >>= np.uint64(bits)
    out <<= np.uint64(bits)
    return out


def _common(parts: list[_Part], count: int) -> NDArray[np.bool_]:
    """Function words, shape (2^18,), by the leading bits of their codes."""
    out = np.zeros(1 << _COMMON_BITS, np.bool_)
    for part in parts:
        many = part.frequency > max(_COMMON, _COMMON_SHARE * count)
        out[part.terms[many] >> np.uint64(32 - _COMMON_BITS)] = True
    return out


def _strengths(parts: list[_Part], count: int) -> NDArray[np.uint8]:
    out = np.zeros(1 << SLOT_BITS, np.uint8)
    most = max(_COMMON, _STRONG_SHARE * count)
    for part in parts:
        slots = part.terms >> np.uint64(32 - SLOT_BITS)
        starts = group_starts(slots)
        if len(starts):
            highest = np.maximum.reduceat(part.frequency, starts)
            strength = np.minimum(np.rint(idf(highest, count) * STRENGTH), 255)
            content = (highest >= 2) & (highest <= most)
            out[slots[starts]] = np.where(content, strength, 0).astype(np.uint8)
    return out


def _by_document(
    postings: NDArray[np.uint32], count: int, *, compiled: bool
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """The entries of each document: where they begin, and which they are."""
    first = np.zeros(count + 1, np.int64)
    for start in range(0, len(postings), _PART):
        ranks = postings[start : start + _PART] & np.uint32(FIRST - 1)
        first[1:] += np.bincount(ranks, minlength=count)
    np.cumsum(first, out=first)
    places = np.empty(len(postings), np.uint32)
    (_scatter.native if compiled else _scatter)(postings, first[:-1].copy(), places)
    return first, places


@kernel
def _scatter(
    postings: NDArray[np.uint32], cursor: NDArray[np.int64], places: NDArray[np.uint32]
) -> None:
    """Write the number of each posting to its document's part of `places`."""
    for at in range(len(postings)):
        rank = int(postings[at]) & (FIRST - 1)
        places[cursor[rank]] = at
        cursor[rank] += 1


@kernel
def _word_keys(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    ranks: NDArray[np.int32],
    low: int,
    high: int,
    bits: int,
    out: NDArray[np.uint64],
) -> int:
    """Write code and rank, in one word, of each token with a code from `low` up to `high`."""
    size = 0
    for document in range(len(ranks)):
        rank = int(ranks[document])
        for at in range(bounds[document], bounds[document + 1]):
            code = int(codes[at])
            out[size] = (code << bits) | rank
            size += (code >= low) & (code < high)
    return size


@kernel
def _pair_keys(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    ranks: NDArray[np.int32],
    common: NDArray[np.bool_],
    low: int,
    high: int,
    terms: NDArray[np.uint64],
    owners: NDArray[np.uint64],
) -> int:
    """Write each word from `low` up to `high` with the content word after it, and the rank."""
    size = 0
    for document in range(len(ranks)):
        end = bounds[document + 1]
        for at in range(bounds[document], end):
            code = int(codes[at])
            if code < low or code >= high or common[code >> (32 - _COMMON_BITS)]:
                continue
            for after in range(at + 1, min(end, at + 2 + _BETWEEN)):
                if not common[int(codes[after]) >> (32 - _COMMON_BITS)]:
                    terms[size] = (np.uint64(code) << np.uint64(32)) | np.uint64(codes[after])
                    owners[size] = ranks[document]
                    size += 1
                    break
    return size
