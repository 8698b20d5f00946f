"""Cues to probabilities: grouped, capped, summed, and the same from either side to the last bit.

Sums go through `math.fsum`, which rounds once whatever the order, so that exchanging the two
documents exchanges the two directions exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, fsum

from reuse.derive.weights import CAPS, UNDETERMINED_NATS, WEIGHTS
from reuse.model.verdict import Cue, Relation

_RELATED = (
    Relation.LEFT_FROM_RIGHT,
    Relation.RIGHT_FROM_LEFT,
    Relation.COMMON_SOURCE,
    Relation.UNDETERMINED,
)


def support(cues: Iterable[Cue], relation: Relation) -> float:
    """Nats for one relation: the sum of its groups, each no more than its cap."""
    by_group: dict[str, list[float]] = {}
    for cue in cues:
        if cue.favours is relation:
            by_group.setdefault(WEIGHTS[cue.name].group, []).append(cue.nats)
    return fsum(min(cap, fsum(by_group.get(group, ()))) for group, cap in CAPS.items())


def probabilities(cues: tuple[Cue, ...], reuse: float) -> dict[Relation, float]:
    """Probability of each relation, given how likely reuse is at all."""
    nats = {relation: support(cues, relation) for relation in _RELATED}
    nats[Relation.UNDETERMINED] += UNDETERMINED_NATS
    top = max(nats.values())
    weights = {relation: exp(value - top) for relation, value in nats.items()}
    total = fsum(weights.values())
    shares = {relation: reuse * weights[relation] / total for relation in _RELATED}
    shares[Relation.INDEPENDENT] = 1.0 - reuse
    return {relation: shares[relation] for relation in Relation}


def carried(cues: Iterable[Cue], relation: Relation) -> bool:
    """Whether some cue may carry this direction: text, length and time-of-agency never do."""
    return any(cue.favours is relation and WEIGHTS[cue.name].carries for cue in cues)
