"""What alignment needs to know of many texts, put together in one call of a compiled loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.common_terms import SPEAKERS, CommonTerms, common_terms, rarity_of
from reuse.align.lines import Lines, antonyms
from reuse.align.slim import (
    CHARACTERS,
    COUNT,
    COUNTS,
    ENTRIES,
    NAMES,
    NUMBERS,
    PLACE,
    PLACES,
    SENTENCES,
    TOKENS,
    TOP,
    WIDE,
    Keys,
    Numbers,
    SlimSheet,
)
from reuse.compiled import kernel
from reuse.model.vocabulary import Vocabulary


class Stack(NamedTuple):
    """Several texts, one after the other; D texts."""

    lines: Lines
    """Arrays of all texts; token ranges and bounds count from the start of each text."""
    tokens: Keys
    """Shape (D + 1,): first token of each text, then their number."""
    sentences: Keys
    """Shape (D + 1,), likewise."""
    entries: Keys
    numbers: Keys
    names: Keys
    characters: Keys
    """Shape (D,): tokens that are a single character."""
    english: NDArray[np.bool_]
    """Shape (D,)."""


@kernel
def add_opposites(terms: Keys, places: Numbers, opposed: Keys, masks: Keys, out: Keys) -> None:
    """`Lines.opposites` of a text, shape (s, 2), zeros before.

    Args:
        terms: keys of the entries, rising.
        places: their sentences.
        opposed: keys of the stems that have an opposite, rising.
        masks: `lines.antonyms` of each, shape (a, 2).
        out: overwritten.
    """
    one = 0
    for at in range(len(terms)):
        while one < len(opposed) and opposed[one] < terms[at]:
            one += 1
        if one < len(opposed) and opposed[one] == terms[at]:
            out[places[at], 0] |= masks[one, 0]
            out[places[at], 1] |= masks[one, 1]


@kernel
def read_entries(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    data: Numbers, size: int, wide: int, places: Numbers, counts: Numbers,
    marked: NDArray[np.bool_],
) -> None:  # fmt: skip
    """Read what `write_entries` wrote behind the terms."""
    for at in range(size):
        if wide > 1:
            places[at], counts[at] = data[at], data[size + at]
            marked[at] = data[2 * size + at] != 0
        else:
            packed = np.int64(data[at])
            places[at], counts[at] = packed & (PLACES - 1), packed >> PLACE & (COUNTS - 1)
            marked[at] = packed >> PLACE + COUNT != 0


@kernel
def read_distinct(data: Numbers, words: Numbers, bounds: Numbers) -> int:
    """Read the words that `write_distinct` wrote and where those of each sentence end."""
    words[:] = data[: len(words)]
    bounds[0] = 0
    bounds[1:] = data[len(words) : len(words) + len(bounds) - 1]
    return len(words) + len(bounds) - 1


@kernel
def mark_words(words: Numbers, wanted: Numbers, out: NDArray[np.bool_]) -> None:
    """Which words are among the wanted ones, which are few."""
    for at in range(len(words)):
        found = False
        for number in wanted:
            found = found or words[at] == number
        out[at] = found


@kernel
def read_sheets(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    data: Numbers, out: Stack, wide: Keys, keys: Keys, shapes: Keys, opposed: Keys, masks: Keys,
    common: CommonTerms, speakers: Numbers,
) -> None:  # fmt: skip
    """Take apart the sheets of D texts, one after the other; fills the arrays of `Stack.lines`.

    Args:
        data: the sheets.
        out: with bounds filled in, and zeros for `Lines.opposites`.
        wide: shape (D,): words of an entry beyond its term.
        keys: `Vocabulary.keys`.
        shapes: `Vocabulary.shapes`.
        opposed: as `add_opposites` takes it.
        masks: the same.
        common: how common the terms of English are.
        speakers: numbers of its words by which a speaker means himself, rising.
    """
    at, lines = 0, out.lines
    for text in range(len(wide)):
        first, last = out.tokens[text], out.tokens[text + 1]
        low, high = out.sentences[text], out.sentences[text + 1]
        for token in range(first, last):
            word = data[at + token - first]
            lines.quoted[token] = word < 0
            lines.words[token] = np.int64(word) + (TOP if word < 0 else 0)
        at += last - first
        for token in range(first, last):
            stem = data[at + token - first]
            lines.content[token] = stem < 0
            lines.stems[token] = np.int64(stem) + (TOP if stem < 0 else 0)
            lines.shapes[token] = shapes[lines.stems[token]]
        at += last - first
        begin = 0
        for place in range(low, high):
            end, size = data[at + place - low], data[at + high - low + place - low]
            lines.bounds[place, 0], lines.bounds[place, 1] = begin, end
            lines.sentence[first + begin : first + end] = place - low
            lines.negated[place] = size < 0
            lines.sizes[place] = np.int64(size) + (TOP if size < 0 else 0)
            begin = end
        at += 2 * (high - low)
        start, stop = out.entries[text], out.entries[text + 1]
        for entry in range(start, stop):
            lines.terms[entry] = keys[data[at + entry - start]]
        at += stop - start
        read_entries(
            data[at:], stop - start, wide[text], lines.places[start:stop],
            lines.counts[start:stop], lines.marked[start:stop],
        )  # fmt: skip
        at += wide[text] * (stop - start)
        add_opposites(
            lines.terms[start:stop], lines.places[start:stop], opposed, masks,
            lines.opposites[low:high],
        )  # fmt: skip
        if out.english[text]:
            rarity_of(lines.terms[start:stop], common, lines.rarity[start:stop])
            mark_words(lines.words[first:last], speakers, lines.speaks[first:last])
        # One bound more a text than sentences.
        edges = slice(low + text, high + text + 1)
        own = slice(out.numbers[text], out.numbers[text + 1])
        at += read_distinct(data[at:], lines.numbers[own], lines.number_bounds[edges])
        own = slice(out.names[text], out.names[text + 1])
        at += read_distinct(data[at:], lines.names[own], lines.name_bounds[edges])


def stack(sheets: Sequence[SlimSheet], vocabulary: Vocabulary) -> Stack:
    """Put the sheets of some texts, one or more, behind each other."""
    sizes = np.array([each.sizes for each in sheets], np.int64)
    starts = np.zeros((len(sheets) + 1, NAMES + 1), np.int64)
    np.cumsum(sizes[:, : NAMES + 1], axis=0, out=starts[1:])
    tokens, sentences, entries, numbers, names = starts[-1].tolist()
    lines = Lines(
        words=np.empty(tokens, np.int32),
        stems=np.empty(tokens, np.int32),
        sentence=np.empty(tokens, np.int32),
        bounds=np.empty((sentences, 2), np.int32),
        quoted=np.empty(tokens, np.bool_),
        terms=np.empty(entries, np.int64),
        places=np.empty(entries, np.int32),
        counts=np.empty(entries, np.int32),
        marked=np.empty(entries, np.bool_),
        sizes=np.empty(sentences, np.int32),
        numbers=np.empty(numbers, np.int32),
        number_bounds=np.empty(sentences + len(sheets), np.int32),
        names=np.empty(names, np.int32),
        name_bounds=np.empty(sentences + len(sheets), np.int32),
        negated=np.empty(sentences, np.bool_),
        opposites=np.zeros((sentences, 2), np.int64),
        content=np.empty(tokens, np.bool_),
        shapes=np.empty(tokens, np.int64),
        rarity=np.zeros(entries, np.float64),
        speaks=np.ones(tokens, np.bool_),
    )
    bounds = [np.ascontiguousarray(column) for column in starts.T]
    out = Stack(
        lines=lines,
        tokens=bounds[TOKENS],
        sentences=bounds[SENTENCES],
        entries=bounds[ENTRIES],
        numbers=bounds[NUMBERS],
        names=bounds[NAMES],
        characters=np.ascontiguousarray(sizes[:, CHARACTERS]),
        english=np.array([each.language == "en" for each in sheets], np.bool_),
    )
    data = np.concatenate([each.data for each in sheets])
    wide = np.ascontiguousarray(sizes[:, WIDE])
    speakers = np.array(sorted(map(vocabulary.find, SPEAKERS)), np.int32)
    read_sheets.native(
        data, out, wide, vocabulary.keys, vocabulary.shapes, *antonyms(), common_terms(), speakers
    )
    return out
