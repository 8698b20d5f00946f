"""What is known of each word of a language, asked once a distinct word.

A word is found by the hash of its token, so that most texts are prepared without a string a
token. Two words of one keyed 64-bit hash would be taken for one; at ten million distinct words
the chance of that is about one in 400,000.
"""

from __future__ import annotations

from threading import Lock

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.model.prepared import CONTENT, NEGATION, NUMBER, UNSPACED
from reuse.model.scripts import is_unspaced
from reuse.model.vocabulary import Vocabulary
from reuse.text.language import is_content, stem
from reuse.text.negation import is_negation
from reuse.text.tokens import FoldedTokens


@kernel
def _find_rows(
    hashes: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    values: NDArray[np.int32],
    rows: NDArray[np.int32],
) -> int:
    """Row of each token's word in an open hash table, -1 where it has none; how many have none.

    The table has a power of two of slots and room; a slot with value -1 is empty.
    """
    missing, most = 0, np.uint64(len(keys) - 1)
    for at in range(len(hashes)):
        slot = hashes[at] & most
        while values[slot] >= 0 and keys[slot] != hashes[at]:
            slot = (slot + np.uint64(1)) & most
        rows[at] = values[slot]
        missing += 1 if values[slot] < 0 else 0
    return missing


class _Words:
    """Words of one language by the hash of their tokens."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.rows: dict[int, int] = {}
        self.table = _empty_table(1 << 10)
        """The same for the compiled loop: hashes and rows by slot."""
        self.numbers: NDArray[np.int32] = np.zeros((256, 2), np.int32)
        """Word and stem of each row, as numbers of the vocabulary."""
        self.traits: NDArray[np.uint8] = np.zeros(256, np.uint8)

    def find(self, hashes: NDArray[np.uint64], *, many: bool) -> tuple[NDArray[np.int32], int]:
        """Row of each token, -1 for an unknown word; and how many tokens are unknown."""
        if many:
            rows = np.empty(len(hashes), np.int32)
            return rows, _find_rows.native(hashes, *self.table, rows)
        known = self.rows
        rows = np.array([known.get(one, -1) for one in hashes.tolist()], np.int32)
        return rows, int(np.count_nonzero(rows < 0))

    def _enter(self, hashes: list[int], first: int) -> None:
        """Enter rows from `first` on into the table, a larger one where it is half full."""
        keys, values = self.table
        if 2 * (first + len(hashes)) > len(keys):
            keys, values = _empty_table(4 * 2 ** (first + len(hashes)).bit_length())
            hashes, first = [*self.rows, *hashes], 0
        most = len(keys) - 1
        for row, one in enumerate(hashes, first):
            slot = one & most
            while values[slot] >= 0:
                slot = (slot + 1) & most
            # In this order: other threads look words up without waiting.
            keys[slot] = one
            values[slot] = row
        self.table = keys, values

    def learn(self, hashes: list[int], words: tuple[str, ...], vocabulary: Vocabulary) -> None:
        """Add words that are not known yet, each once."""
        if not words:
            # Another thread learned them meanwhile.
            return
        first, last = len(self.rows), len(self.rows) + len(words)
        if last > len(self.traits):
            self.numbers = np.concatenate([self.numbers, np.zeros((last, 2), np.int32)])
            self.traits = np.concatenate([self.traits, np.zeros(last, np.uint8)])
        self.numbers[first:last, 0] = vocabulary.numbers(words)
        self.numbers[first:last, 1] = vocabulary.numbers(stem(words, self.language))
        contents = is_content(words, self.language)
        self.traits[first:last] = [
            _traits(word, self.language, content=content)
            for word, content in zip(words, contents, strict=True)
        ]
        # Last, since other threads look words up without waiting.
        self._enter(hashes, first)
        self.rows.update(zip(hashes, range(first, last), strict=True))


def _empty_table(slots: int) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    return np.zeros(slots, np.uint64), np.full(slots, -1, np.int32)


def _spelt(folded: FoldedTokens, tokens: list[int]) -> tuple[str, ...]:
    """Folded spelling of some tokens."""
    text = folded.folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    firsts, lasts = folded.firsts[tokens].tolist(), folded.lasts[tokens].tolist()
    return tuple(text[first:last] for first, last in zip(firsts, lasts, strict=True))


def _traits(word: str, language: str, *, content: bool) -> int:
    traits = CONTENT if content else 0
    if not word.isalpha() and any(map(str.isdigit, word)):
        traits |= NUMBER
    if is_negation(word, language):
        traits |= NEGATION
    if len(word) == 1 and is_unspaced(word):
        traits |= UNSPACED
    return traits


class Lexicon:
    """Words met so far, by language; one for all texts that are compared with each other.

    Several threads may use one; all texts must be hashed under one key.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._languages: dict[str, _Words] = {}
        self._lock = Lock()

    def look_up(
        self, folded: FoldedTokens, language: str, *, many: bool = False
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
        """Word, stem and traits of each token, all of shape (n,)."""
        words = self._languages.get(language)
        if words is None:
            with self._lock:
                words = self._languages.setdefault(language, _Words(language))
        hashes = folded.tokens.hashes
        rows, missing = words.find(hashes, many=many)
        if missing:
            with self._lock:
                new = {
                    one: at
                    for at in np.flatnonzero(rows < 0).tolist()
                    if (one := int(hashes[at])) not in words.rows
                }
                words.learn(list(new), _spelt(folded, list(new.values())), self.vocabulary)
            rows, _ = words.find(hashes, many=many)
        numbers = words.numbers[rows]
        return (
            np.ascontiguousarray(numbers[:, 0]),
            np.ascontiguousarray(numbers[:, 1]),
            words.traits[rows],
        )
