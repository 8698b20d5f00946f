"""Where stages run."""

from reuse.engine.local import map_ordered

__all__ = ["map_ordered"]
