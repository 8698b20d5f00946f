"""What each cue is worth, in nats: read from ``data/weights.json``.

`benchmarks/quality/train.py` fits the weights of the texts' own cues and writes the file; the
others were set by hand from labelled pairs of real news, as their reasons say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from types import MappingProxyType
from typing import Any


class Group(StrEnum):
    """Cues that say the same thing in different words; each group has a cap."""

    CREDIT = "credit"
    AGENCY = "agency"
    TIME = "time"
    TEXT = "text"
    VERSION = "version"
    WIRE = "wire"
    THIRD = "third party"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What is known about one cue."""

    group: Group
    nats: float
    """Worth of the cue at full strength."""
    carries: bool = False
    """Whether it may carry a direction; the others only adjust one."""
    reason: str
    """Measured support, or why the value."""


def _weight(values: Mapping[str, Any]) -> Weight:
    return Weight(
        group=Group(values["group"]),
        nats=float(values["nats"]),
        carries=bool(values.get("carries", False)),
        reason=str(values["reason"]),
    )


_FILE = resources.files("reuse.derive") / "data" / "weights.json"
_VALUES: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))

WEIGHTS: Mapping[str, Weight] = MappingProxyType(
    {name: _weight(values) for name, values in _VALUES["cues"].items()}
)
"""Every cue by its name."""
CAPS: Mapping[Group, float] = MappingProxyType(
    {Group(name): float(cap) for name, cap in _VALUES["caps"].items()}
)
"""Most nats that the cues of one group add up to, for one relation."""
UNDETERMINED_NATS: float = float(_VALUES["undetermined"])
"""What "cannot tell" starts with; the directions and the common source start with 0."""
REUSE: Mapping[str, float] = MappingProxyType(_VALUES["reuse"])
"""Probability that text was reused at all, by what the gate found."""
