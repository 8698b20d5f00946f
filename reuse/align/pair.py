"""Aligning two documents: every pair of passages where one repeats the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reuse.align.beads import FEATURES, MAX_CELLS, Grid, build_grid, find_beads
from reuse.align.classify import classify
from reuse.align.fragments import Cells, bead_cells, join_cells, run_cells
from reuse.align.model import shipped
from reuse.align.resolve import Passage, grow, settle, validate
from reuse.align.runs import covered_sentences, settle_runs
from reuse.align.terms import Pair, Sheet, pair_sheets, sheet
from reuse.config import AlignConfig
from reuse.model.alignment import Alignment, Channel
from reuse.model.prepared import PreparedText

Mask = NDArray[np.bool_]


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
) -> tuple[Alignment, ...]:
    """Find the pairs of passages where one text repeats the other.

    Args:
        left: one text, or the `sheet` made of it, which saves its part of the work where one
            text meets many.
        right: the other; exchanging the two mirrors the result.
        runs: verified common token runs, shape (k, 4): left first, left last, right first,
            right last, half-open; further columns are not looked at.
        config: settings of this stage.
        left_boilerplate: shape (n,), True for a token that recurs across its outlet.
        right_boilerplate: the same for the right text.
        channel: what proposed the pair; handed on.
        prior: nats for or against reuse that are known before the texts are read, such as a
            credit; added to the log-odds of sentence pairs and passages, not of token runs.

    Returns:
        Passages sorted by left span, then right; disjoint on either side.
    """
    spans = np.asarray(runs, np.int64)[:, :4]
    left, right = _sheet(left), _sheet(right)
    if not len(left.text.words) or not len(right.text.words):
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
        )
        return tuple(sorted(map(_mirror, mirrored), key=lambda a: (a.left, a.right)))
    pair = pair_sheets(left, right)
    masks = (left_boilerplate, right_boilerplate)
    found = [
        _alignment(pair, passage, masks, channel)
        for passage in find_passages(pair, spans, config, prior)
    ]
    return tuple(sorted(found, key=lambda a: (a.left, a.right)))


def _sheet(text: PreparedText | Sheet) -> Sheet:
    return text if isinstance(text, Sheet) else sheet(text)


def find_passages(
    pair: Pair,
    runs: NDArray[np.int64],
    config: AlignConfig,
    prior: float = 0.0,
) -> list[Passage]:
    """Token ranges of the passages, with the surety of each."""
    solid, matched = settle_runs(pair, runs, config.min_words)
    verbatim = run_cells(pair, solid, matched)
    if is_coarse(pair.left.text, pair.right.text):
        return settle(pair, verbatim, [(fragment, 1.0) for fragment in grow(verbatim)])
    grid = build_grid(pair)
    cells = gather(pair, grid, verbatim, prior)
    least = config.min_words / pair.token_words
    return [
        passage
        for passage in settle(pair, cells, validate(grid, cells, grow(cells), prior))
        if shorter_side(passage) >= least
    ]


def shorter_side(passage: Passage) -> int:
    """Tokens of the shorter side of a passage."""
    a, b, c, d = passage[0]
    return min(b - a, d - c)


def gather(pair: Pair, grid: Grid, verbatim: Cells, prior: float = 0.0) -> Cells:
    """Verified runs, and the beads that the seed model takes for one thing said twice."""
    model = shipped("seeds", FEATURES)
    left, right = covered_sentences(pair, verbatim.tokens)
    beads = find_beads(pair, grid, left[:, None] | right)
    surety = model.probability(beads.features, prior)
    return join_cells(verbatim, bead_cells(pair, beads, surety, surety >= model.threshold))


def _alignment(
    pair: Pair, passage: Passage, masks: tuple[Mask | None, Mask | None], channel: Channel
) -> Alignment:
    (a, b, c, d), surety = passage
    finding = classify(pair, (a, b, c, d), masks)
    return Alignment(
        left=pair.left.text.span(a, b),
        right=pair.right.text.span(c, d),
        role=finding.role,
        obfuscation=finding.obfuscation,
        score=round(surety, 6),
        channel=channel,
        kept=round(finding.kept, 6),
        left_words=pair.left.text.tokens.words(a, b),
        right_words=pair.right.text.tokens.words(c, d),
    )


def _mirror(alignment: Alignment) -> Alignment:
    return replace(
        alignment,
        left=alignment.right,
        right=alignment.left,
        left_words=alignment.right_words,
        right_words=alignment.left_words,
    )
