"""Aligning two documents: shared and rewritten passages with borders and labels."""

from reuse.align.pair import align_pair, is_coarse
from reuse.align.terms import Sheet, sheet

__all__ = ["Sheet", "align_pair", "is_coarse", "sheet"]
