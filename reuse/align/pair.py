"""Aligning two documents: every pair of passages where one repeats the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reuse.align.labels import CHANGES, ROLES
from reuse.align.lines import Sheet, sheets
from reuse.align.model import with_prior
from reuse.align.shipped import shipped_models
from reuse.align.solid import SOLID_WORDS
from reuse.align.whole import MAX_CELLS, align_lines
from reuse.config import AlignConfig
from reuse.model.alignment import Alignment, Channel
from reuse.model.prepared import PreparedText
from reuse.model.scripts import LETTERS_A_WORD

Mask = NDArray[np.bool_]

WORDED = (Channel.MINHASH, Channel.JOIN)
"""Channels that propose a pair for its wording. In a pair given by hand nothing says how rare the
words are, so that a few of them in a row are no passage of their own."""

# Pairs of sentences, and tokens, from which on the compiled loops pay for their compiler: they
# are some seconds of plain Python.
_ENOUGH = 60_000


def is_coarse(left: PreparedText, right: PreparedText) -> bool:
    """Whether two texts are so long that only token runs are compared, not sentences."""
    return len(left.sentences) * len(right.sentences) > MAX_CELLS


def align_pair(  # noqa: PLR0913 - one keyword an input, most with a default
    left: PreparedText | Sheet,
    right: PreparedText | Sheet,
    runs: NDArray[np.int32],
    *,
    config: AlignConfig,
    left_boilerplate: Mask | None = None,
    right_boilerplate: Mask | None = None,
    channel: Channel = Channel.DIRECT,
    prior: float = 0.0,
    many: bool = False,
) -> tuple[Alignment, ...]:
    """Find the pairs of passages where one text repeats the other.

    Args:
        left: one text, or the `sheet` made of it, which saves its part of the work where one
            text meets many.
        right: the other, best prepared with the same lexicon, or its words are numbered
            again; exchanging the two mirrors the result.
        runs: verified common token runs, shape (k, 4): left first, left last, right first,
            right last, half-open; further columns are not looked at.
        config: settings of this stage.
        left_boilerplate: shape (n,), True for a token that recurs across its outlet.
        right_boilerplate: the same for the right text.
        channel: what proposed the pair; handed on.
        prior: nats for or against reuse that are known before the texts are read, such as a
            credit; added to the log-odds of sentence pairs and passages, not of token runs.
        many: whether this is one of many pairs, for which compiled loops pay.

    Returns:
        Passages sorted by left span, then right; disjoint on either side.
    """
    left, right = sheets(left, right)
    spans = np.asarray(runs, np.int64)[:, :4]
    if not len(left.text.tokens) or not len(right.text.tokens):
        return ()
    if (right.text.raw, right.text.language) < (left.text.raw, left.text.language):
        # One fixed order inside, so that exchanging the sides changes no rounding and no tie.
        mirrored = align_pair(
            right,
            left,
            spans[:, [2, 3, 0, 1]].astype(np.int32),
            config=config,
            left_boilerplate=right_boilerplate,
            right_boilerplate=left_boilerplate,
            channel=channel,
            prior=prior,
            many=many,
        )
        return tuple(sorted(map(_mirror, mirrored), key=lambda a: (a.left, a.right)))
    worth = token_words(left, right)
    work = len(left.text.sentences) * len(right.text.sentences)
    work += len(left.text.tokens) + len(right.text.tokens)
    passages, shares = align_lines.form(work, enough=0 if many else _ENOUGH)(
        left.lines,
        right.lines,
        np.ascontiguousarray(spans),
        _mask(left, left_boilerplate),
        _mask(right, right_boilerplate),
        worth,
        (
            max(SOLID_WORDS, config.min_words) / worth,
            config.min_words / worth,
            config.min_words / worth if channel in WORDED else 0.0,
        ),
        left.text.language == "en",
        with_prior(shipped_models(), prior),
    )
    return alignments(left.text, right.text, passages, shares, channel)


def alignments(  # noqa: PLR0913  one keyword an input
    left: PreparedText,
    right: PreparedText,
    passages: NDArray[np.int64],
    shares: NDArray[np.float64],
    channel: Channel,
    *,
    mirrored: bool = False,
) -> tuple[Alignment, ...]:
    """What `align_lines` gives for two texts, as `align_pair` gives it; `mirrored` if asked."""
    if mirrored:
        left, right, passages = right, left, passages[:, [2, 3, 0, 1, 4, 5]]
    rows = zip(passages.tolist(), shares.tolist(), strict=True)
    found = [_alignment(left, right, row, share, channel) for row, share in rows]
    return tuple(sorted(found, key=lambda a: (a.left, a.right)))


def token_words(left: Sheet, right: Sheet) -> float:
    """Words that one token is worth: 1, less where tokens are single characters."""
    characters = left.characters + right.characters
    unspaced = 2 * characters > len(left.text.tokens) + len(right.text.tokens)
    return 1 / LETTERS_A_WORD if unspaced else 1.0


def _mask(side: Sheet, mask: Mask | None) -> Mask:
    return np.zeros(len(side.text.tokens), np.bool_) if mask is None else mask


def _alignment(
    left: PreparedText,
    right: PreparedText,
    row: list[int],
    share: list[float],
    channel: Channel,
) -> Alignment:
    a, b, c, d, role, change = row
    return Alignment(
        left=left.span(a, b),
        right=right.span(c, d),
        role=ROLES[role],
        obfuscation=CHANGES[change],
        score=round(share[0], 6),
        channel=channel,
        kept=round(share[1], 6),
        left_words=left.tokens.words(a, b),
        right_words=right.tokens.words(c, d),
    )


def _mirror(alignment: Alignment) -> Alignment:
    return replace(
        alignment,
        left=alignment.right,
        right=alignment.left,
        left_words=alignment.right_words,
        right_words=alignment.left_words,
    )
