"""Pairs worth a closer look: LSH over windows, shared ideas, and exact token runs."""

from reuse.candidates.bands import choose_bands
from reuse.candidates.join import ring_links
from reuse.candidates.nearduplicate import find_runs
from reuse.candidates.pair import pair_runs
from reuse.candidates.paraphrase import paraphrase_pairs

__all__ = ["choose_bands", "find_runs", "pair_runs", "paraphrase_pairs", "ring_links"]
