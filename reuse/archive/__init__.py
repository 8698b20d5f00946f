"""A persistent index of articles: sorted keys and passages on disk, and a catalogue of them."""

from reuse.archive.continuing import promising
from reuse.archive.counting import Ranges, couple_counts, find_ranges, holders, word_counts
from reuse.archive.holdings import Holdings
from reuse.archive.layout import GRAM, STRIDE
from reuse.archive.lookup import Asked, Hits, look_up
from reuse.archive.loops import load
from reuse.archive.postings import Postings, grams, make_postings
from reuse.archive.rows import outlet_number, site_number
from reuse.archive.scheme import Scheme
from reuse.archive.verifying import verify
from reuse.archive.writer import Duplicates, Sorted, Writer, writing

__all__ = [
    "GRAM",
    "STRIDE",
    "Asked",
    "Duplicates",
    "Hits",
    "Holdings",
    "Postings",
    "Ranges",
    "Scheme",
    "Sorted",
    "Writer",
    "couple_counts",
    "find_ranges",
    "grams",
    "holders",
    "load",
    "look_up",
    "make_postings",
    "outlet_number",
    "promising",
    "site_number",
    "verify",
    "word_counts",
    "writing",
]
