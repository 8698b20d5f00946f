"""Aligning two documents: shared and rewritten passages with borders and labels."""

from reuse.align.lines import Sheet, sheet
from reuse.align.pair import align_pair, is_coarse

__all__ = ["Sheet", "align_pair", "is_coarse", "sheet"]
