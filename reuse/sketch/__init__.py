"""Shingles, how rare they are, and MinHash signatures of windows."""

from reuse.sketch.blocks import rare_blocks
from reuse.sketch.boilerplate import SHORTEST, boilerplate_mask, stock_mask
from reuse.sketch.interchange import from_datasketch, to_datasketch
from reuse.sketch.minhash import Blocks, band, bands, draws
from reuse.sketch.rarity import document_counts
from reuse.sketch.signatures import Signatures, sign

__all__ = [
    "SHORTEST",
    "Blocks",
    "Signatures",
    "band",
    "bands",
    "boilerplate_mask",
    "document_counts",
    "draws",
    "from_datasketch",
    "rare_blocks",
    "sign",
    "stock_mask",
    "to_datasketch",
]
