"""Aligning two documents: shared and rewritten passages with borders and labels."""

from reuse.align.lines import Sheet, sheet
from reuse.align.many import SlimSheet, Stack, align_many, slim, stack
from reuse.align.pair import WORDED, align_pair, alignments, is_coarse

__all__ = [
    "WORDED",
    "Sheet",
    "SlimSheet",
    "Stack",
    "align_many",
    "align_pair",
    "alignments",
    "is_coarse",
    "sheet",
    "slim",
    "stack",
]
