"""Pairs worth a closer look: LSH over windows, shared ideas, and exact token runs."""

from reuse.candidates.bands import choose_bands
from reuse.candidates.crowds import NOTHING, Crowds, Settled, settled
from reuse.candidates.join import SENTENCE, join_seeds, least_matches, ring_links
from reuse.candidates.nearduplicate import (
    Census,
    band_seeds,
    band_words,
    find_runs,
    load,
    parts_of_band,
)
from reuse.candidates.pair import pair_runs, pair_runs_many
from reuse.candidates.paraphrase import paraphrase_pairs
from reuse.candidates.seeds import Seeds

__all__ = [
    "NOTHING",
    "SENTENCE",
    "Census",
    "Crowds",
    "Seeds",
    "Settled",
    "band_seeds",
    "band_words",
    "choose_bands",
    "find_runs",
    "join_seeds",
    "least_matches",
    "load",
    "pair_runs",
    "pair_runs_many",
    "paraphrase_pairs",
    "parts_of_band",
    "ring_links",
    "settled",
]
