"""Trained models of evidence: small JSON files, applied by `judging.judge`.

``benchmarks/quality/train.py`` fits them with scikit-learn and writes the files.
"""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel

COLUMNS = ("centre", "scale", "slope", "bend")
"""Numbers that a model has for each feature, in the order of `Model.weights`."""


class Model(NamedTuple):
    """A model of one kind of decision; a plain tuple, so that compiled loops take it."""

    weights: NDArray[np.float64]
    """Shape (f, 4), see `judging.judge`."""
    bias: float
    threshold: float
    """Probability from which on the answer is yes."""


class Models(NamedTuple):
    """All that alignment decides by."""

    seeds: Model
    """Whether two sentences say one thing."""
    glances: Model
    """Whether two sentences are worth reading."""
    borders: Model
    """Whether a sentence belongs to a passage beside it."""
    fragments: Model
    """Whether a passage holds as a whole."""
    lone: Model
    """Whether sentences outside passages hold by themselves."""
    summary_sentences: Model
    """Whether a sentence is part of a summary."""
    summaries: Model
    """Whether a stretch of them is one."""


@kernel
def _shifted(model: Model, nats: float) -> Model:
    return Model(model.weights, model.bias + nats, model.threshold)


@kernel
def with_prior(models: Models, nats: float) -> Models:
    """The models with what is known for or against reuse before the texts are read.

    Where a passage or a summary ends is asked of passages alone, so that borders do not move.
    """
    return Models(
        _shifted(models.seeds, nats),
        _shifted(models.glances, nats),
        models.borders,
        _shifted(models.fragments, nats),
        _shifted(models.lone, nats),
        models.summary_sentences,
        _shifted(models.summaries, nats),
    )


def parse(text: str, names: tuple[str, ...]) -> Model:
    """Read a model and bring its weights into the order of `names`.

    Raises:
        KeyError: the model was trained on other features.
    """
    values = json.loads(text)
    weights = dict(values["weights"])
    if set(weights) != set(names):
        raise KeyError(f"model features {sorted(set(weights) ^ set(names))} do not match")
    table = [[float(number) for number in weights[name]] for name in names]
    return Model(
        weights=np.array(table, np.float64).reshape(len(names), len(COLUMNS)),
        bias=float(values["bias"]),
        threshold=float(values["threshold"]),
    )
