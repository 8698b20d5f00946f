"""A document's text made ready for comparison, with the way back to the raw text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.model.scripts import LETTERS_A_WORD
from reuse.model.span import Span
from reuse.model.vocabulary import Vocabulary

CONTENT, NUMBER, NEGATION, UNSPACED, CAPITAL = 1, 2, 4, 8, 16
"""Bits of `PreparedText.traits`: a content word (no stop word of the language), a word with a
digit, one that negates, a single letter of a script written without spaces; and a token that the
article begins with a capital."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tokens:
    """Tokens of one text as a structure of arrays, all of shape (n,).

    Equal normalised tokens have equal hashes under one key; ``raw[starts[i]:ends[i]]`` is
    what the article wrote.
    """

    hashes: NDArray[np.uint64]
    """Keyed 64-bit hash of the normalised token."""
    starts: NDArray[np.int32]
    """First code point in the raw text; rises strictly."""
    ends: NDArray[np.int32]
    """One past the last code point in the raw text."""
    disguised: bool = False
    """True when invisible characters or look-alike letters had to be undone."""

    def __len__(self) -> int:
        return len(self.hashes)

    @property
    def codes(self) -> NDArray[np.uint32]:
        """Upper halves of the hashes, shape (n,), as a `TokenTable` holds them."""
        return (self.hashes >> np.uint64(32)).astype(np.uint32)

    def inside(self, span: Span) -> slice:
        """The tokens that begin within a span of the raw text."""
        # A search for two among thousands; numpy would take longer to be called.
        starts = self.starts.data
        first = bisect_left(starts, span.start)
        return slice(first, bisect_left(starts, span.end, first))

    def words(self, first: int = 0, last: int | None = None) -> int:
        """Words that the token range ``[first, last)`` is worth.

        Tokens that touch are letters of a script without spaces, 1.6 to a word.
        """
        starts, ends = self.starts[first:last], self.ends[first:last]
        letters = int(np.count_nonzero(starts[1:] == ends[:-1]))
        return round(len(starts) - letters + letters / LETTERS_A_WORD)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TokenBatch:
    """Token codes of several texts, one after the other. D texts, N tokens."""

    codes: NDArray[np.uint32]
    """Shape (N,): `Tokens.codes` of each text."""
    bounds: NDArray[np.int64]
    """Shape (D + 1,): text d holds tokens ``bounds[d]:bounds[d + 1]``."""
    words: NDArray[np.int32]
    """Shape (D,): `Tokens.words` of each text."""
    disguised: NDArray[np.bool_]
    """Shape (D,): `Tokens.disguised` of each text."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PreparedText:
    """A text with tokens, words, sentences and quotations; made by `reuse.text`."""

    raw: str
    """The document's text, untouched."""
    language: str
    """ISO 639-1 code, given or detected; ``und`` when unknown."""
    tokens: Tokens
    vocabulary: Vocabulary
    """Words and stems by number; texts that are compared share one."""
    word_numbers: NDArray[np.int32]
    """Shape (n,): normalised form of each token (NFKC, case-folded, look-alikes undone)."""
    stem_numbers: NDArray[np.int32]
    """Shape (n,): stem of each token by the language's Snowball stemmer, or the word itself."""
    traits: NDArray[np.uint8]
    """Shape (n,): what is known of each token, as bits."""
    sentences: NDArray[np.int32]
    """Shape (s, 2): half-open token ranges, in order, disjoint, never empty. Sentences end
    at sentence ends, at line breaks and, at the latest, after a bounded number of tokens."""
    paragraphs: NDArray[np.int32]
    """Shape (p, 2): half-open token ranges of non-empty lines."""
    quotations: NDArray[np.int32]
    """Shape (q, 2): half-open ranges of code points of quoted speech, marks included, in order,
    disjoint."""
    quoted: NDArray[np.bool_]
    """Shape (n,): whether the token stands inside a quotation."""

    @property
    def words(self) -> tuple[str, ...]:
        """Normalised form of each token; made anew at each call."""
        return tuple(map(self.vocabulary.strings.__getitem__, self.word_numbers.tolist()))

    @property
    def stems(self) -> tuple[str, ...]:
        """Stem of each token; made anew at each call."""
        return tuple(map(self.vocabulary.strings.__getitem__, self.stem_numbers.tolist()))

    @property
    def content(self) -> NDArray[np.bool_]:
        """Whether each token is a content word, shape (n,)."""
        return (self.traits & CONTENT).astype(np.bool_)

    def span(self, first: int, last: int) -> Span:
        """Raw span of the half-open token range ``[first, last)``; `first` < `last`."""
        return Span(int(self.tokens.starts[first]), int(self.tokens.ends[last - 1]))
