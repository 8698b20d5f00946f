"""Where stages run."""

from reuse.engine.beside import Beside
from reuse.engine.collector import collector_paused
from reuse.engine.local import map_ordered

__all__ = ["Beside", "collector_paused", "map_ordered"]
