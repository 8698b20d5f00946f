"""What alignment needs to know of one text, as arrays for compiled loops."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.common_terms import SPEAKERS, common_terms, rarity_of
from reuse.align.polarity import antonym_pairs
from reuse.compiled import kernel
from reuse.grouping import distinct
from reuse.model.prepared import CAPITAL, CONTENT, NEGATION, NUMBER, UNSPACED, PreparedText
from reuse.model.vocabulary import key_of

CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that capitalise every noun, so that a capital tells no name."""
_HALF = 32
_LOW = (1 << _HALF) - 1
_NAME = CONTENT | CAPITAL
# Tokens from which on the compiled loop pays, half a second of plain Python.
_ENOUGH = 200_000


class Lines(NamedTuple):
    """One text: n tokens, s sentences, e distinct (term, sentence) pairs.

    Words and stems are numbers of one vocabulary, so that those of two texts compare.
    """

    words: NDArray[np.int32]
    """Shape (n,): normalised word of each token."""
    stems: NDArray[np.int32]
    """Shape (n,)."""
    sentence: NDArray[np.int32]
    """Shape (n,): sentence of each token."""
    bounds: NDArray[np.int32]
    """Shape (s, 2): half-open token ranges of the sentences."""
    quoted: NDArray[np.bool_]
    """Shape (n,)."""
    terms: NDArray[np.int64]
    """Shape (e,): content term of each entry, as its key, which no order of texts changes;
    entries are sorted by term, then sentence."""
    places: NDArray[np.int32]
    """Shape (e,): its sentence."""
    counts: NDArray[np.int32]
    """Shape (e,): how often the term stands there."""
    marked: NDArray[np.bool_]
    """Shape (e,): whether the term stands as a name or number anywhere in the text."""
    sizes: NDArray[np.int32]
    """Shape (s,): distinct terms of each sentence."""
    numbers: NDArray[np.int32]
    """Distinct words with a digit, by sentence, then in order."""
    number_bounds: NDArray[np.int32]
    """Shape (s + 1,): sentence k has ``numbers[number_bounds[k]:number_bounds[k + 1]]``."""
    names: NDArray[np.int32]
    """Distinct names, likewise."""
    name_bounds: NDArray[np.int32]
    """Shape (s + 1,)."""
    negated: NDArray[np.bool_]
    """Shape (s,): whether the sentence negates."""
    opposites: NDArray[np.int64]
    """Shape (s, 2): bit k is set where the first, and the second, of antonym pair k stands."""
    content: NDArray[np.bool_]
    """Shape (n,): whether the token is a content word."""
    shapes: NDArray[np.int64]
    """Shape (n,): `shape_of` its stem."""
    rarity: NDArray[np.float64]
    """Shape (e,): weight of each entry's term in its language, 0 where nothing is known of it."""
    speaks: NDArray[np.bool_]
    """Shape (n,): whether the token may be a word by which a speaker means himself."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """What alignment needs to know of one text, whatever it is aligned with."""

    text: PreparedText
    lines: Lines
    characters: int
    """Tokens that are a single character of a script without spaces."""


@kernel
def collect_entries(
    order: NDArray[np.int64],
    terms: NDArray[np.int32],
    sentence: NDArray[np.int32],
    telling: NDArray[np.bool_],
    sentences: int,
) -> tuple[
    NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_], NDArray[np.int32]
]:
    """Distinct terms of each sentence.

    Args:
        order: tokens with a term, by term, then place; shape (u,).
        terms: term of each token, shape (n,).
        sentence: sentence of each token, shape (n,).
        telling: whether each token is a name or number, shape (n,).
        sentences: their number.

    Returns:
        Term, sentence, count and mark of each entry, as in `Lines`, shape (e,); and terms of
        each sentence, shape (s,).
    """
    found, places = np.empty(len(order), np.int32), np.empty(len(order), np.int32)
    counts, marked = np.zeros(len(order), np.int32), np.zeros(len(order), np.bool_)
    sizes = np.zeros(sentences, np.int32)
    count, first, mark = 0, 0, False
    for at in range(len(order)):
        term, place = terms[order[at]], sentence[order[at]]
        fresh = count == 0 or term != found[count - 1]
        if fresh:
            marked[first:count] = mark
            first, mark = count, False
        if fresh or place != places[count - 1]:
            found[count], places[count] = term, place
            sizes[place] += 1
            count += 1
        counts[count - 1] += 1
        mark = mark or bool(telling[order[at]])
    marked[first:count] = mark
    return (
        found[:count].copy(), places[:count].copy(), counts[:count].copy(),
        marked[:count].copy(), sizes,
    )  # fmt: skip


def sheet(text: PreparedText) -> Sheet:
    """Look one text over, once for all the texts it will be aligned with."""
    sentences = len(text.sentences)
    sentence = np.repeat(
        np.arange(sentences, dtype=np.int32), text.sentences[:, 1] - text.sentences[:, 0]
    )
    names = _names(text)
    numeric = (text.traits & NUMBER) != 0
    single = (text.traits & UNSPACED) != 0
    characters = int(np.count_nonzero(single))
    terms = paired_terms(text) if characters else _content_stems(text)
    used = np.flatnonzero(terms >= 0)
    keys = text.vocabulary.keys
    order = used[np.argsort(keys[terms[used]], kind="stable")]
    collect = collect_entries.form(len(order), enough=_ENOUGH)
    numbered, places, counts, marked, sizes = collect(
        order, terms, sentence, names | numeric, sentences
    )
    entry_terms = keys[numbered]
    numbers, number_bounds = _by_sentence(text.word_numbers, sentence, numeric, sentences)
    named, name_bounds = _by_sentence(text.word_numbers, sentence, names, sentences)
    negated = np.zeros(sentences, np.bool_)
    negated[sentence[(text.traits & NEGATION) != 0]] = True
    lines = Lines(
        words=text.word_numbers,
        stems=text.stem_numbers,
        sentence=sentence,
        bounds=text.sentences,
        quoted=text.quoted,
        terms=entry_terms,
        places=places,
        counts=counts,
        marked=marked,
        sizes=sizes,
        numbers=numbers,
        number_bounds=number_bounds,
        names=named,
        name_bounds=name_bounds,
        negated=negated,
        opposites=_opposites(entry_terms, places, sentences),
        content=text.content,
        shapes=text.vocabulary.shapes[text.stem_numbers],
        rarity=_rarity(text, entry_terms),
        speaks=_speaks(text),
    )
    return Sheet(text=text, lines=lines, characters=characters)


def sheets(left: PreparedText | Sheet, right: PreparedText | Sheet) -> tuple[Sheet, Sheet]:
    """The sheets of two texts, under one numbering of words."""
    one = left if isinstance(left, Sheet) else sheet(left)
    other = right.text if isinstance(right, Sheet) else right
    if one.text.vocabulary is other.vocabulary:
        return one, right if isinstance(right, Sheet) else sheet(right)
    vocabulary = one.text.vocabulary
    number = np.array([*map(vocabulary.number, other.vocabulary.strings), 0], np.int32)
    renumbered = replace(
        other,
        vocabulary=vocabulary,
        word_numbers=number[other.word_numbers],
        stem_numbers=number[other.stem_numbers],
    )
    return one, sheet(renumbered)


def _packed(high: NDArray[np.int32], low: NDArray[np.int32]) -> NDArray[np.int64]:
    """Two numbers of 0 or more in one, so that one sort orders by both."""
    return (high.astype(np.int64) << _HALF) | low


def _among(values: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which values are among the known ones, which are in order."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.asarray(known[at] == values)


def _by_sentence(
    words: NDArray[np.int32],
    sentence: NDArray[np.int32],
    mask: NDArray[np.bool_],
    sentences: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Distinct marked words of each sentence, in order, and where each sentence begins."""
    at = np.flatnonzero(mask)
    if not len(at):
        return np.zeros(0, np.int32), np.zeros(sentences + 1, np.int32)
    keys = distinct(_packed(sentence[at], words[at]))
    bounds = np.searchsorted(keys, np.arange(sentences + 1, dtype=np.int64) << _HALF)
    return (keys & _LOW).astype(np.int32), bounds.astype(np.int32)


def _names(text: PreparedText) -> NDArray[np.bool_]:
    """Capitalised content words inside a sentence, shape (n,)."""
    if text.language in CAPITAL_NOUNS:
        return np.zeros(len(text.tokens), np.bool_)
    names = (text.traits & _NAME) == _NAME
    names[text.sentences[:, 0]] = False
    return np.asarray(names)


def _content_stems(text: PreparedText) -> NDArray[np.int32]:
    return np.where(text.content, text.stem_numbers, np.int32(-1)).astype(np.int32)


def paired_terms(text: PreparedText) -> NDArray[np.int32]:
    """Content term of each token where adjacent characters of an unspaced script are read in pairs.

    Single characters say too little. Shape (n,); -1 for a token without a term.
    """
    out, single = _content_stems(text), (text.traits & UNSPACED) != 0
    touching = text.tokens.starts[1:] == text.tokens.ends[:-1]
    at = np.flatnonzero(single[:-1] & single[1:] & touching)
    if not len(at):
        return out
    stems, strings = text.stem_numbers, text.vocabulary.strings
    pairs = _packed(stems[at], stems[at + 1])
    known = distinct(pairs)
    spelt = (strings[pair >> _HALF] + strings[pair & _LOW] for pair in known.tolist())
    numbers = np.array(text.vocabulary.numbers(spelt), np.int32)
    out[at] = numbers[known.searchsorted(pairs)]
    return out


def _rarity(text: PreparedText, terms: NDArray[np.int64]) -> NDArray[np.float64]:
    """`Lines.rarity`."""
    out = np.zeros(len(terms), np.float64)
    if text.language == "en":
        rarity_of(terms, common_terms(), out)
    return out


def _speaks(text: PreparedText) -> NDArray[np.bool_]:
    """`Lines.speaks`."""
    if text.language != "en":
        return np.ones(len(text.tokens), np.bool_)
    return np.isin(text.word_numbers, [*map(text.vocabulary.find, SPEAKERS)])


def _opposites(
    terms: NDArray[np.int64], places: NDArray[np.int32], sentences: int
) -> NDArray[np.int64]:
    """`Lines.opposites`."""
    out = np.zeros((sentences, 2), np.int64)
    keys, masks = antonyms()
    found = np.flatnonzero(_among(terms, keys))
    if len(found):
        np.bitwise_or.at(out, places[found], masks[np.searchsorted(keys, terms[found])])
    return out


@cache
def antonyms() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Stems that have an opposite, in order, and the pairs each is the first or second of."""
    masks: dict[int, list[int]] = {}
    for bit, pair in enumerate(antonym_pairs()):
        for side, stem in enumerate(pair):
            masks.setdefault(key_of(stem), [0, 0])[side] |= 1 << bit
    keys = sorted(masks)
    return np.array(keys, np.int64), np.array([masks[key] for key in keys], np.int64)
