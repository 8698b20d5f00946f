"""The search in rising values that loops of several stages share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel


@kernel
def first_at_least(
    values: NDArray[Any], least: int | np.integer[Any], first: int, last: int
) -> int:
    """The first place of the rising ``values[first:last]`` with `least` or more; else `last`."""
    while first < last:
        middle = (first + last) // 2
        if values[middle] < least:
            first = middle + 1
        else:
            last = middle
    return first
