"""Two prepared texts under one numbering of words, stems and terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.align.polarity import is_negation
from reuse.model.prepared import PreparedText
from reuse.model.scripts import LETTERS_A_WORD, is_unspaced

_CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that capitalise every noun, so that a capital tells no name."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbered:
    """Strings by number, in the order in which a text first uses them."""

    numbers: NDArray[np.int32]
    """Shape (n,): number of each token's string, -1 for none."""
    strings: tuple[str, ...]
    """The distinct strings."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """What alignment needs to know of one text, whatever it is aligned with."""

    text: PreparedText
    words: Numbered
    stems: Numbered
    terms: Numbered
    """Content terms: stems, or two adjacent characters of a script without spaces (single
    characters say too little)."""
    sentence: NDArray[np.int32]
    numbers: NDArray[np.bool_]
    names: NDArray[np.bool_]
    negations: NDArray[np.bool_]
    characters: int
    """Tokens that are a single character of a script without spaces."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """One text of a pair; arrays of shape (n,) over its tokens."""

    text: PreparedText
    words: NDArray[np.int32]
    """Number of the normalised word."""
    stems: NDArray[np.int32]
    """Number of the stem."""
    terms: NDArray[np.int32]
    """Number of the content term that begins here, -1 for none."""
    sentence: NDArray[np.int32]
    """Index of the sentence the token is in."""
    numbers: NDArray[np.bool_]
    """Whether the token holds a digit."""
    names: NDArray[np.bool_]
    """Whether the token is a capitalised content word inside a sentence."""
    negations: NDArray[np.bool_]
    """Whether the token negates."""

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pair:
    """Both sides with the vocabulary they share."""

    left: Side
    right: Side
    vocabulary: tuple[str, ...]
    """Text of each term, by number."""
    token_words: float
    """Words that one token is worth: 1, less where tokens are single characters."""


def build_pair(left: PreparedText, right: PreparedText) -> Pair:
    """Number the words, stems and terms of two texts alike.

    For training and tests; a scan makes each `sheet` once and pairs those.
    """
    return pair_sheets(sheet(left), sheet(right))


def pair_sheets(left: Sheet, right: Sheet) -> Pair:
    """Number the words, stems and terms of two sheets alike."""
    words, stems, terms = (
        _renumber(getattr(left, name), getattr(right, name)) for name in ("words", "stems", "terms")
    )
    unspaced = 2 * (left.characters + right.characters) > len(left.text.words) + len(
        right.text.words
    )
    return Pair(
        left=_side(left, left.words.numbers, left.stems.numbers, left.terms.numbers),
        right=_side(right, words[0], stems[0], terms[0]),
        vocabulary=terms[1],
        token_words=1 / LETTERS_A_WORD if unspaced else 1.0,
    )


def _renumber(left: Numbered, right: Numbered) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Numbers of the right text that agree with the left one's, and all strings."""
    known = {string: number for number, string in enumerate(left.strings)}
    moved = [known.setdefault(string, len(known)) for string in right.strings]
    # The last entry is where -1, "none", is looked up.
    return np.array([*moved, -1], np.int32)[right.numbers], tuple(known)


def _side(
    of: Sheet, words: NDArray[np.int32], stems: NDArray[np.int32], terms: NDArray[np.int32]
) -> Side:
    return Side(
        text=of.text,
        words=words,
        stems=stems,
        terms=terms,
        sentence=of.sentence,
        numbers=of.numbers,
        names=of.names,
        negations=of.negations,
    )


def unspaced(word: str) -> bool:
    """Whether `word` is a single character of a script written without spaces."""
    return len(word) == 1 and is_unspaced(word)


def _single_characters(words: tuple[str, ...]) -> int:
    return sum(1 for word in words if unspaced(word))


def _number(items: Iterable[str | None]) -> Numbered:
    """Number strings in the order of their first use; None stays without a number."""
    known: dict[str, int] = {}
    numbers = [-1 if item is None else known.setdefault(item, len(known)) for item in items]
    return Numbered(numbers=np.array(numbers, np.int32), strings=tuple(known))


def sheet(text: PreparedText) -> Sheet:
    """Look one text over, once for all the texts it will be aligned with."""
    count = len(text.words)
    sentence = np.zeros(count, np.int32)
    opening = np.zeros(count, np.bool_)
    if len(text.sentences):
        sentence[text.sentences[1:, 0]] = 1
        np.cumsum(sentence, out=sentence)
        opening[text.sentences[:, 0]] = True
    upper = np.fromiter(
        (text.raw[start].isupper() for start in text.tokens.starts.tolist()), bool, count=count
    )
    words = _number(text.words)
    return Sheet(
        text=text,
        words=words,
        stems=_number(text.stems),
        terms=_number(_terms(text)),
        sentence=sentence,
        numbers=_each(words, lambda w: not w.isalpha() and any(map(str.isdigit, w))),
        names=upper & ~opening & text.content & (text.language not in _CAPITAL_NOUNS),
        negations=_each(words, lambda w: is_negation(w, text.language)),
        characters=_single_characters(text.words),
    )


def _each(words: Numbered, holds: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Whether something holds of each token's word, asked once a distinct word."""
    return np.array([holds(word) for word in words.strings], np.bool_)[words.numbers]


def _terms(text: PreparedText) -> list[str | None]:
    """Content terms; adjacent characters of an unspaced script are read two by two."""
    content = text.content.tolist()
    if not _single_characters(text.words):
        return [stem if wanted else None for stem, wanted in zip(text.stems, content, strict=True)]
    single = [unspaced(word) for word in text.words]
    starts, ends = text.tokens.starts.tolist(), text.tokens.ends.tolist()
    found: list[str | None] = []
    for i, stem in enumerate(text.stems):
        after = i + 1
        if single[i] and after < len(single) and single[after] and starts[after] == ends[i]:
            found.append(stem + text.stems[after])
        else:
            found.append(stem if content[i] else None)
    return found
