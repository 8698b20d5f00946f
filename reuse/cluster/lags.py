"""How much later a carrier's documents appear than what they were taken from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reuse.model.document import Document
from reuse.model.ledger import OutletLag

_HOUR = 3600.0
_QUARTILES = (0.25, 0.5, 0.75)


class Lag(NamedTuple):
    """How much later a document is than one it derives from; the least one is to be preferred.

    That is the one of most words, then the better known, then the shorter one.
    """

    fewness: int
    """Reused words, below 0."""
    uncertainty: float
    """Hours to either side: both stamps at the far end of what they leave open."""
    distance: float
    """`hours` without their sign."""
    hours: float
    """From the stamp of the source to that of the derived document."""


def lag_of(derived: Document, source: Document, words: int, lag_hours: float = 0.0) -> Lag | None:
    """How much later a document is than one it has so many words from; None when not known.

    Args:
        derived: the document.
        source: the one it derives from.
        words: how many words it has from it.
        lag_hours: hours that either date may be later than publication.
    """
    late, early = derived.stamp, source.stamp
    if late is None or early is None:
        return None
    hours = (late.instant - early.instant) / _HOUR
    uncertainty = (late.uncertainty + early.uncertainty) / _HOUR + lag_hours
    return Lag(-words, uncertainty, abs(hours), hours)


def typical(lags: Sequence[Lag]) -> OutletLag | None:
    """The median and the quartiles of some lags; None when there are none.

    Quantiles rise with every value they are of, so those of the least and of the greatest
    possible lags bound the true ones.
    """
    if not lags:
        return None
    lower, median, upper = _quartiles([lag.hours for lag in lags])
    least = _quartiles([lag.hours - lag.uncertainty for lag in lags])
    most = _quartiles([lag.hours + lag.uncertainty for lag in lags])
    shown = (lower, median, upper)
    return OutletLag(
        documents=len(lags),
        median=median,
        lower=lower,
        upper=upper,
        uncertainty=max(
            max(middle - low, high - middle)
            for low, middle, high in zip(least, shown, most, strict=True)
        ),
    )


def _quartiles(values: list[float]) -> tuple[float, float, float]:
    """Quartiles, linear between neighbours (Hyndman and Fan 1996, type 7)."""
    ordered = sorted(values)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)

    lower, median, upper = map(at, _QUARTILES)
    return lower, median, upper
