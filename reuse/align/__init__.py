"""Aligning two documents: shared and rewritten passages with borders and labels."""

from reuse.align.pair import align_pair, is_coarse

__all__ = ["align_pair", "is_coarse"]
