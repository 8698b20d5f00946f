"""The benchmarks are scripts, run by path: their folder is put where they look for each other."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3] / "benchmarks" / "speed"))
