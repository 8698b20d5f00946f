"""Fit a judge, and what it needs: labelled rows of several sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reuse.align.judging import END


@dataclass
class Rows:
    """Labelled feature rows of one source."""

    features: list[NDArray[np.float64]] = field(default_factory=list)
    labels: list[NDArray[np.bool_]] = field(default_factory=list)

    def add(self, features: NDArray[np.float64], labels: Iterable[bool]) -> None:
        """Take some rows."""
        self.features.append(features)
        self.labels.append(np.array(list(labels), bool))

    def stack(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """All rows."""
        return np.concatenate(self.features), np.concatenate(self.labels)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """Labelled rows of one source, with what they count for."""

    rows: Rows
    weight: float
    """Total weight, in ten thousands."""
    positive: float | None = None
    """Share of positives that the rows are weighted to; None for the share that they have."""
    apart: bool = False
    """Whether the source needs an intercept of its own."""


def join(
    sources: dict[str, Source],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Features, columns that tell the sources with an own intercept, labels, weights of rows."""
    own = [name for name, source in sources.items() if source.apart]
    features, flags, labels, sizes = [], [], [], []
    for name, source in sources.items():
        x, y = source.rows.stack()
        flag = np.zeros((len(x), len(own)))
        if source.apart:
            flag[:, own.index(name)] = 1
        share = y.mean() if source.positive is None else source.positive
        rate = np.where(y, share / max(y.mean(), 1e-9), (1 - share) / (1 - y.mean()))
        features.append(x)
        flags.append(flag)
        labels.append(y)
        sizes.append(rate * source.weight * 10_000 / len(x))
        print(f"  {name:20}{len(x):8} rows, {y.mean():.3f} reuse")
    return (
        np.concatenate(features), np.concatenate(flags),
        np.concatenate(labels), np.concatenate(sizes),
    )  # fmt: skip


def fit_curves(
    features: NDArray[np.float64],
    flags: NDArray[np.float64],
    labels: NDArray[np.bool_],
    sizes: NDArray[np.float64],
    strength: float,
) -> tuple[NDArray[np.float64], float]:
    """Fit what `reuse.align.judging.judge` applies.

    Args:
        features: shape (n, f).
        flags: shape (n, k): columns that only take up what sets their source apart.
        labels: shape (n,).
        sizes: shape (n,): weight of each row.
        strength: scikit-learn's C; small, so that features that say nearly the same share the
            weight, or they cancel on English and mislead on other languages.

    Returns:
        Weights, shape (f, 4), and the bias where no column of `flags` is set.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to import

    centre, scale = features.mean(axis=0), features.std(axis=0)
    # A feature that is always the same tells nothing, whatever it is divided by.
    scale[scale < 1e-6] = 1.0
    x = np.clip((features - centre) / scale, -END, END)
    model = LogisticRegression(C=strength, solver="newton-cholesky", max_iter=200)
    # Halved, so that slope and bend are held back alike.
    model.fit(np.hstack((x, x * x / 2, flags)), labels, sample_weight=sizes)
    slope, bend = np.split(model.coef_[0][: 2 * len(centre)], 2)
    return np.stack((centre, scale, slope, bend / 2), axis=1), float(model.intercept_[0])
