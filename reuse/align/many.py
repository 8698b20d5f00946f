"""Many pairs of texts aligned in one call of a compiled loop."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.lines import Lines
from reuse.align.model import Models, with_prior
from reuse.align.shipped import shipped_models
from reuse.align.solid import SOLID_WORDS
from reuse.align.stacks import Stack
from reuse.align.whole import align_lines
from reuse.compiled import kernel
from reuse.config import AlignConfig
from reuse.model.scripts import LETTERS_A_WORD


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
    found = align_stack.native(
        texts, pairs, spans, runs[1], boilerplate, priors, worded, float(config.min_words),
        shipped_models(),
    )  # fmt: skip
    align_stack.at_hand = True
    return found


@kernel
def lines_of_text(texts: Stack, at: int) -> Lines:
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
        lines.content[first:last],
        lines.shapes[first:last],
        lines.rarity[start:end],
        lines.speaks[first:last],
    )


def is_compiled(pairs: int = 0, enough: int = 0) -> bool:
    """Whether to use `align_many`, which is compiled or will be once it paid.

    That is: it was called before, its compiled form is kept on this machine, or all processes so
    far have aligned enough pairs one by one for compiling it.

    Args:
        pairs: those that are to be aligned now, which count from now on.
        enough: pairs from which on compiling pays; 0 for never.
    """
    made = align_stack.at_hand or is_kept()
    return made or 0 < enough <= align_stack.remember(pairs)


def is_kept() -> bool:
    """Whether this process or an earlier one left the compiled form of `align_many` on disk."""
    return align_stack.is_kept


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
    models: Models,
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
            lines_of_text(texts, a),
            lines_of_text(texts, b),
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
            with_prior(models, priors[k]),
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
