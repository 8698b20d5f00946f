"""Passage detection measured as in Potthast et al. (2010), macro-averaged as at PAN 2013."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Case = tuple[int, int, int, int]
"""Left start, left end, right start, right end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The measures over a set of pairs."""

    plagdet: float
    precision: float
    recall: float
    granularity: float
    cases: int
    detections: int


def score(pairs: Iterable[tuple[Sequence[Case], Sequence[Case]]]) -> Score:
    """Measure (true cases, detections) of each pair."""
    precisions: list[float] = []
    recalls: list[float] = []
    pieces: list[int] = []
    for cases, found in pairs:
        for case in cases:
            share, met = _cover(case, found)
            recalls.append(share)
            if met:
                pieces.append(met)
        precisions.extend(_cover(piece, cases)[0] for piece in found)
    precision, recall = _mean(precisions), _mean(recalls)
    granularity = _mean(pieces) if pieces else 1.0
    both = precision + recall
    return Score(
        plagdet=2 * precision * recall / both / math.log2(1 + granularity) if both else 0.0,
        precision=precision,
        recall=recall,
        granularity=granularity,
        cases=len(recalls),
        detections=len(precisions),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _cover(one: Case, others: Sequence[Case]) -> tuple[float, int]:
    """Share of `one` under those of `others` that meet it on both sides, and their number."""
    met = [
        (max(one[0], o[0]), min(one[1], o[1]), max(one[2], o[2]), min(one[3], o[3])) for o in others
    ]
    met = [m for m in met if m[0] < m[1] and m[2] < m[3]]
    covered = _union([m[:2] for m in met]) + _union([m[2:] for m in met])
    size = one[1] - one[0] + one[3] - one[2]
    return (covered / size if size else 0.0), len(met)


def _union(spans: list[tuple[int, int]]) -> int:
    total, reach = 0, -1
    for start, end in sorted(spans):
        total += max(0, end - max(start, reach))
        reach = max(reach, end)
    return total
