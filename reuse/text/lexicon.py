"""What is known of each word of a language, asked once a distinct word.

A word is found by the hash of its token, so that most texts are prepared without a string a
token. Two words of one keyed 64-bit hash would be taken for one; at ten million distinct words
the chance of that is about one in 400,000.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import firsts
from reuse.model.prepared import CONTENT, NEGATION, NUMBER, UNSPACED
from reuse.model.scripts import is_unspaced
from reuse.model.vocabulary import Vocabulary
from reuse.text.language import is_content, stem
from reuse.text.negation import is_negation

# Words to enter from which on a compiled loop pays, where few texts come.
_ENOUGH = 200_000
# What is known of a word in 64 bits, never 0: its number and one, its stem, its traits.
_TRAITS, _NUMBERS = np.uint64(8), np.uint64(28)
_STEM, _TRAIT = np.uint64((1 << 28) - 1), np.uint64(255)
Spell = Callable[[list[int]], tuple[str, ...]]
"""Gives the folded spelling of some tokens."""


@kernel
def find_words(
    hashes: NDArray[np.uint64], slots: NDArray[np.uint64], known: NDArray[np.uint64]
) -> None:
    """What is known of each token, by an open hash table.

    Args:
        hashes: shape (n,).
        slots: hash and what is known of it, 0 in an empty slot; shape (a power of two, 2), with
            room. Both stand in one line of the cache.
        known: shape (n,), overwritten; 0 for an unknown word.
    """
    most = np.uint64(len(slots) - 1)
    for at in range(len(hashes)):
        slot = hashes[at] & most
        # Read once: another thread may enter a word into a slot that was found empty.
        told = slots[slot, 1]
        while told and slots[slot, 0] != hashes[at]:
            slot = (slot + np.uint64(1)) & most
            told = slots[slot, 1]
        known[at] = told


@kernel
def enter_words(
    hashes: NDArray[np.uint64], known: NDArray[np.uint64], slots: NDArray[np.uint64]
) -> None:
    """Enter words that are not there yet into the table of `find_words`."""
    most = np.uint64(len(slots) - 1)
    for at in range(len(hashes)):
        slot = hashes[at] & most
        while slots[slot, 1]:
            slot = (slot + np.uint64(1)) & most
        # In this order: other threads look words up without waiting.
        slots[slot, 0] = hashes[at]
        slots[slot, 1] = known[at]


class Known(NamedTuple):
    """What is known of n tokens."""

    words: NDArray[np.int32]
    """Shape (n,): number of each word in the vocabulary."""
    stems: NDArray[np.int32]
    """Shape (n,): number of its stem."""
    traits: NDArray[np.uint8]
    """Shape (n,)."""


def _unpacked(known: NDArray[np.uint64]) -> Known:
    return Known(
        ((known >> (_TRAITS + _NUMBERS)).astype(np.int64) - 1).astype(np.int32),
        (known >> _TRAITS & _STEM).astype(np.int32),
        (known & _TRAIT).astype(np.uint8),
    )


class _Words:
    """Words of one language by the hash of their tokens."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.known: dict[int, int] = {}
        self.slots: NDArray[np.uint64] = np.zeros((1 << 10, 2), np.uint64)
        """As `find_words` takes them. Other threads look words up without waiting, each in the
        table that it took: an entry is there whole or not at all."""

    def find(self, hashes: NDArray[np.uint64], *, many: bool) -> NDArray[np.uint64]:
        """What is known of each token, 0 for nothing."""
        if many:
            found = np.empty(len(hashes), np.uint64)
            find_words.native(hashes, self.slots, found)
            return found
        known = self.known
        return np.array([known.get(one, 0) for one in hashes.tolist()], np.uint64)

    def learn(
        self,
        hashes: list[int],
        words: tuple[str, ...],
        vocabulary: Vocabulary,
        *,
        many: bool = False,
    ) -> None:
        """Add words that are not known yet, each once."""
        numbers, stems = vocabulary.numbers(words), vocabulary.numbers(stem(words, self.language))
        traits = _traits(words, self.language)
        new = {
            one: (number + 1) << 36 | root << 8 | trait
            for one, number, root, trait in zip(hashes, numbers, stems, traits, strict=True)
        }
        self._enter(new, many=many)
        self.known.update(new)

    def _enter(self, new: dict[int, int], *, many: bool) -> None:
        """Enter words into the table, a larger one where it is half full."""
        slots, size = self.slots, len(self.known) + len(new)
        if 2 * size > len(slots):
            slots = np.zeros((4 * 2 ** size.bit_length(), 2), np.uint64)
            new = self.known | new
        enter_words.form(len(new), enough=0 if many else _ENOUGH)(
            np.fromiter(new.keys(), np.uint64, len(new)),
            np.fromiter(new.values(), np.uint64, len(new)),
            slots,
        )
        self.slots = slots


def _traits(words: tuple[str, ...], language: str) -> list[int]:
    """Traits of each word."""
    out = [CONTENT * content for content in is_content(words, language)]
    for at, word in enumerate(words):
        if not word.isalpha() and any(map(str.isdigit, word)):
            out[at] |= NUMBER
        if is_negation(word, language):
            out[at] |= NEGATION
        if len(word) == 1 and is_unspaced(word):
            out[at] |= UNSPACED
    return out


def _first_of_each(
    hashes: NDArray[np.uint64], found: NDArray[np.uint64]
) -> Iterator[tuple[int, int]]:
    """Hash and first place of each unknown word, by place: frequent words get low numbers."""
    places = np.flatnonzero(found == 0)
    order = np.argsort(hashes[places], kind="stable")
    places = np.sort(places[order][firsts(hashes[places][order])])
    return zip(hashes[places].tolist(), places.tolist(), strict=True)


class Lexicon:
    """Words met so far, by language; one for all texts that are compared with each other.

    Several threads may use one; all texts must be hashed under one key.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._languages: dict[str, _Words] = {}
        self._lock = Lock()

    def look_up(
        self, hashes: NDArray[np.uint64], language: str, spell: Spell, *, many: bool = False
    ) -> Known:
        """What is known of each token.

        Args:
            hashes: `Tokens.hashes` of one or several texts, shape (n,).
            language: their language.
            spell: gives the spelling of tokens, by their places in `hashes`.
            many: whether many texts come, for which compiled loops pay.
        """
        words = self._languages.get(language)
        if words is None:
            with self._lock:
                words = self._languages.setdefault(language, _Words(language))
        found = words.find(hashes, many=many)
        while not found.all():
            with self._lock:
                # Another thread may have learned some of them meanwhile.
                new = [
                    (one, at) for one, at in _first_of_each(hashes, found) if one not in words.known
                ]
                if new:
                    spelt = spell([at for _, at in new])
                    words.learn([one for one, _ in new], spelt, self.vocabulary, many=many)
            found = words.find(hashes, many=many)
        return _unpacked(found)
