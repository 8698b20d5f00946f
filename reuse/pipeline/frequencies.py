"""How common the words of a passage are in a corpus that is scanned, or in an archive."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reuse.archive import Holdings, couple_counts, find_ranges, holders, word_counts
from reuse.config import Config
from reuse.engine import map_ordered
from reuse.grouping import shingle_hashes
from reuse.model.corpus import TokenTable
from reuse.sketch import LONGEST_PHRASE, phrase_counts

Codes = NDArray[np.uint32]
Ends = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """How common some words are. k words, n matched words."""

    words: NDArray[np.int64]
    """Documents that hold each word, shape (k,)."""
    documents: NDArray[np.int32]
    """Shape (n, 4): documents that hold the phrase of 1 to 4 words that ends at each matched word;
    0 where the words before it do not match too."""
    places: NDArray[np.int64]
    """Places of each matched word, shape (n,)."""


class Frequencies(Protocol):
    """A corpus that can be asked."""

    @property
    def texts(self) -> int:
        """Texts in it."""

    @property
    def tokens(self) -> int:
        """Tokens in it."""

    def of(self, words: Codes, codes: Codes, runs: Ends) -> Found:
        """Look words up.

        Args:
            words: codes of words, rising, each once.
            codes: of the matched words, passage after passage.
            runs: matched words right before each.
        """


class Scanned:
    """The corpus of a scan."""

    def __init__(self, table: TokenTable, config: Config) -> None:
        """Ask a table of tokens."""
        self._table = table
        self._spread = partial(map_ordered, threads=config.threads)
        self.texts, self.tokens = len(table.bounds) - 1, len(table.codes)

    def of(self, words: Codes, codes: Codes, runs: Ends) -> Found:
        """Look words up; as in `Frequencies`."""
        phrases = [_ending(codes, runs, size) for size in range(1, LONGEST_PHRASE + 1)]
        asked = shingle_hashes(words, 1)
        counts = phrase_counts(self._table, [asked, *(keys for _, keys in phrases)], self._spread)
        documents = np.zeros((len(codes), len(phrases)), np.int32)
        for column, (ends, keys) in enumerate(phrases):
            documents[ends, column] = counts.documents[counts.find(keys)]
        return Found(
            words=counts.documents[counts.find(asked)].astype(np.int64),
            documents=documents,
            places=counts.places[counts.find(phrases[0][1])],
        )


class Archived:
    """An archive, and where it does not hold the article asked about that as one text more."""

    def __init__(self, holdings: Holdings, own: int) -> None:
        """Ask an open archive; `own` is 1 for articles that it does not hold, else 0."""
        self._holdings, self._own = holdings, own
        self.texts = holdings.documents + own
        self.tokens = holdings.tokens

    def of(self, words: Codes, codes: Codes, runs: Ends) -> Found:
        """Look words up; as in `Frequencies`.

        Raises:
            ArchiveError: what was read is damaged.
        """
        holdings = self._holdings
        documents = np.zeros((len(codes), LONGEST_PHRASE), np.int64)
        known, of = np.unique(codes, return_inverse=True)
        counts = word_counts(holdings, known)[of]
        documents[:, 0] = counts[:, 0]
        ends, keys = _ending(codes, runs, 2)
        known_keys, of = np.unique(keys, return_inverse=True)
        documents[ends, 1] = couple_counts(holdings, known_keys)[of]
        _, every = _ending(codes, runs, 3)
        ranges = find_ranges(holdings, every)
        for size in range(3, LONGEST_PHRASE + 1):
            # A phrase of four is held where both phrases of three in it are.
            ends, _ = _ending(codes, runs, size)
            offsets = tuple(range(size - 2))
            three = shingle_hashes(codes, 3)
            rows = np.stack([ranges.keys.searchsorted(three[ends - size + 1 + at])
                             for at in offsets], axis=1)  # fmt: skip
            documents[ends, size - 1] = holders(holdings, ranges, rows, offsets)
        # The article itself holds them too.
        every = documents + self._own * (documents > 0)
        return Found(
            words=word_counts(holdings, words)[:, 0],
            documents=every.astype(np.int32),
            places=counts[:, 1] + self._own,
        )


def _ending(codes: Codes, runs: Ends, size: int) -> tuple[Ends, NDArray[np.uint64]]:
    """Words at which a matched phrase of `size` words ends, and the keys of the phrases."""
    ends = np.flatnonzero(runs >= size - 1)
    return ends, shingle_hashes(codes, size)[ends - size + 1]
