"""The stages in order, written once."""

from reuse.pipeline.compare import compare
from reuse.pipeline.scan import scan

__all__ = ["compare", "scan"]
