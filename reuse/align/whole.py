"""A pair of texts from evidence to labelled passages, in one compiled pass."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.evidence import build_grid
from reuse.align.finding import (
    Windows,
    established_words,
    find_fragments,
    find_lone_matches,
    find_summaries,
)
from reuse.align.labels import label_passage
from reuse.align.lines import Lines
from reuse.align.model import Models
from reuse.align.solid import DENSE, join_runs, settle_runs
from reuse.align.surface import lay_surface
from reuse.align.trimming import exact_stretches, trim
from reuse.align.views import View, views
from reuse.compiled import kernel

MAX_CELLS = 6_250_000
"""Sentence pairs beyond which only token runs are compared."""
LEAST_SURE = 0.3
"""Surety of the surest sentences of a pair below which it shares no passage; of 2,751 pairs that a
scan of news aligned, 342 lay between the start of a passage and this, and none had one."""

_Taken = tuple[NDArray[np.bool_], NDArray[np.bool_]]


class Found(NamedTuple):
    """Passages; p of them."""

    tokens: NDArray[np.int64]
    """Shape (p, 4): token ranges, left then right, half-open."""
    surety: NDArray[np.float64]
    """Shape (p,)."""


@kernel
def _is_any(sure: NDArray[np.float64]) -> bool:
    """Whether some pair of sentences is sure enough for the two texts to share a passage."""
    for i in range(sure.shape[0]):
        for j in range(sure.shape[1]):
            if sure[i, j] >= LEAST_SURE:
                return True
    return False


@kernel
def _sentence_tokens(here: View, there: View, span: NDArray[np.int64]) -> tuple[int, int, int, int]:
    """Token ranges of a window's sentences."""
    left, right = here.lines.bounds, there.lines.bounds
    return (
        int(left[span[0], 0]), int(left[span[1] - 1, 1]),
        int(right[span[2], 0]), int(right[span[3] - 1, 1]),
    )  # fmt: skip


@kernel
def _mark(taken: _Taken, tokens: tuple[int, int, int, int], value: bool) -> None:  # noqa: FBT001
    taken[0][tokens[0] : tokens[1]] = value
    taken[1][tokens[2] : tokens[3]] = value


@kernel
def _claim(here: View, there: View, windows: Windows, taken: _Taken, least: float) -> None:
    """Mark the sentences of windows that are long enough; empty the others."""
    for k in range(len(windows.spans)):
        span = windows.spans[k]
        if span[0] >= span[1]:
            continue
        tokens = _sentence_tokens(here, there, span)
        if min(tokens[1] - tokens[0], tokens[3] - tokens[2]) < least:
            span[:] = 0
        else:
            _mark(taken, tokens, True)


@kernel
def _gather(  # noqa: PLR0913, PLR0917  arrays of both texts
    here: View, there: View, exact: NDArray[np.int64], windows: Windows, taken: _Taken,
    least: float, token_words: float, out: Found, count: int,
) -> int:  # fmt: skip
    """Add the passages of claimed windows, with token ranges that meet no other's."""
    for k in range(len(windows.spans)):
        span = windows.spans[k]
        if span[0] >= span[1]:
            continue
        whole = _sentence_tokens(here, there, span)
        _mark(taken, whole, False)
        tokens = trim(here, there, exact, (span[0], span[1], span[2], span[3]), token_words)
        # An exact stretch may reach beyond the window, into what another passage holds.
        short = min(tokens[1] - tokens[0], tokens[3] - tokens[2]) < least
        if short or taken[0][tokens[0] : tokens[1]].any() or taken[1][tokens[2] : tokens[3]].any():
            tokens = whole
        _mark(taken, tokens, True)
        for at in range(4):
            out.tokens[count, at] = tokens[at]
        out.surety[count] = windows.surety[k]
        count += 1
    return count


@kernel
def _find_alike(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines, right: Lines, solid: NDArray[np.int64], covered: _Taken, token_words: float,
    least: float, opposed: bool, furniture: _Taken, models: Models, taken: _Taken,  # noqa: FBT001
) -> Found:  # fmt: skip
    """Passages that sentences show; their tokens are marked as taken."""
    height, width = len(left.bounds), len(right.bounds)
    grid = build_grid(left, right)
    judges = models.seeds, models.glances
    sure = lay_surface(left, right, grid, solid, covered, judges, token_words, opposed)
    out = Found(np.zeros((height + 2, 4), np.int64), np.zeros(height + 2, np.float64))
    if not _is_any(sure):
        return Found(out.tokens[:0], out.surety[:0])
    here, there = views(left, right, grid, sure)
    rows, columns = np.zeros(height, np.bool_), np.zeros(width, np.bool_)
    fragments = find_fragments(here, there, grid, (models.borders, models.fragments), rows, columns)
    summaries = find_summaries(
        here, there, fragments, (models.summary_sentences, models.summaries), rows, columns
    )
    _claim(here, there, fragments, taken, least)
    _claim(here, there, summaries, taken, least)
    established = established_words(
        here, there, fragments.spans, furniture[0], furniture[1], token_words
    )
    lone = find_lone_matches(here, there, grid, established, models.lone, rows, columns)
    exact = exact_stretches(left, right, solid)
    _claim(here, there, lone, taken, least)
    count = _gather(here, there, exact, fragments, taken, least, token_words, out, 0)
    count = _gather(here, there, exact[:0], summaries, taken, least, token_words, out, count)
    count = _gather(here, there, exact, lone, taken, least, token_words, out, count)
    return Found(out.tokens[:count], out.surety[:count])


@kernel
def _add_runs(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines, right: Lines, runs: NDArray[np.int64], least: float,
    shares: tuple[float, float], taken: _Taken, found: Found,
) -> Found:  # fmt: skip
    """The passages, and the runs outside them that are long and dense enough."""
    more, matched = np.zeros((len(runs), 4), np.int64), np.zeros(len(runs), np.int64)
    count = settle_runs(left, right, runs, least, shares, taken[0], taken[1], more, matched)
    if not count:
        return found
    known = len(found.tokens)
    tokens, surety = np.zeros((known + count, 4), np.int64), np.ones(known + count, np.float64)
    tokens[:known], surety[:known] = found.tokens, found.surety
    for k in range(count):
        tokens[known + k] = more[k]
        longer = max(more[k, 1] - more[k, 0], more[k, 3] - more[k, 2])
        surety[known + k] = matched[k] / longer
    return Found(tokens, surety)


@kernel
def find_passages(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    runs: NDArray[np.int64],
    token_words: float,
    least: tuple[float, float, float],
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
    furniture: _Taken,
    models: Models,
) -> Found:
    """Passages of two texts, disjoint on both sides.

    Args:
        left: one text.
        right: the other.
        runs: verified common token runs, shape (k, 4).
        token_words: words that a token is worth.
        least: matched tokens of the shortest run, tokens of the shortest passage, and matched
            tokens of a dense run that is a passage where nothing else was found, 0 for none.
        opposed: whether antonyms are looked for.
        furniture: boilerplate of the left text and of the right, shapes (n,) and (m,).
        models: what decides.
    """
    n, m = len(left.words), len(right.words)
    covered = np.zeros(n, np.bool_), np.zeros(m, np.bool_)
    solid, matched = np.zeros((len(runs), 4), np.int64), np.zeros(len(runs), np.int64)
    count = settle_runs(
        left, right, runs, least[0], (0.0, 0.0), covered[0], covered[1], solid, matched
    )
    solid = solid[:count]
    if len(left.bounds) * len(right.bounds) > MAX_CELLS:
        joined = join_runs(left, right, solid)
        return Found(joined, np.ones(len(joined), np.float64))
    taken = np.zeros(n, np.bool_), np.zeros(m, np.bool_)
    found = _find_alike(
        left, right, solid, covered, token_words, least[1], opposed, furniture, models, taken
    )
    found = _add_runs(left, right, runs, least[0], (0.0, 0.0), taken, found)
    if least[2]:
        found = _add_runs(left, right, runs, least[2], DENSE, taken, found)
    return found


@kernel
def align_lines(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    runs: NDArray[np.int64],
    left_furniture: NDArray[np.bool_],
    right_furniture: NDArray[np.bool_],
    token_words: float,
    least: tuple[float, float, float],
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
    models: Models,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Passages with their labels.

    Args:
        left: one text.
        right: the other.
        runs: verified common token runs, shape (k, 4).
        left_furniture: shape (n,): boilerplate of the left text.
        right_furniture: the same of the right text.
        token_words: words that a token is worth.
        least: as in `find_passages`.
        opposed: whether antonyms are looked for.
        models: what decides.

    Returns:
        Shape (p, 6): token ranges, index into `ROLES`, index into `CHANGES`; and shape
        (p, 2): surety, and share of words kept.
    """
    furniture = left_furniture, right_furniture
    found = find_passages(left, right, runs, token_words, least, opposed, furniture, models)
    tokens = found.tokens
    out, shares = np.zeros((len(tokens), 6), np.int64), np.zeros((len(tokens), 2), np.float64)
    for k in range(len(tokens)):
        role, change, kept, _ = label_passage(
            left, right, tokens[k], left_furniture, right_furniture, token_words
        )
        out[k, :4] = tokens[k]
        out[k, 4], out[k, 5] = role, change
        shares[k, 0], shares[k, 1] = found.surety[k], kept
    return out, shares
