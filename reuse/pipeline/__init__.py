"""The stages in order, written once."""

from reuse.pipeline.compare import compare
from reuse.pipeline.scan import scan
from reuse.pipeline.signing import sign_texts

__all__ = ["compare", "scan", "sign_texts"]
