"""Passages that documents share: what of a corpus proposes, the bands, the join, exact runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from reuse import candidates, sketch
from reuse.candidates.seeds import MOST_TOKENS
from reuse.config import CandidateConfig, Config
from reuse.engine import map_ordered
from reuse.errors import CapacityError
from reuse.model.corpus import Runs, TokenTable
from reuse.model.progress import Progress
from reuse.ngrams import Spread, Wanted, document_frequency
from reuse.pipeline.shelf import Shelf
from reuse.store import memory_budget

# Bands after which crowds are looked for: at once, since all pairs of a crowd are a square.
_ROUNDS = (1, 4, 12, 22)
# Tokens of a range of documents whose windows are made at a time.
_RANGE = 1 << 21
# Share of the memory budget that the telling shingles may take.
_SHARE = 64
# Windows, of all bands of a round together; 8 bytes each.
_WINDOWS = 1 << 27


def find_passages(
    table: TokenTable, config: Config, progress: Progress
) -> tuple[NDArray[np.bool_], Runs, candidates.Census]:
    """Boilerplate, and the verified token runs that documents share.

    Returns:
        The tokens that are an outlet's furniture or a stock phrase, shape (N,); the runs; and
        what they cost.

    Raises:
        CapacityError: the table has 2^31 tokens or more.
    """
    if len(table.codes) >= MOST_TOKENS:
        raise CapacityError(
            f"{len(table.codes):,} tokens; one scan can hold fewer than {MOST_TOKENS:,}: scan a "
            "part of the articles at a time, as with --since and --until"
        )
    documents = len(table.outlets)
    fewest = candidates.least_matches(documents, config.candidates)
    settings = replace(config.candidates, min_matches=fewest)
    spread = partial(map_ordered, threads=config.threads)
    progress.stage("boilerplate", None)
    many = max(settings.stock, documents // 2_000)
    steps = {2, settings.boilerplate, many, settings.rare + 1}
    frequency = document_frequency(Wanted(table=table, size=settings.shingle), steps, spread)
    # Shorter shingles rule most of a text out.
    short = frequency if frequency.size <= sketch.SHORTEST else None
    furniture = sketch.boilerplate_mask(table, settings.boilerplate, shorter=short, spread=spread)
    stock = sketch.stock_mask(table, many, shorter=short, spread=spread)
    count, rows = candidates.choose_bands(
        settings.threshold, settings.permutations, settings.miss_weight
    )
    progress.stage("passages", count)

    def blocks(documents: range) -> sketch.Blocks:
        return sketch.rare_blocks(
            table, (furniture, stock), frequency,
            stride=settings.stride, rare=settings.rare, documents=documents,
        )  # fmt: skip

    shelf = Shelf(memory_budget(config.memory) // _SHARE)
    for made in spread(blocks, _ranges(table)):
        shelf.add(made)
    draws = sketch.draws(count, rows, config.text.hash_key)
    found = _banded(table, shelf, draws, settings, spread, progress)
    del shelf
    found = candidates.join_seeds(table, stock, furniture, frequency, settings, spread, found)
    runs, census = candidates.find_runs(table, found.seeds, settings, spread)
    return np.logical_or(furniture, stock, out=furniture), runs, census


def _banded(  # noqa: PLR0913, PLR0917  one step of the function above
    table: TokenTable,
    shelf: Shelf,
    draws: NDArray[np.uint64],
    settings: CandidateConfig,
    spread: Spread,
    progress: Progress,
) -> candidates.Settled:
    """Seeds of all bands, made in rounds: after each one crowds are looked for."""
    many = len(shelf) > 1
    ends = np.cumsum([0, *shelf.sizes], dtype=np.int64)

    def fill(number: int, draws: NDArray[np.uint64], out: NDArray[np.uint64]) -> None:
        of = shelf[number]
        for draw, row in zip(draws, out, strict=True):
            band = sketch.band(of, draw, many=many)
            row[ends[number] : ends[number + 1]] = candidates.band_words(table, band)

    found = candidates.NOTHING
    rounds = list(_rounds(table, len(draws), settings))
    # One array for all rounds: many small ones would leave gaps that nothing fits in later.
    room = np.empty((max(stop - start for start, stop in rounds), ends[-1]), np.uint64)
    for start, stop in rounds:
        words = room[: stop - start]
        list(spread(partial(fill, draws=draws[start:stop], out=words), range(len(shelf))))
        parts = [
            part
            for row in words
            for part in candidates.parts_of_band(
                [row[first:last] for first, last in pairwise(ends.tolist())]
            )
        ]
        seeds = partial(_seeds, table=table, settings=settings, crowds=found.crowds)
        fresh = list(spread(seeds, parts))
        found = candidates.settled(table, found, fresh, settings)
        for _ in range(stop - start):
            progress.advance()
    return found


def _seeds(
    part: list[NDArray[np.uint64]],
    table: TokenTable,
    settings: CandidateConfig,
    crowds: candidates.Crowds,
) -> candidates.Seeds:
    return candidates.band_seeds(table, part, settings, crowds)


def _ranges(table: TokenTable) -> list[range]:
    """Ranges of documents with about as many tokens."""
    last = np.arange(_RANGE, len(table.codes), _RANGE)
    ends = np.unique([0, *np.searchsorted(table.bounds, last), len(table.outlets)]).tolist()
    return [range(first, last) for first, last in pairwise(ends)]


def _rounds(table: TokenTable, count: int, settings: CandidateConfig) -> Iterator[tuple[int, int]]:
    """First and last band of each round."""
    windows = len(table.codes) // settings.stride + len(table.outlets)
    most = max(1, _WINDOWS // max(1, windows))
    start = 0
    while start < count:
        stop = min([start + most, count, *(step for step in _ROUNDS if step > start)])
        yield start, stop
        start = stop
