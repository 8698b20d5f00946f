"""Trained logistic models: small JSON files.

`judging.judge` applies those of sentence pairs, `deciding.probability` those of passages.

``benchmarks/quality/train.py`` fits them with scikit-learn and writes the files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Logistic:
    """A logistic model with the threshold that was chosen with it."""

    weights: NDArray[np.float64]
    """Shape (f,), or (f, 4) for a model of curved evidence."""
    bias: float
    threshold: float
    """Probability from which on the answer is yes."""


def parse(text: str, names: tuple[str, ...]) -> Logistic:
    """Read a model and bring its weights into the order of `names`.

    Raises:
        KeyError: the model was trained on other features.
    """
    values = json.loads(text)
    weights = dict(values["weights"])
    if set(weights) != set(names):
        raise KeyError(f"model features {sorted(set(weights) ^ set(names))} do not match")
    return Logistic(
        weights=np.array([weights[name] for name in names]),
        bias=float(values["bias"]),
        threshold=float(values["threshold"]),
    )


@cache
def shipped(name: str, names: tuple[str, ...]) -> Logistic:
    """The model ``data/<name>.json`` that comes with the package."""
    file = resources.files("reuse.align") / "data" / f"{name}.json"
    return parse(file.read_text(encoding="utf-8"), names)
