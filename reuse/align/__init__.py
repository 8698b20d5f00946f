"""Aligning two documents: shared and rewritten passages with borders and labels."""

from reuse.align.conflicts import with_conflicts
from reuse.align.difference import Change, Difference, Edit, difference
from reuse.align.lcs import match_words
from reuse.align.lines import Sheet, sheet
from reuse.align.many import align_many, is_compiled, is_kept
from reuse.align.pair import WORDED, align_pair, alignments, is_coarse
from reuse.align.slim import SlimSheet, slim_many
from reuse.align.stacks import Stack, stack

__all__ = [
    "WORDED",
    "Change",
    "Difference",
    "Edit",
    "Sheet",
    "SlimSheet",
    "Stack",
    "align_many",
    "align_pair",
    "alignments",
    "difference",
    "is_coarse",
    "is_compiled",
    "is_kept",
    "match_words",
    "sheet",
    "slim_many",
    "stack",
    "with_conflicts",
]
