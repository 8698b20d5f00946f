"""Shingles, how often phrases stand, and MinHash signatures of windows."""

from reuse.sketch.blocks import rare_blocks
from reuse.sketch.boilerplate import (
    FURNITURE,
    PHRASE,
    SHORTEST,
    boilerplate_mask,
    cover_furniture,
    cover_stock,
    stock_mask,
)
from reuse.sketch.interchange import from_datasketch, to_datasketch
from reuse.sketch.minhash import Blocks, band, bands, draws
from reuse.sketch.phrases import LONGEST as LONGEST_PHRASE
from reuse.sketch.phrases import PhraseCounts, phrase_counts
from reuse.sketch.signatures import Signatures, sign

__all__ = [
    "FURNITURE",
    "LONGEST_PHRASE",
    "PHRASE",
    "SHORTEST",
    "Blocks",
    "PhraseCounts",
    "Signatures",
    "band",
    "bands",
    "boilerplate_mask",
    "cover_furniture",
    "cover_stock",
    "draws",
    "from_datasketch",
    "phrase_counts",
    "rare_blocks",
    "sign",
    "stock_mask",
    "to_datasketch",
]
