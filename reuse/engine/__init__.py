"""Where stages run."""

from reuse.engine.beside import Beside
from reuse.engine.collector import collect_rarely, collector_paused
from reuse.engine.local import map_ordered

__all__ = ["Beside", "collect_rarely", "collector_paused", "map_ordered"]
