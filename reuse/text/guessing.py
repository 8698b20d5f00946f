"""The languages of many texts, in compiled loops: what `language.language_of` says of each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from threading import Event, Lock, Thread
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.text.language import (
    FIRST_UNSPACED,
    SAMPLE,
    SURE_OTHER,
    SURE_SHARE,
    SURE_WORDS,
    UNKNOWN,
    WIDE,
    WIDE_SHARE,
    WORD,
    guesser,
    is_surely_english,
    languages_of_words,
    stated_code,
)
from reuse.text.onepass import utf8

_FEW = ord(FIRST_UNSPACED)
# In place of a folded letter: a sign between words, and a letter that folds to several.
_APART, _SEVERAL = 0, 0xFFFFFFFF
_NO, _YES, _ASK = 0, 1, 2
# The guesser adds in 32 bits: of a score it is off by less than this share of the sum of what it
# adds up, so that a lead of more is one there as well.
_OFF = 2e-4
_LOADING, _BEGUN = Lock(), Event()
Points = NDArray[np.uint32]
Bounds = NDArray[np.int64]


class _Words(NamedTuple):
    """Function words of all languages, W of them."""

    folded: Points
    """Shape (_FEW,): the letter that each code point folds to, `_SEVERAL` where it is not one of
    these."""
    letters: Points
    """The words, one after the other."""
    bounds: Bounds
    """Shape (W + 1,): word w has ``letters[bounds[w]:bounds[w + 1]]``."""
    masks: Bounds
    """Shape (W,): bit of each language that has the word; that of English is bit 0."""
    slots: NDArray[np.int32]
    """Word in each slot of an open hash table, -1 for none; a power of two of them."""


@kernel
def add_letter(value: int, letter: int) -> int:
    """Hash of some letters and one more (FNV-1a on code points), 31 bits; starts with 0."""
    return ((value ^ letter) * 0x01000193) & 0x7FFFFFFF


@kernel
def find_letters(letters: Points, size: int, value: int, words: _Words) -> int:
    """Which word the first `size` letters spell, -1 for none; `value` is their hash."""
    slot = value & (len(words.slots) - 1)
    while words.slots[slot] >= 0:
        which = words.slots[slot]
        first = words.bounds[which]
        same = words.bounds[which + 1] - first == size
        at = 0
        while same and at < size:
            same = words.letters[first + at] == letters[at]
            at += 1
        if same:
            return int(which)
        slot = (slot + 1) & (len(words.slots) - 1)
    return -1


@kernel
def is_english(sample: Points, share: float, words: _Words, word: Points, counts: Bounds) -> int:
    """Whether a sample reads as English: yes, no, or `language.is_surely_english` is to say.

    Args:
        sample: code points.
        share: of its words, that must be function words of English.
        words: function words.
        word: room for the letters of a sample and one more.
        counts: room for a number a language.
    """
    found, size, value, asked = 0, 0, 0, False
    counts[:] = 0
    for at in range(len(sample) + 1):
        letter = np.uint32(_APART)
        if at < len(sample):
            if sample[at] >= _FEW:
                # A letter of a script without spaces, or a sign.
                return _ASK
            letter = words.folded[sample[at]]
            asked = asked or letter == np.uint32(_SEVERAL)
        if letter != np.uint32(_APART):
            word[size] = letter
            size += 1
            value = add_letter(value, int(letter))
            continue
        if size:
            found += 1
            which = find_letters(word, size, value, words)
            if which >= 0:
                for language in range(len(counts)):
                    counts[language] += words.masks[which] >> language & 1
        size, value = 0, 0
    if asked:
        return _ASK
    others = 0
    for language in range(1, len(counts)):
        others = max(others, counts[language])
    sure = counts[0] >= share * found and others <= SURE_OTHER * counts[0]
    return _YES if found >= SURE_WORDS and sure else _NO


@kernel
def are_english(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    points: Points, firsts: Bounds, lasts: Bounds, words: _Words, counts: Bounds,
    out: NDArray[np.int8],
) -> None:  # fmt: skip
    """`language.is_surely_english` of each text ``points[firsts[k]:lasts[k]]``, into shape (k,).

    Yes, no, or to be asked there.
    """
    word = np.empty(WIDE + 1, np.uint32)
    for at in range(len(out)):
        text = points[firsts[at] : lasts[at]]
        out[at] = is_english(text[:SAMPLE], SURE_SHARE, words, word, counts)
        if out[at] == _NO:
            out[at] = is_english(text[:WIDE], WIDE_SHARE, words, word, counts)


class _Guesser(NamedTuple):
    """The library's automaton and naive Bayes; F features, C classes."""

    moves: NDArray[np.uint32]
    """Next state of each row of states and byte."""
    rows: NDArray[np.uint16]
    """Row of each state."""
    features: NDArray[np.int32]
    """Feature that is met in each state, -1 for none."""
    weights: NDArray[np.float32]
    """Shape (F, C)."""
    priors: NDArray[np.float64]
    """Shape (C,)."""
    same: Bounds
    """Shape (C,): the first class of the same language."""
    heaviest: float
    """Largest weight."""


@kernel
def classify(
    data: NDArray[np.uint8], ends: Bounds, model: _Guesser, counts: NDArray[np.float64],
    out: Bounds,
) -> None:  # fmt: skip
    """The most likely class of samples, -1 where it is close.

    Args:
        data: the samples in UTF-8, one after the other.
        ends: where each ends, shape (k,).
        model: the guesser.
        counts: zeros, one a feature; zeros again at the end.
        out: shape (k,), overwritten.
    """
    scores, met = np.empty(len(model.priors), np.float64), np.empty(len(data), np.int64)
    first = 0
    for sample in range(len(ends)):
        state, found, weight = np.int64(0), 0, 0.0
        for at in range(first, ends[sample]):
            state = np.int64(model.moves[(np.int64(model.rows[state]) << 8) + data[at]])
            feature = model.features[state]
            if feature >= 0:
                if counts[feature] == 0:
                    met[found] = feature
                    found += 1
                counts[feature] += 1
        first = ends[sample]
        scores[:] = model.priors
        for at in range(found):
            value = np.log1p(counts[met[at]])
            counts[met[at]] = 0
            weight += value
            for column in range(len(scores)):
                scores[column] += value * model.weights[met[at], column]
        best, lead = int(np.argmax(scores)), np.inf
        for column in range(len(scores)):
            if model.same[column] != model.same[best]:
                lead = min(lead, scores[best] - scores[column])
        close = lead <= _OFF * (weight + 1) * model.heaviest
        out[sample] = -1 if close or not found else model.same[best]


def languages_of(
    texts: Sequence[str], stated: Sequence[str | None], points: Points, bounds: Bounds
) -> list[str]:
    """The language of each text.

    Args:
        texts: D raw texts.
        stated: what is said of the language of each.
        points: their code points, one text after the other.
        bounds: shape (D + 1,): text d holds ``points[bounds[d]:bounds[d + 1]]``.
    """
    codes = [*map(stated_code, stated)]
    asked = [at for at, code in enumerate(codes) if code is None]
    out = [code or UNKNOWN for code in codes]
    if not asked:
        return out
    firsts, lasts = bounds[asked], bounds[1:][asked]
    english = np.empty(len(asked), np.int8)
    words, languages = _function_words()
    are_english.native(points, firsts, lasts, words, np.zeros(languages, np.int64), english)
    left = []
    for at, answer in zip(asked, english.tolist(), strict=True):
        if answer == _YES or (answer == _ASK and is_surely_english(texts[at])):
            out[at] = "en"
        elif any(map(str.isalpha, texts[at][:SAMPLE])):
            left.append(at)
    for at, code in zip(left, _guessed([texts[at][:SAMPLE] for at in left]), strict=True):
        out[at] = code
    return out


def _guessed(samples: list[str]) -> list[str]:
    """What the guesser says of samples."""
    if not samples:
        return []
    model = _model()
    # As the guesser does it.
    plain = [each.lower() if each.isupper() else each for each in samples]
    encoded = [utf8(unicodedata.normalize("NFC", each)) for each in plain]
    data = np.frombuffer(b"".join(encoded), np.uint8)
    ends, out = np.cumsum([*map(len, encoded)], dtype=np.int64), np.empty(len(samples), np.int64)
    classify.native(data, ends, model, np.zeros(len(model.weights), np.float64), out)
    names = guesser().nb_classes
    return [
        str(names[best]) if best >= 0 else str(guesser().classify(sample)[0])
        for best, sample in zip(out.tolist(), samples, strict=True)
    ]


def load_ahead(texts: Iterable[tuple[str, str | None]]) -> None:
    """Load the guesser beside other work, if one of some texts is to be guessed.

    Unpacking it takes a second without the interpreter.

    Args:
        texts: raw texts, and what is said of the language of each.
    """
    if _BEGUN.is_set():
        return
    if any(not stated_code(said) and not is_surely_english(text) for text, said in texts):
        _BEGUN.set()
        Thread(target=_model, daemon=True).start()


def _model() -> _Guesser:
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> _Guesser:
    library = guesser()
    names = library.nb_classes
    weights = np.ascontiguousarray(library.nb_ptc, np.float32)
    return _Guesser(
        moves=np.frombuffer(library.tk_nextmove, np.uint32),
        rows=np.frombuffer(library.tk_row, np.uint16),
        features=np.array(library.tk_output, np.int32),
        weights=weights,
        priors=np.array(library.nb_pc, np.float64),
        same=np.array([names.index(name) for name in names], np.int64),
        heaviest=float(np.abs(weights).max()),
    )


@cache
def _function_words() -> tuple[_Words, int]:
    """The function words that a sample may hold, and the number of languages."""
    known = {
        word: languages
        for word, languages in sorted(languages_of_words().items())
        if max(word) < FIRST_UNSPACED
    }
    order = sorted({each for languages in known.values() for each in languages} - {"en"})
    bits = {language: bit for bit, language in enumerate(["en", *order])}
    folded = np.zeros(_FEW, np.uint32)
    for point in range(_FEW):
        many = chr(point).casefold()
        if any(map(WORD.match, many)):
            folded[point] = ord(many) if len(many) == 1 and many < FIRST_UNSPACED else _SEVERAL
    bounds = np.cumsum([0, *map(len, known)], dtype=np.int64)
    letters = np.array([ord(char) for word in known for char in word], np.uint32)
    slots = np.full(4 << len(known).bit_length(), -1, np.int32)
    for number, word in enumerate(known):
        value = 0
        for char in word:
            value = add_letter(value, ord(char))
        slot = value & (len(slots) - 1)
        while slots[slot] >= 0:
            slot = (slot + 1) & (len(slots) - 1)
        slots[slot] = number
    masks = [sum(1 << bits[each] for each in languages) for languages in known.values()]
    return _Words(folded, letters, bounds, np.array(masks, np.int64), slots), len(bits)
