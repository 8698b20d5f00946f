"""What alignment needs to know of many texts, made in compiled loops and kept in little room.

`lines.sheet` says the same of one text; here it is one array of 32-bit numbers a text, so that
a thousand texts are put together as fast as their memory is copied, see `stacks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.lines import CAPITAL_NOUNS, collect_entries, paired_terms
from reuse.compiled import kernel
from reuse.model.prepared import CAPITAL, CONTENT, NEGATION, NUMBER, UNSPACED, PreparedText

# Characters of a text that mostly tell in which order two texts stand.
_HEAD = 64
# Entries up to which one digit of their keys, or two, are sorted by counting, and the rest by
# insertion.
_FEW, _MANY = 1024, 4096
_DIGIT, _DIGITS = 256, 8
_NAME = CONTENT | CAPITAL
PLACE, COUNT = 20, 10
"""Bits of the place and of the count of an entry in one word, below its mark."""
PLACES, COUNTS = 1 << PLACE, 1 << COUNT
TOP = 1 << 31
"""Makes a number of 31 bits negative."""
TOKENS, SENTENCES, ENTRIES, NUMBERS, NAMES, CHARACTERS, WIDE = range(7)
"""Columns of the sizes of a sheet. `WIDE`: words of an entry beyond its term, 1 or 3."""

Numbers = NDArray[np.int32]
Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SlimSheet:
    """A `Sheet` in about 18 bytes a token, without its text."""

    head: str
    """The begin of the text."""
    language: str
    sizes: tuple[int, ...]
    """Tokens, sentences, entries, numbers and names of the text, and so on."""
    data: Numbers
    """What `write_sheet` writes."""

    @property
    def bytes(self) -> int:
        """Memory that it takes, about."""
        return 800 + self.data.nbytes

    def stands_before(self, other: SlimSheet) -> bool | None:
        """Whether its text comes first in the one order of two texts; None where unknown."""
        return None if self.head == other.head else self.head < other.head


class _Texts(NamedTuple):
    """Prepared texts, one after the other; N tokens, S sentences."""

    tokens: Keys
    """Shape (D + 1,): first token of each text, then their number."""
    sentences: Keys
    """Shape (D + 1,), likewise."""
    words: Numbers
    stems: Numbers
    terms: Numbers
    """Shape (N,): number of each token's content term, -1 for none."""
    traits: NDArray[np.uint8]
    quoted: NDArray[np.bool_]
    ranges: Numbers
    """Shape (S, 2)."""
    named: NDArray[np.bool_]
    """Shape (D,): whether a capital tells a name."""


@kernel
def order_by_key(keys: Keys, order: Keys, spare: Keys) -> None:
    """Sort numbers of entries by the entries' keys, which are hashes of 63 bits; stable.

    Args:
        keys: key of each entry.
        order: entries in rising order, overwritten.
        spare: room for as many.
    """
    count, counts = len(order), np.empty(_DIGIT, np.int64)
    # One digit leaves some two entries to each of its values, two leave few; all take linear time.
    digits = 1 if count <= _FEW else 2 if count <= _MANY else _DIGITS
    for digit in range(digits, 0, -1):
        shift = max(63 - 8 * digit, 0)
        counts[:] = 0
        for at in range(count):
            counts[keys[order[at]] >> shift & (_DIGIT - 1)] += 1
        total = 0
        for value in range(_DIGIT):
            counts[value], total = total, total + counts[value]
        for at in range(count):
            value = keys[order[at]] >> shift & (_DIGIT - 1)
            spare[counts[value]] = order[at]
            counts[value] += 1
        order[:] = spare[:count]
    for at in range(1, count):
        one, place = order[at], at
        while place and keys[order[place - 1]] > keys[one]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = one


@kernel
def write_distinct(
    words: Numbers, marked: NDArray[np.bool_], ranges: Numbers, out: Numbers, bounds: Numbers
) -> int:
    """Write the distinct marked words of each sentence in rising order; how many they are."""
    count = 0
    for sentence in range(len(ranges)):
        bounds[sentence] = first = count
        for at in range(ranges[sentence, 0], ranges[sentence, 1]):
            if not marked[at]:
                continue
            place = count
            while place > first and out[place - 1] > words[at]:
                place -= 1
            if place > first and out[place - 1] == words[at]:
                continue
            for moved in range(count, place, -1):
                out[moved] = out[moved - 1]
            out[place] = words[at]
            count += 1
    bounds[len(ranges)] = count
    return count


@kernel
def write_entries(
    found: Numbers, places: Numbers, counts: Numbers, marked: NDArray[np.bool_], out: Numbers
) -> int:
    """Write the entries of a text: terms, then all else in one word an entry or in three.

    Returns:
        Words of an entry beyond its term.
    """
    size = len(found)
    out[:size] = found
    wide = False
    for at in range(size):
        wide = wide or places[at] >= PLACES or counts[at] >= COUNTS
    for at in range(size):
        if wide:
            out[size + at], out[2 * size + at] = places[at], counts[at]
            out[3 * size + at] = marked[at]
        else:
            packed = np.int64(places[at]) | np.int64(counts[at]) << PLACE
            out[size + at] = packed | np.int64(marked[at]) << PLACE + COUNT
    return 3 if wide else 1


@kernel
def find_terms(terms: Numbers, keys: Keys, own: Keys, order: Keys) -> int:
    """Keys of the terms of tokens, and the tokens that have one.

    Args:
        terms: term of each token, -1 for none; shape (n,).
        keys: `Vocabulary.keys`.
        own: shape (n,), overwritten where there is a term.
        order: shape (n + 1,), begins with the tokens that have a term at the end.

    Returns:
        How many those are.
    """
    used = 0
    # Without a branch, as half of them would be guessed wrongly.
    for at in range(len(terms)):
        own[at] = keys[max(terms[at], 0)]
        order[used] = at
        used += terms[at] >= 0
    return used


@kernel
def write_sheet(texts: _Texts, text: int, keys: Keys, out: Numbers, sizes: Keys) -> int:
    """Write all of `Lines` of one text that is not quickly told from the rest.

    Args:
        texts: prepared texts.
        text: number of the text.
        keys: `Vocabulary.keys`.
        out: room, overwritten with words (the top bit says which stand inside a quotation),
            stems (which are of content words), sentences' ends, their sizes (which negate),
            entries, numbers, where those of each sentence end, names and where they do.
        sizes: shape (7,), overwritten.

    Returns:
        Words written.
    """
    first, last = texts.tokens[text], texts.tokens[text + 1]
    low, high = texts.sentences[text], texts.sentences[text + 1]
    words, terms, traits = (
        texts.words[first:last],
        texts.terms[first:last],
        texts.traits[first:last],
    )
    quoted, ranges = texts.quoted[first:last], texts.ranges[low:high]
    tokens, sentences = last - first, high - low
    sentence, own = np.empty(tokens, np.int32), np.empty(tokens, np.int64)
    numeric, names = (traits & NUMBER) != 0, (traits & _NAME) == _NAME
    names &= texts.named[text]
    negated, characters = np.zeros(sentences, np.bool_), 0
    order = np.empty(tokens + 1, np.int64)
    used = find_terms(terms, keys, own, order)
    for at in range(tokens):
        characters += traits[at] & UNSPACED != 0
        out[at] = np.int64(words[at]) - TOP * np.int64(quoted[at])
    for place in range(sentences):
        # The first word of a sentence has its capital for that.
        names[ranges[place, 0]] = False
        for at in range(ranges[place, 0], ranges[place, 1]):
            sentence[at] = place
            negated[place] |= traits[at] & NEGATION != 0
    telling = names | numeric
    order_by_key(own, order[:used], np.empty(used, np.int64))
    found, places, counts, marked, distinct = collect_entries(
        order[:used], terms, sentence, telling, sentences
    )
    for at in range(tokens):
        is_content = traits[at] & CONTENT != 0
        out[tokens + at] = np.int64(texts.stems[first + at]) - TOP * np.int64(is_content)
    end = 2 * tokens
    for place in range(sentences):
        out[end + place] = ranges[place, 1]
        out[end + sentences + place] = np.int64(distinct[place]) - (TOP if negated[place] else 0)
    end += 2 * sentences
    sizes[WIDE] = write_entries(found, places, counts, marked, out[end:])
    end += (1 + sizes[WIDE]) * len(found)
    bounds = np.empty(sentences + 1, np.int32)
    for kind in range(2):
        which = names if kind else numeric
        sizes[NUMBERS + kind] = write_distinct(words, which, ranges, out[end:], bounds)
        end += sizes[NUMBERS + kind]
        out[end : end + sentences] = bounds[1:]
        end += sentences
    sizes[TOKENS], sizes[SENTENCES] = tokens, sentences
    sizes[ENTRIES], sizes[CHARACTERS] = len(found), characters
    return int(end)


@kernel
def write_sheets(texts: _Texts, keys: Keys, out: Numbers, ends: Keys, sizes: Keys) -> None:
    """`write_sheet` of each text, one behind the other; where each ends, and their sizes."""
    end = 0
    for text in range(len(sizes)):
        end += write_sheet(texts, text, keys, out[end:], sizes[text])
        ends[text + 1] = end


def slim_many(texts: Sequence[PreparedText]) -> list[SlimSheet]:
    """Look texts over for the time until they are met again.

    Args:
        texts: prepared texts, all of one vocabulary.
    """
    if not texts:
        return []
    joined = _joined(texts)
    count, tokens, sentences = len(texts), len(joined.words), len(joined.ranges)
    ends, sizes = np.zeros(count + 1, np.int64), np.zeros((count, WIDE + 1), np.int64)
    out = np.empty(8 * tokens + 4 * sentences, np.int32)
    # After the terms, which may be new.
    keys = texts[0].vocabulary.keys
    write_sheets.native(joined, keys, out, ends, sizes)
    places = ends.tolist()
    return [
        SlimSheet(
            head=text.raw[:_HEAD],
            language=text.language,
            sizes=tuple(own),
            # A copy, since one text that is kept would hold those of all.
            data=out[places[at] : places[at + 1]].copy(),
        )
        for at, (text, own) in enumerate(zip(texts, sizes.tolist(), strict=True))
    ]


def _joined(texts: Sequence[PreparedText]) -> _Texts:
    traits = np.concatenate([each.traits for each in texts])
    stems = np.concatenate([each.stem_numbers for each in texts])
    tokens = _starts([len(each.tokens) for each in texts])
    terms = np.where(traits & CONTENT, stems, np.int32(-1)).astype(np.int32)
    unspaced = np.flatnonzero(traits & UNSPACED)
    for at in sorted(set((tokens.searchsorted(unspaced, "right") - 1).tolist())):
        terms[tokens[at] : tokens[at + 1]] = paired_terms(texts[at])
    return _Texts(
        tokens=tokens,
        sentences=_starts([len(each.sentences) for each in texts]),
        words=np.concatenate([each.word_numbers for each in texts]),
        stems=stems,
        terms=terms,
        traits=traits,
        quoted=np.concatenate([each.quoted for each in texts]),
        ranges=np.concatenate([each.sentences for each in texts]),
        named=np.array([each.language not in CAPITAL_NOUNS for each in texts], np.bool_),
    )


def _starts(sizes: list[int]) -> Keys:
    return np.cumsum([0, *sizes], dtype=np.int64)
