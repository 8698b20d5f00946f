"""The benchmarks are scripts, run by path: their folder is put where they look for each other."""

from __future__ import annotations

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
sys.path += [str(BENCHMARKS / folder) for folder in ("speed", "quality")]
