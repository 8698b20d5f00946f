"""Files and feeds become documents: one module a format, nothing held but one record."""

from reuse.read.feeds import read_feeds
from reuse.read.paths import read_paths

__all__ = ["read_feeds", "read_paths"]
