"""Two prepared texts under one numbering of words, stems and terms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.align.polarity import is_negation
from reuse.model.prepared import PreparedText

# Scripts written without spaces come as one token a character.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, supplements
)
_CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that capitalise every noun, so that a capital tells no name."""
_CHARACTERS_A_WORD = 1.7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """One text of a pair; arrays of shape (n,) over its tokens."""

    text: PreparedText
    words: NDArray[np.int32]
    """Number of the normalised word."""
    stems: NDArray[np.int32]
    """Number of the stem."""
    terms: NDArray[np.int32]
    """Number of the content term that begins here, -1 for none: a stem, or two adjacent
    characters of a script without spaces (single characters say too little)."""
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
    """Number the words, stems and terms of both texts alike."""
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    terms: dict[str, int] = {}
    sides = tuple(_side(text, words, stems, terms) for text in (left, right))
    characters = sum(_single_characters(text.words) for text in (left, right))
    unspaced = 2 * characters > len(left.words) + len(right.words)
    return Pair(
        left=sides[0],
        right=sides[1],
        vocabulary=tuple(terms),
        token_words=1 / _CHARACTERS_A_WORD if unspaced else 1.0,
    )


def unspaced(word: str) -> bool:
    """Whether `word` is a single character of a script written without spaces."""
    if len(word) != 1 or word < "\u0e00":
        return False
    point = ord(word)
    return any(first <= point <= last for first, last in _UNSPACED)


def _single_characters(words: tuple[str, ...]) -> int:
    return sum(1 for word in words if len(word) == 1 and unspaced(word))


def _number(items: tuple[str, ...] | list[str], known: dict[str, int]) -> NDArray[np.int32]:
    return np.fromiter(
        (known.setdefault(item, len(known)) for item in items), np.int32, count=len(items)
    )


def _side(
    text: PreparedText, words: dict[str, int], stems: dict[str, int], terms: dict[str, int]
) -> Side:
    count = len(text.words)
    sentence = np.zeros(count, np.int32)
    if len(text.sentences):
        sentence[text.sentences[1:, 0]] = 1
        np.cumsum(sentence, out=sentence)
    opening = np.zeros(count, bool)
    opening[text.sentences[:, 0]] = True
    upper = np.fromiter(
        (text.raw[start].isupper() for start in text.tokens.starts.tolist()), bool, count=count
    )
    return Side(
        text=text,
        words=_number(text.words, words),
        stems=_number(text.stems, stems),
        terms=_terms(text, terms),
        sentence=sentence,
        numbers=np.fromiter(
            (not w.isalpha() and any(map(str.isdigit, w)) for w in text.words), bool, count=count
        ),
        names=upper & ~opening & text.content & (text.language not in _CAPITAL_NOUNS),
        negations=np.fromiter(
            (is_negation(w, text.language) for w in text.words), bool, count=count
        ),
    )


def _terms(text: PreparedText, known: dict[str, int]) -> NDArray[np.int32]:
    """Content terms; adjacent characters of an unspaced script are read two by two."""
    content = text.content.tolist()
    if not _single_characters(text.words):
        chosen = [stem for stem, wanted in zip(text.stems, content, strict=True) if wanted]
        out = np.full(len(content), -1, np.int32)
        out[text.content] = _number(chosen, known)
        return out
    single = [unspaced(word) for word in text.words]
    starts, ends = text.tokens.starts.tolist(), text.tokens.ends.tolist()
    numbers = []
    for i, stem in enumerate(text.stems):
        after = i + 1
        if single[i] and after < len(single) and single[after] and starts[after] == ends[i]:
            numbers.append(known.setdefault(stem + text.stems[after], len(known)))
        elif content[i]:
            numbers.append(known.setdefault(stem, len(known)))
        else:
            numbers.append(-1)
    return np.array(numbers, np.int32)
