"""Which documents are compared in full, and what proposed them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse import candidates, sketch
from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.alignment import Channel
from reuse.model.corpus import FROM_MINHASH, Runs, TokenTable
from reuse.model.progress import Progress
from reuse.model.proposed import PairTable
from reuse.model.result import Dropped
from reuse.ngrams import Wanted, document_frequency
from reuse.pipeline.expanding import document_pairs, each_once
from reuse.pipeline.intake import Intake

# Bands after which crowds are looked for: at once, since all pairs of a crowd are a square.
_ROUNDS = (1, 4, 12)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proposals:
    """Pairs of documents to compare."""

    pairs: PairTable
    """Document numbers, first < second, in order; what proposed the pair."""
    boilerplate: NDArray[np.bool_]
    """Shape (N,) over the token table: an outlet's furniture and stock phrases."""
    dropped: tuple[Dropped, ...]
    census: candidates.Census
    """What finding the passages cost."""


def propose(intake: Intake, config: Config, progress: Progress) -> Proposals:
    """Find the pairs of documents that are worth aligning."""
    settings = config.candidates
    boilerplate, runs, census = find_passages(intake.table, config, progress)
    of_minhash = runs.channels & FROM_MINHASH > 0
    found = [
        (runs.left[chosen], runs.right[chosen], channel)
        for channel, chosen in ((Channel.MINHASH, of_minhash), (Channel.JOIN, ~of_minhash))
    ]
    if settings.paraphrase:
        progress.stage("paraphrases", None)
        spread = partial(map_ordered, threads=config.threads)
        pairs = candidates.paraphrase_pairs(intake.table, settings, spread)
        found.append((pairs[:, 0], pairs[:, 1], Channel.PARAPHRASE))
    documents, left_out = document_pairs(*each_once(found), intake, settings)
    return Proposals(
        pairs=documents,
        boilerplate=boilerplate,
        dropped=_dropped(census.dropped, left_out),
        census=census,
    )


def find_passages(
    table: TokenTable, config: Config, progress: Progress
) -> tuple[NDArray[np.bool_], Runs, candidates.Census]:
    """Boilerplate, and the verified token runs that documents share.

    Returns:
        The tokens that are an outlet's furniture or a stock phrase, shape (N,); the runs; and
        what they cost.
    """
    settings = config.candidates
    spread = partial(map_ordered, threads=config.threads)
    progress.stage("boilerplate", None)
    many = max(settings.stock, len(table.outlets) // 2_000)
    steps = {2, settings.boilerplate, many, settings.rare + 1}
    frequency = document_frequency(Wanted(table=table, size=settings.shingle), steps, spread)
    # Shorter shingles rule most of a text out.
    short = frequency if frequency.size <= sketch.SHORTEST else None
    furniture = sketch.boilerplate_mask(table, settings.boilerplate, shorter=short, spread=spread)
    stock = sketch.stock_mask(table, many, shorter=short, spread=spread)
    boilerplate = furniture | stock
    count, rows = candidates.choose_bands(
        settings.threshold, settings.permutations, settings.miss_weight
    )
    progress.stage("passages", count)
    blocks = sketch.rare_blocks(
        table, boilerplate, frequency, stride=settings.stride, rare=settings.rare
    )

    found = candidates.NOTHING
    draws = sketch.draws(count, rows, config.text.hash_key)
    for first, last in pairwise((0, *(step for step in _ROUNDS if step < count), count)):

        def seeds(
            draw: NDArray[np.uint64], crowds: candidates.Crowds = found.crowds
        ) -> candidates.Seeds:
            return candidates.band_seeds(table, sketch.band(blocks, draw), settings, crowds)

        parts = [*_watched(spread(seeds, draws[first:last]), progress)]
        found = candidates.settled(table, found, parts, settings)
    found = candidates.join_seeds(table, stock, furniture, frequency, settings, spread, found)
    runs, census = candidates.find_runs(table, [found.seeds], settings, spread)
    return boilerplate, runs, census


def _watched(found: Iterator[candidates.Seeds], progress: Progress) -> Iterator[candidates.Seeds]:
    for seeds in found:
        yield seeds
        progress.advance()


def _dropped(hot: int, copies: int) -> tuple[Dropped, ...]:
    rows = (
        ("hot_bucket", hot, "passages of very many documents linked to the next few of them only"),
        ("many_copies", copies, "exact copies beyond the cap linked to the next few of them only"),
    )
    return tuple(
        Dropped(what=what, count=count, reason=reason) for what, count, reason in rows if count
    )
