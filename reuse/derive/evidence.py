"""Cues to probabilities: grouped, capped, summed, and the same from either side to the last bit.

Sums go through `math.fsum`, which rounds once whatever the order, so that exchanging the two
documents exchanges the two directions exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, fsum

from reuse.derive.weights import CAPS, UNDETERMINED_NATS, WEIGHTS, Group
from reuse.model.verdict import Cue, Relation

_DIRECTIONS = (Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT)
_SIGNS = {Relation.LEFT_FROM_RIGHT: 1.0, Relation.RIGHT_FROM_LEFT: -1.0}
_RELATED = (
    *_DIRECTIONS,
    Relation.COMMON_SOURCE,
    Relation.UNDETERMINED,
)


def support(cues: Iterable[Cue], relation: Relation, *, text: bool = True) -> float:
    """Nats for one relation: the sum of its groups, each no more than its cap.

    Args:
        cues: the evidence.
        relation: what it may speak for.
        text: whether the texts' own cues count.
    """
    by_group: dict[Group, list[float]] = {}
    for cue in cues:
        if cue.favours is relation:
            group = WEIGHTS[cue.name].group
            if text or group is not Group.TEXT:
                by_group.setdefault(group, []).append(cue.nats)
    return fsum([min(CAPS[group], fsum(nats)) for group, nats in by_group.items()])


def probabilities(cues: tuple[Cue, ...], reuse: float) -> dict[Relation, float]:
    """Probability of each relation, given how likely reuse is at all.

    What the texts alone say moves probability from one direction to the other, never from
    "common source" or "cannot tell" to a direction: who copied shows elsewhere.
    """
    nats = dict.fromkeys(_RELATED, 0.0)
    for relation in {cue.favours: None for cue in cues}:
        nats[relation] = support(cues, relation, text=False)
    nats[Relation.UNDETERMINED] += UNDETERMINED_NATS
    top = max(nats.values())
    weights = {relation: exp(value - top) for relation, value in nats.items()}
    total = fsum(weights.values())
    shares = {relation: reuse * weights[relation] / total for relation in _RELATED}
    both = fsum(shares[relation] for relation in _DIRECTIONS)
    left, right = _DIRECTIONS
    odds = fsum((nats[left], -nats[right], _text_odds(cues)))
    shares[left], shares[right] = both / (1.0 + exp(-odds)), both / (1.0 + exp(odds))
    shares[Relation.INDEPENDENT] = 1.0 - reuse
    return {relation: shares[relation] for relation in Relation}


def _text_odds(cues: tuple[Cue, ...]) -> float:
    """Log-odds of left from right by the texts' own cues, no more than their cap either way."""
    cap = CAPS[Group.TEXT]
    odds = fsum(
        [
            _SIGNS.get(cue.favours, 0.0) * cue.nats
            for cue in cues
            if WEIGHTS[cue.name].group is Group.TEXT
        ]
    )
    return max(-cap, min(cap, odds))


def apart_from_text(cues: Iterable[Cue], relation: Relation) -> float:
    """Probability of one of two directions, given that it is one, without the texts' own cues."""
    mine, theirs = (support(cues, each, text=False) for each in (relation, relation.mirrored))
    return 1.0 / (1.0 + exp(theirs - mine))


def carried(cues: Iterable[Cue], relation: Relation) -> bool:
    """Whether some cue may carry this direction: text, length and time-of-agency never do."""
    return any(cue.favours is relation and WEIGHTS[cue.name].carries for cue in cues)
