"""Whether documents have their text from each other, or all of it from one that is not there.

Three small models judge that, which `benchmarks/quality/train.py` fits: *two* documents alone, a
*pair* of a larger part, and the *part* as a whole. They see how the words of the documents agree,
and what the verdicts say; they never make a verdict, and name nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, fsum, log, log1p

import numpy as np

from reuse.derive.kin import Kin
from reuse.derive.linear import Linear, parse
from reuse.derive.part import Part
from reuse.derive.weights import WEIGHTS, Group
from reuse.derive.wording import Wording
from reuse.model.verdict import Relation

TWO = ("arc", "lean", "fitting", "inserted", "changed", "shared")
PAIR = ("arc", "lean", "between", "nearly", "against", "contained", "lesser", "own")
PART = ("strongest", "direction", "lean", "against", "inserted", "fitting", "lacking", "own")
FEATURES = {"two": TWO, "pair": PAIR, "part": PART}
"""By name of a model: what it sees, in order."""
_CREDITS = frozenset({Group.CREDIT, Group.AGENCY})
_FARTHEST, _FAR, _NEAR = 60.0, 20.0, 3.0
"""Units of closeness beyond which a document between two others is no surer."""
_ASKED = 8
"""Third documents that a pair is seen beside."""
_ALONE = 2.0
"""Nats for an arc between two documents, if their source is here."""
_MOST = 6.0
"""Nats that an arc has for or against it at the most."""

Ids = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a part before its tree is drawn."""

    absent: float
    """Probability that all its documents have their text from one that is not there."""
    arcs: Mapping[Ids, float]
    """Nats for an arc, one way or the other, between two documents, if their source is here; none
    where the verdict says enough."""


@cache
def shipped() -> Mapping[str, Linear]:
    """The models that come with the package."""
    text = (resources.files("reuse.derive") / "data" / "siblings.json").read_text("utf-8")
    return parse(text, FEATURES)


def standing(part: Part, wording: Wording, models: Mapping[str, Linear] | None = None) -> Standing:
    """Judge a part.

    Args:
        part: the part, of two documents or more.
        wording: how the words of its documents agree.
        models: those that come with the package when None.
    """
    models = models or shipped()
    asked = is_open(part)
    if len(part.documents) == 2:
        if not asked:
            return Standing(absent=0.0, arcs={})
        (kin,) = part.pairs.values()
        absent = _chance(models["two"].nats(two_facts(kin, wording)))
        return Standing(absent=absent, arcs=dict.fromkeys(part.pairs, _ALONE))
    arcs = arc_nats(part, wording, models["pair"])
    absent = _chance(models["part"].nats(part_facts(part, arcs, wording))) if asked else 0.0
    # A verdict that says common source stands.
    known = {
        ids: nats
        for ids, nats in arcs.items()
        if part.pairs[ids].comparison.verdict.relation is not Relation.COMMON_SOURCE
    }
    return Standing(absent=absent, arcs=known)


def is_open(part: Part) -> bool:
    """Whether it is asked of a part where its source is.

    Not where verdicts name a source of all documents but one. Of two documents alone neither
    where the verdict says how they are related, nor where one credits the other.
    """
    if len(part.documents) > 2:
        kins = part.pairs.values()
        derived = {name for kin in kins for name in kin.ids if kin.names(kin.beside(name))}
        return len(part.documents) - len(derived) > 1
    (kin,) = part.pairs.values()
    verdict = kin.comparison.verdict
    credited = any(
        WEIGHTS[cue.name].carries and WEIGHTS[cue.name].group in _CREDITS for cue in verdict.cues
    )
    return verdict.relation is Relation.UNDETERMINED and not credited


def two_facts(kin: Kin, wording: Wording) -> tuple[float, ...]:
    """What the model of two documents sees; the same whichever comes first."""
    one, other = kin.ids
    rests = wording.rest(one, other), wording.rest(other, one)
    return (
        kin.arc,
        kin.lean,
        max(rest.fitting for rest in rests),
        float(min(rest.inserted for rest in rests)),
        log1p(max(rest.changed for rest in rests)),
        log1p(len(wording.both(one, other))),
    )


def pair_facts(part: Part, ids: Ids, wording: Wording) -> tuple[float, ...]:
    """What the model of a pair sees, of a part of three documents or more."""
    one, other = ids
    kin = part.pairs[ids]
    between = max(
        (_nearness(part, ids, name) for name in _thirds(part, ids)), default=kin.closeness
    )
    closer = between - kin.closeness
    shared = len(wording.both(one, other))
    sizes = sorted((wording.runs(one), wording.runs(other)))
    closest = max(
        part.kin(name, near).closeness for name in (one, other) for near in part.near[name]
    )
    return (
        kin.arc,
        kin.lean,
        max(-_FARTHEST, min(_FARTHEST, closer)),
        max(-_NEAR, min(_FAR, closer)),
        log1p(_against(part, ids, wording)),
        shared / max(1, sizes[1]),
        log(max(closest, 1.0) / max(kin.closeness, 1.0)),
        log(sizes[0] - shared + 5.0),
    )


def _thirds(part: Part, ids: Ids) -> list[str]:
    """The documents that share text with both of two, the closest first, some of them."""
    found = [name for name in part.near[ids[0]] if name in part.near[ids[1]]]
    return sorted(found, key=lambda name: (-_nearness(part, ids, name), name))[:_ASKED]


def _nearness(part: Part, ids: Ids, third: str) -> float:
    return min(part.kin(name, third).closeness for name in ids)


def _against(part: Part, ids: Ids, wording: Wording) -> int:
    """Runs in which each of two documents agrees with a third against the other one.

    Of an arc the source has all that a third shares with the derived document, or the derived one
    all that a third shares with the source.
    """
    one, other = ids
    return max(
        (
            min(wording.against(one, third, other), wording.against(other, third, one))
            for third in _thirds(part, ids)
        ),
        default=0,
    )


def arc_nats(part: Part, wording: Wording, model: Linear) -> dict[Ids, float]:
    """Nats for an arc between each two documents that share text, of three or more."""
    return {
        ids: max(-_MOST, min(_MOST, model.nats(pair_facts(part, ids, wording))))
        for ids in part.pairs
    }


def part_facts(part: Part, arcs: Mapping[Ids, float], wording: Wording) -> tuple[float, ...]:
    """What the model of a part sees, of three documents or more."""
    joined = _joined(part, arcs)
    kins = tuple(part.pairs.values())
    rests = [(wording.rest(one, other), wording.rest(other, one)) for one, other in joined]
    runs = [wording.all_of(name) for name in part.documents]
    held, counts = np.unique(np.concatenate(runs), return_counts=True)
    several = held[counts > 1]
    inside = [len(np.intersect1d(each, several, assume_unique=True)) for each in runs]
    return (
        max(arcs.values()),
        max(kin.probability(name) for kin in kins for name in kin.ids),
        fsum(kin.lean for kin in kins) / len(kins),
        log1p(min(_against(part, ids, wording) for ids in joined)),
        fsum(min(rest.inserted for rest in both) for both in rests) / len(joined),
        max(rest.fitting for both in rests for rest in both),
        (len(several) - max(inside)) / (len(several) + 20.0),
        min(1.0 - count / max(1, len(each)) for each, count in zip(runs, inside, strict=True)),
    )


def _joined(part: Part, arcs: Mapping[Ids, float]) -> list[Ids]:
    """The pairs of the heaviest tree without directions (Kruskal 1956)."""
    above = {name: name for name in part.documents}

    def find(name: str) -> str:
        while above[name] != name:
            name = above[name]
        return name

    out = []
    for ids in sorted(arcs, key=lambda ids: (-arcs[ids], ids)):
        one, other = find(ids[0]), find(ids[1])
        if one != other:
            above[one] = other
            out.append(ids)
    return out


def _chance(nats: float) -> float:
    return 1.0 / (1.0 + exp(-nats)) if nats >= 0 else exp(nats) / (1.0 + exp(nats))
