"""Linear models of evidence: small JSON files, in nats."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A weighted sum of facts."""

    slopes: tuple[tuple[float, float], ...]
    """Of each fact, its usual value and the nats for a unit beyond it."""
    bias: float
    """Nats where all facts have their usual values."""

    def nats(self, facts: Sequence[float]) -> float:
        """Log-odds that the answer is yes."""
        parts = (
            slope * (fact - usual) for (usual, slope), fact in zip(self.slopes, facts, strict=True)
        )
        return fsum((self.bias, *parts))


def parse(text: str, names: Mapping[str, tuple[str, ...]]) -> dict[str, Linear]:
    """Read models and bring their slopes into the order of `names`.

    Raises:
        KeyError: a model was trained on other facts.
    """
    values = json.loads(text)
    out = {}
    for name, facts in names.items():
        slopes = values[name]["slopes"]
        if set(slopes) != set(facts):
            raise KeyError(f"model {name}: facts {sorted(set(slopes) ^ set(facts))} do not match")
        ordered = tuple((float(slopes[fact][0]), float(slopes[fact][1])) for fact in facts)
        out[name] = Linear(slopes=ordered, bias=float(values[name]["bias"]))
    return out
