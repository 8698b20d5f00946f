"""What is known of each word of a language, asked once a distinct word.

A word is found by the hash of its token, so that most texts are prepared without a string a
token. Two words of one keyed 64-bit hash would be taken for one; at ten million distinct words
the chance of that is about one in 400,000.
"""

from __future__ import annotations

from threading import Lock
from typing import NamedTuple

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
def _find_words(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    hashes: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    values: NDArray[np.int32],
    numbers: NDArray[np.int32],
    traits: NDArray[np.uint8],
    rows: NDArray[np.int32],
    words: NDArray[np.int32],
    stems: NDArray[np.int32],
    known: NDArray[np.uint8],
) -> int:
    """Word, stem and traits of each token by an open hash table; how many tokens have none.

    The table, see `_Table`, has a power of two of slots and room; a slot with value -1 is empty,
    and -1 is the row of a token without a word.
    """
    missing, most = 0, np.uint64(len(keys) - 1)
    for at in range(len(hashes)):
        slot = hashes[at] & most
        while values[slot] >= 0 and keys[slot] != hashes[at]:
            slot = (slot + np.uint64(1)) & most
        row = values[slot]
        rows[at] = row
        if row < 0:
            missing += 1
            continue
        words[at], stems[at], known[at] = numbers[row, 0], numbers[row, 1], traits[row]
    return missing


class _Found(NamedTuple):
    """What is known of n tokens."""

    rows: NDArray[np.int32]
    """Shape (n,), -1 for an unknown word."""
    words: NDArray[np.int32]
    stems: NDArray[np.int32]
    traits: NDArray[np.uint8]
    missing: int = 0
    """Tokens of unknown words."""


class _Table(NamedTuple):
    """Words by hash, for the compiled loop, and what is known of them.

    Other threads look words up without waiting, each in the table that it took: every row that
    stands in `values` stands in `numbers` and `traits` of the same table, written before it.
    Where one of the arrays grows, all that rows enter become new ones.
    """

    keys: NDArray[np.uint64]
    """Hash in each slot."""
    values: NDArray[np.int32]
    """Row in each slot, -1 for none."""
    numbers: NDArray[np.int32]
    """Word and stem of each row, as numbers of the vocabulary; shape (rows, 2)."""
    traits: NDArray[np.uint8]
    """Shape (rows,)."""


class _Words:
    """Words of one language by the hash of their tokens."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.rows: dict[int, int] = {}
        numbers: NDArray[np.int32] = np.zeros((256, 2), np.int32)
        self.table = _Table(*_empty_slots(1 << 10), numbers, np.zeros(256, np.uint8))

    def find(self, hashes: NDArray[np.uint64], *, many: bool) -> _Found:
        """What is known of each token."""
        if many:
            count = len(hashes)
            rows, words, stems = (np.empty(count, np.int32) for _ in range(3))
            traits = np.empty(count, np.uint8)
            missing = _find_words.native(hashes, *self.table, rows, words, stems, traits)
            return _Found(rows, words, stems, traits, missing)
        known = self.rows
        rows = np.array([known.get(one, -1) for one in hashes.tolist()], np.int32)
        # After the rows, all of which it has.
        table = self.table
        return _Found(
            rows,
            np.ascontiguousarray(table.numbers[rows, 0]),
            np.ascontiguousarray(table.numbers[rows, 1]),
            table.traits[rows],
            int(np.count_nonzero(rows < 0)),
        )

    def _enter(self, table: _Table, hashes: list[int], first: int) -> None:
        """Enter rows from `first` on into the table, a larger one where it is half full."""
        keys, values, numbers, traits = table
        if 2 * (first + len(hashes)) > len(keys):
            keys, values = _empty_slots(4 * 2 ** (first + len(hashes)).bit_length())
            hashes, first = [*self.rows, *hashes], 0
        most = len(keys) - 1
        for row, one in enumerate(hashes, first):
            slot = one & most
            while values[slot] >= 0:
                slot = (slot + 1) & most
            # In this order: other threads look words up without waiting.
            keys[slot] = one
            values[slot] = row
        self.table = _Table(keys, values, numbers, traits)

    def learn(self, hashes: list[int], words: tuple[str, ...], vocabulary: Vocabulary) -> None:
        """Add words that are not known yet, each once."""
        if not words:
            # Another thread learned them meanwhile.
            return
        first, last = len(self.rows), len(self.rows) + len(words)
        table = self.table
        if last > len(table.traits):
            table = _Table(
                table.keys.copy(),
                table.values.copy(),
                np.concatenate([table.numbers, np.zeros((last, 2), np.int32)]),
                np.concatenate([table.traits, np.zeros(last, np.uint8)]),
            )
        table.numbers[first:last, 0] = vocabulary.numbers(words)
        table.numbers[first:last, 1] = vocabulary.numbers(stem(words, self.language))
        contents = is_content(words, self.language)
        table.traits[first:last] = [
            _traits(word, self.language, content=content)
            for word, content in zip(words, contents, strict=True)
        ]
        # Last, since other threads look words up without waiting.
        self._enter(table, hashes, first)
        self.rows.update(zip(hashes, range(first, last), strict=True))


def _empty_slots(slots: int) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
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
        found = words.find(hashes, many=many)
        while found.missing:
            with self._lock:
                new = {
                    one: at
                    for at in np.flatnonzero(found.rows < 0).tolist()
                    if (one := int(hashes[at])) not in words.rows
                }
                words.learn(list(new), _spelt(folded, list(new.values())), self.vocabulary)
            found = words.find(hashes, many=many)
        return found.words, found.stems, found.traits
