"""How many bands of how many rows find windows of a stated resemblance.

Two windows of resemblance s agree in all r rows of at least one of b bands with probability
1 - (1 - s^r)^b, the S-curve (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
section 3.4).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_STEPS = 1000


def s_curve(resemblance: NDArray[np.float64], bands: int, rows: int) -> NDArray[np.float64]:
    """Probability that windows of each resemblance (0 to 1) become a candidate pair."""
    return np.asarray(1.0 - (1.0 - resemblance**rows) ** bands, np.float64)


@lru_cache(maxsize=32)
def choose_bands(threshold: float, permutations: int, miss_weight: float) -> tuple[int, int]:
    """Bands and rows with the least weighted area of error round a threshold.

    The area under the curve below the threshold are pairs proposed in vain; the area above
    the curve beyond it are pairs missed.

    Args:
        threshold: resemblance that should be found, between 0 and 1.
        permutations: most slots that bands times rows may use, 1 or more.
        miss_weight: weight of missed pairs against vain ones, 0 to 1.

    Returns:
        (bands, rows).
    """
    below = (np.arange(_STEPS) + 0.5) / _STEPS * threshold
    above = threshold + (np.arange(_STEPS) + 0.5) / _STEPS * (1.0 - threshold)
    best, choice = np.inf, (permutations, 1)
    for bands in range(1, permutations + 1):
        for rows in range(1, permutations // bands + 1):
            vain = s_curve(below, bands, rows).mean() * threshold
            missed = (1.0 - s_curve(above, bands, rows)).mean() * (1.0 - threshold)
            error = (1.0 - miss_weight) * vain + miss_weight * missed
            if error < best:
                best, choice = error, (bands, rows)
    return choice
