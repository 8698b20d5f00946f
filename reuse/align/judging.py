"""How sure a decision is: a logistic model of curved evidence.

More of a kind of evidence is not evenly more sure: sentences of unlike length are no paraphrases,
and the longest of common runs says no more than a long one. So each feature counts by itself and
by its square, and what lies beyond all that training saw counts as its end.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel

END = 3.0
"""Standard deviations from the mean beyond which a feature says no more."""
CENTRE, SCALE, SLOPE, BEND = range(4)
"""Columns of the weights: mean and standard deviation of a feature, and what it is worth."""
# Log-odds beyond which a probability is 0 or 1 for every purpose.
_STEEPEST = 35.0


@kernel
def judge(features: NDArray[np.float64], weights: NDArray[np.float64], bias: float) -> float:
    """Probability of one row of features.

    Args:
        features: shape (f,).
        weights: shape (f, 4): `CENTRE`, `SCALE`, `SLOPE` and `BEND` of each.
        bias: log-odds where every feature is at its centre.
    """
    odds = bias
    for k in range(len(features)):
        value = (features[k] - weights[k, CENTRE]) / weights[k, SCALE]
        value = min(max(value, -END), END)
        odds += value * (weights[k, SLOPE] + value * weights[k, BEND])
    return 1.0 / (1.0 + exp(-min(max(odds, -_STEEPEST), _STEEPEST)))
