"""Many pairs of texts aligned in one call of a compiled loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.deciding import FEATURES as FRAGMENT_FEATURES
from reuse.align.evidence import FEATURES as SEED_FEATURES
from reuse.align.lines import Lines, Sheet
from reuse.align.model import shipped
from reuse.align.solid import SOLID_WORDS
from reuse.align.whole import Model, align_lines
from reuse.compiled import kernel
from reuse.config import AlignConfig
from reuse.model.scripts import LETTERS_A_WORD
from reuse.model.vocabulary import Vocabulary

# Characters of a text that mostly tell in which order two texts stand.
_HEAD = 64
_Counts = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SlimSheet:
    """A `Sheet` in about 17 bytes a token, without its text; arrays as in `Lines`."""

    head: str
    """The begin of the text."""
    language: str
    characters: int
    words: NDArray[np.int32]
    stems: NDArray[np.int32]
    bounds: NDArray[np.int32]
    quoted: NDArray[np.bool_]
    terms: NDArray[np.int32]
    """Numbers of the terms in the vocabulary, in the order of their keys."""
    places: _Counts
    counts: _Counts
    marked: NDArray[np.bool_]
    sizes: NDArray[np.int32]
    numbers: NDArray[np.int32]
    number_bounds: NDArray[np.int32]
    names: NDArray[np.int32]
    name_bounds: NDArray[np.int32]
    negated: NDArray[np.bool_]
    opposites: NDArray[np.int64]

    @property
    def bytes(self) -> int:
        """Memory that it takes, about."""
        entries = self.terms.nbytes + self.places.nbytes + self.counts.nbytes + len(self.marked)
        return 2_000 + 9 * len(self.words) + entries + 37 * len(self.bounds)

    def stands_before(self, other: SlimSheet) -> bool | None:
        """Whether its text comes first in the one order of two texts; None where unknown."""
        return None if self.head == other.head else self.head < other.head


def slim(sheet: Sheet) -> SlimSheet:
    """What alignment needs to know of one text, for the time until it is met again."""
    text, lines = sheet.text, sheet.lines
    return SlimSheet(
        head=text.raw[:_HEAD],
        language=text.language,
        characters=sheet.characters,
        words=lines.words,
        stems=lines.stems,
        bounds=lines.bounds,
        quoted=lines.quoted,
        terms=sheet.terms,
        places=_narrow(lines.places),
        counts=_narrow(lines.counts),
        marked=lines.marked,
        sizes=lines.sizes,
        numbers=lines.numbers,
        number_bounds=lines.number_bounds,
        names=lines.names,
        name_bounds=lines.name_bounds,
        negated=lines.negated,
        opposites=lines.opposites,
    )


def _narrow(values: NDArray[np.int32]) -> _Counts:
    """Values of 0 or more in the smallest type that holds them."""
    top = int(values.max(initial=0))
    return values.astype(np.uint8 if top < 1 << 8 else np.uint16 if top < 1 << 16 else np.int32)


class Stack(NamedTuple):
    """Several texts, one after the other; D texts."""

    lines: Lines
    """Arrays of all texts; token ranges and bounds count from the start of each text."""
    tokens: NDArray[np.int64]
    """Shape (D + 1,): first token of each text, then their number."""
    sentences: NDArray[np.int64]
    """Shape (D + 1,), likewise."""
    entries: NDArray[np.int64]
    numbers: NDArray[np.int64]
    names: NDArray[np.int64]
    characters: NDArray[np.int64]
    """Shape (D,): tokens that are a single character."""
    english: NDArray[np.bool_]
    """Shape (D,)."""


def stack(sheets: Sequence[SlimSheet], vocabulary: Vocabulary) -> Stack:
    """Put the sheets of some texts, one or more, behind each other."""
    bounds = np.concatenate([each.bounds for each in sheets])
    sizes = bounds[:, 1] - bounds[:, 0]
    counts = [len(each.bounds) for each in sheets]
    within = np.concatenate([np.arange(count, dtype=np.int32) for count in counts])
    terms = np.concatenate([each.terms for each in sheets])
    lines = Lines(
        words=np.concatenate([each.words for each in sheets]),
        stems=np.concatenate([each.stems for each in sheets]),
        sentence=np.repeat(within, sizes),
        bounds=bounds,
        quoted=np.concatenate([each.quoted for each in sheets]),
        terms=vocabulary.keys[terms],
        places=np.concatenate([each.places for each in sheets], dtype=np.int32),
        counts=np.concatenate([each.counts for each in sheets], dtype=np.int32),
        marked=np.concatenate([each.marked for each in sheets]),
        sizes=np.concatenate([each.sizes for each in sheets]),
        numbers=np.concatenate([each.numbers for each in sheets]),
        number_bounds=np.concatenate([each.number_bounds for each in sheets]),
        names=np.concatenate([each.names for each in sheets]),
        name_bounds=np.concatenate([each.name_bounds for each in sheets]),
        negated=np.concatenate([each.negated for each in sheets]),
        opposites=np.concatenate([each.opposites for each in sheets]),
    )
    return Stack(
        lines=lines,
        tokens=_starts([len(each.words) for each in sheets]),
        sentences=_starts(counts),
        entries=_starts([len(each.terms) for each in sheets]),
        numbers=_starts([len(each.numbers) for each in sheets]),
        names=_starts([len(each.names) for each in sheets]),
        characters=np.array([each.characters for each in sheets], np.int64),
        english=np.array([each.language == "en" for each in sheets], np.bool_),
    )


def _starts(sizes: list[int]) -> NDArray[np.int64]:
    return np.cumsum([0, *sizes], dtype=np.int64)


def align_many(  # noqa: PLR0913, PLR0917  arrays of all texts
    texts: Stack,
    pairs: NDArray[np.int64],
    runs: tuple[NDArray[np.int32], NDArray[np.int64]],
    boilerplate: NDArray[np.bool_],
    priors: NDArray[np.float64],
    worded: NDArray[np.bool_],
    config: AlignConfig,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Align many pairs of texts; free of the interpreter lock.

    Args:
        texts: the texts; n tokens.
        pairs: their numbers, shape (p, 2); the left text of a pair is the one that comes first
            by its text and language, as in `align_pair`.
        runs: verified common token runs of each pair, one after the other, shape (k, 4) or
            wider; and the first row of each pair, then k; shape (p + 1,).
        boilerplate: shape (n,), True for a token that recurs across its outlet.
        priors: nats for or against reuse that are known before each pair is read, shape (p,).
        worded: whether each pair was proposed for its wording, shape (p,), so that a dense run
            is a passage by itself.
        config: settings of this stage.

    Returns:
        Passages, shape (m, 7): number of the pair, rising, and a row of `align_lines`; and shape
        (m, 2): surety, and share of words kept.
    """
    spans = np.ascontiguousarray(runs[0][:, :4], np.int64)
    return align_stack.native(
        texts, pairs, spans, runs[1], boilerplate, priors, worded, float(config.min_words),
        _model("seeds", SEED_FEATURES), _model("fragments", FRAGMENT_FEATURES),
    )  # fmt: skip


def _model(name: str, features: tuple[str, ...]) -> Model:
    model = shipped(name, features)
    return model.weights, model.bias, model.threshold


@kernel
def _lines_of(texts: Stack, at: int) -> Lines:
    """The arrays of one text."""
    lines = texts.lines
    first, last = texts.tokens[at], texts.tokens[at + 1]
    low, high = texts.sentences[at], texts.sentences[at + 1]
    start, end = texts.entries[at], texts.entries[at + 1]
    return Lines(
        lines.words[first:last],
        lines.stems[first:last],
        lines.sentence[first:last],
        lines.bounds[low:high],
        lines.quoted[first:last],
        lines.terms[start:end],
        lines.places[start:end],
        lines.counts[start:end],
        lines.marked[start:end],
        lines.sizes[low:high],
        lines.numbers[texts.numbers[at] : texts.numbers[at + 1]],
        # One bound more a text than sentences.
        lines.number_bounds[low + at : high + at + 1],
        lines.names[texts.names[at] : texts.names[at + 1]],
        lines.name_bounds[low + at : high + at + 1],
        lines.negated[low:high],
        lines.opposites[low:high],
    )


@kernel
def align_stack(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    texts: Stack,
    pairs: NDArray[np.int64],
    runs: NDArray[np.int64],
    first: NDArray[np.int64],
    boilerplate: NDArray[np.bool_],
    priors: NDArray[np.float64],
    worded: NDArray[np.bool_],
    min_words: float,
    seeds: Model,
    fragments: Model,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The loop of `align_many`, which says what goes in and comes out."""
    out, shares, count = np.zeros((64, 7), np.int64), np.zeros((64, 2), np.float64), 0
    for k in range(len(pairs)):
        a, b = pairs[k, 0], pairs[k, 1]
        tokens = texts.tokens[a + 1] - texts.tokens[a], texts.tokens[b + 1] - texts.tokens[b]
        if min(tokens[0], tokens[1]) == 0:
            continue
        unspaced = 2 * (texts.characters[a] + texts.characters[b]) > tokens[0] + tokens[1]
        worth = 1 / LETTERS_A_WORD if unspaced else 1.0
        found, known = align_lines(
            _lines_of(texts, a),
            _lines_of(texts, b),
            runs[first[k] : first[k + 1]],
            boilerplate[texts.tokens[a] : texts.tokens[a + 1]],
            boilerplate[texts.tokens[b] : texts.tokens[b + 1]],
            worth,
            (
                max(float(SOLID_WORDS), min_words) / worth,
                min_words / worth,
                min_words / worth if worded[k] else 0.0,
            ),
            texts.english[a],
            (seeds[0], seeds[1] + priors[k], seeds[2]),
            (fragments[0], fragments[1] + priors[k], fragments[2]),
        )
        if count + len(found) > len(out):
            wider, more = np.zeros((2 * (count + len(found)), 7), np.int64), shares
            wider[:count] = out[:count]
            shares = np.zeros((len(wider), 2), np.float64)
            shares[:count] = more[:count]
            out = wider
        for at in range(len(found)):
            out[count, 0], out[count, 1:] = k, found[at]
            shares[count] = known[at]
            count += 1
    return out[:count], shares[:count]
