"""Shingles, how rare they are, and MinHash signatures of windows."""

from reuse.sketch.blocks import rare_blocks
from reuse.sketch.boilerplate import boilerplate_mask, stock_mask
from reuse.sketch.minhash import band, bands, draws

__all__ = ["band", "bands", "boilerplate_mask", "draws", "rare_blocks", "stock_mask"]
