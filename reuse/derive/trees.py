"""The tree of one part of a family: which document each has its text from, and how surely.

An arc weighs the log-odds of its direction, less what speaks for a document between the two; the
arc from the root, for an original or an unseen source, weighs 0. So two documents alone come out
as their verdict has them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from reuse.derive.arborescence import ROOT, WeightedArc, best_sources
from reuse.derive.kin import Kin
from reuse.derive.marginals import arc_shares
from reuse.derive.part import LIKELY, Part
from reuse.derive.siblings import Standing, standing
from reuse.derive.wording import Wording

BETWEEN = 0.3
"""Nats a unit of closeness by which a third document is closer to both than they to each other.
What C has of A through B, B has too: so much closer B is. On generated derivations it is by 3 units
or less for 95 of 100 true arcs and by 9 or more for three quarters of the others in chains."""
_FARTHEST_BETWEEN = 8.0
"""The most nats that count so."""
NEXT = 0.5
"""The most nats that count for two documents that are closer to each other than any third is to
both. More joins more neighbours, and more siblings whose source is unseen."""
LATER = 2.0
"""Nats that a source loses beside others for being surely later than what is from it: an agency's
later take, of which the earlier one may be at hand."""
_LESSER = 1.0
"""The most nats that a source loses for explaining less of a document than another does."""
COMPOSED = 1.0
"""Nats for an arc into a document that joins two parts: who shares text with two documents that
share none took it from both more often than both took it from him. Not enough to name anybody."""
HERE = 2.0
"""Nats for an arc between two documents of which it is known that their source is here."""
ELSEWHERE = 4.0
"""Nats against one where it is not."""
MOST_JUDGED = 40
"""Documents of the largest part of which it is asked whether their source is here."""
INDIRECT = 0.5
"""What the direction of a pair that no arc joins counts for the arcs on the way between the two,
each an equal share: the cues of such pairs are partly the same."""
_FARTHEST = 4
"""Arcs of the longest such way."""

_Edges = dict[tuple[int, int], Kin]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tree:
    """The best tree of a part; documents have the numbers 1 to n, the root is 0."""

    sources: tuple[int, ...]
    """Source of each document."""
    shares: NDArray[np.float64]
    """Probability of each arc over all trees, shape (n + 1, n + 1), from row to column."""
    weights: NDArray[np.float64]
    """Weight of each arc in nats, same shape; minus infinity where there is none."""
    absent: float = 0.0
    """Probability that all have their text from a document that is not there."""

    def original(self, number: int) -> float:
        """Probability that a document has no source, here or elsewhere."""
        return max(0.0, self.root(number) - self.absent)

    def root(self, number: int) -> float:
        """Probability that a document has no source in this part."""
        return float(self.shares[ROOT, number])

    def either(self, one: int, other: int) -> tuple[float, float]:
        """Probability that the first document is the source of the other, and of the opposite."""
        return float(self.shares[one, other]), float(self.shares[other, one])


def best_tree(part: Part, joints: frozenset[str], wording: Wording | None = None) -> Tree:
    """Weigh the arcs of a part and find its tree.

    Args:
        part: the part.
        joints: documents that join this part with another.
        wording: how the words of its documents agree, where that is known.
    """
    edges = {
        (part.place[one], part.place[other]): part.pairs[one, other]
        for one, other in sorted(part.pairs)
    }
    judged = _standing(part, joints, wording)
    weights = _weights(part, edges, joints, judged)
    sources = _sources(weights)
    _add_indirect(weights, edges, sources)
    shares = arc_shares(weights)
    if judged.absent:
        apart = _apart(weights, edges, part.documents)
        shares = ((1.0 - judged.absent) * shares + judged.absent * arc_shares(apart)).round(9)
        weights = apart if judged.absent > LIKELY else weights
    return Tree(
        sources=_sources(weights),
        shares=shares,
        weights=weights,
        absent=judged.absent,
    )


def _standing(part: Part, joints: frozenset[str], wording: Wording | None) -> Standing:
    """What is known before the tree is drawn; nothing where it cannot be judged."""
    unknown = Standing(absent=0.0, arcs={})
    joint = not joints.isdisjoint(part.documents)
    if wording is None or len(part.documents) > MOST_JUDGED:
        return unknown
    if not joint:
        return standing(part, wording)
    # Who put a document together is not asked where its other sources are.
    return replace(standing(part, wording), absent=0.0) if len(part.documents) > 2 else unknown


def _weights(
    part: Part, edges: _Edges, joints: frozenset[str], judged: Standing
) -> NDArray[np.float64]:
    documents = part.documents
    count = len(documents)
    weights = np.full((count + 1, count + 1), -np.inf)
    weights[ROOT, 1:] = 0.0
    closer, closest = _between(edges), _closest(edges)
    for (one, other), kin in edges.items():
        known = judged.arcs.get((documents[one - 1], documents[other - 1]))
        less = max(-NEXT, min(_FARTHEST_BETWEEN, BETWEEN * closer[one, other]))
        for source, derived in ((one, other), (other, one)):
            name = documents[source - 1]
            more = COMPOSED if documents[derived - 1] in joints else 0.0
            fewer = min(_LESSER, log(closest[derived] / max(kin.closeness, 1.0)))
            late = LATER if count > 2 and kin.is_later(name) else 0.0
            nats = kin.nats(name) - less if known is None else kin.nats(name, arc=known + HERE)
            weights[source, derived] = nats + more - fewer - late
    return weights


def _apart(
    weights: NDArray[np.float64], edges: _Edges, documents: tuple[str, ...]
) -> NDArray[np.float64]:
    """The weights where all have their text from elsewhere: those of named directions stay."""
    out = weights.copy()
    for (one, other), kin in edges.items():
        for source, derived in ((one, other), (other, one)):
            if not kin.names(documents[source - 1]):
                out[source, derived] = min(out[source, derived], -ELSEWHERE)
    return out


def _closest(edges: _Edges) -> dict[int, float]:
    """How close each document is to its closest, 1 at the least."""
    out: dict[int, float] = {}
    for ends, kin in edges.items():
        for number in ends:
            out[number] = max(out.get(number, 1.0), kin.closeness)
    return out


def _between(edges: _Edges) -> dict[tuple[int, int], float]:
    """By how much some third document is closer to both of a pair than they to each other.

    Below 0 where none is; 0 where there is no third.
    """
    count = max((number for ends in edges for number in ends), default=0)
    near = np.full((count + 1, count + 1), -np.inf)
    for (one, other), kin in edges.items():
        near[one, other] = near[other, one] = kin.closeness
    out = {}
    for (one, other), kin in edges.items():
        third = float(np.minimum(near[one], near[other]).max())
        out[one, other] = third - kin.closeness if third > -inf else 0.0
    return out


def _add_indirect(weights: NDArray[np.float64], edges: _Edges, sources: tuple[int, ...]) -> None:
    """Let pairs that the tree does not join speak for the arcs between them."""
    added: dict[tuple[int, int], float] = {}
    for (one, other), kin in edges.items():
        way = _way(one, other, sources)
        if not 2 < len(way) <= _FARTHEST + 1:
            continue
        first, second = sorted(kin.ids)
        nats = INDIRECT * (kin.nats(first) - kin.nats(second)) / (len(way) - 1)
        for source, derived in pairwise(way):
            added[source, derived] = added.get((source, derived), 0.0) + nats
            added[derived, source] = added.get((derived, source), 0.0) - nats
    for arc, nats in added.items():
        weights[arc] += nats


def _way(one: int, other: int, sources: tuple[int, ...]) -> list[int]:
    """Documents from one to the other along the tree; none where the way is long."""
    up, down = _upwards(one, sources), _upwards(other, sources)
    meeting = next((number for number in up if number in down), None)
    if meeting is None:
        return []
    return [*up[: up.index(meeting)], *reversed(down[: down.index(meeting) + 1])]


def _upwards(number: int, sources: tuple[int, ...]) -> list[int]:
    out = [number]
    while len(out) <= _FARTHEST and sources[out[-1] - 1] != ROOT:
        out.append(sources[out[-1] - 1])
    return out


def _sources(weights: NDArray[np.float64]) -> tuple[int, ...]:
    rows, columns = np.nonzero(~np.isneginf(weights))
    arcs = zip(rows.tolist(), columns.tolist(), weights[rows, columns].tolist(), strict=True)
    return best_sources(len(weights) - 1, (WeightedArc(*arc) for arc in arcs))
