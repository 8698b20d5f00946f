"""The measure of mirrors: it sees what is none, and lets through what is one."""

from __future__ import annotations

from dataclasses import replace
from math import nextafter

import pytest
import verdicts
from report_sample import ferry_pair

from reuse.model.comparison import Comparison
from reuse.model.verdict import Credit, Relation

PAIR = verdicts.mirrored(verdicts.mirrored(ferry_pair()))
"""A pair with its cues in the order in which a verdict has them."""


def test_a_mirror_is_let_through() -> None:
    """An answer and its mirror differ in nothing, and two mirrors give the answer back."""
    turned = verdicts.mirrored(PAIR)
    assert turned.verdict.relation is Relation.RIGHT_FROM_LEFT
    assert verdicts.differing(PAIR, turned) == []
    assert verdicts.told(verdicts.mirrored(turned)) == verdicts.told(PAIR)


def _more(pair: Comparison) -> Comparison:
    """The same answer, one probability one bit higher."""
    chances = dict(pair.verdict.probabilities)
    relation = Relation.INDEPENDENT
    chances[relation] = nextafter(chances[relation], 1.0)
    return replace(pair, verdict=replace(pair.verdict, probabilities=chances))


def _heavier(pair: Comparison) -> Comparison:
    """The same answer, one cue one bit heavier."""
    first, *rest = pair.verdict.cues
    heavier = replace(first, nats=nextafter(first.nats, 9.0))
    return replace(pair, verdict=replace(pair.verdict, cues=(heavier, *rest)))


def test_a_last_bit_is_seen() -> None:
    """One bit of a probability or of a weight breaks a mirror, and so does every other part."""
    turned = verdicts.mirrored(PAIR)
    verdict = turned.verdict
    broken = {
        "relation": replace(turned, verdict=replace(verdict, relation=Relation.LEFT_FROM_RIGHT)),
        "probabilities": _more(turned),
        "cues": _heavier(turned),
        "credit": replace(turned, verdict=replace(verdict, credit=Credit.UNKNOWN)),
        "passages": replace(turned, alignments=turned.alignments[1:]),
        "notes": replace(turned, notes=()),
        "page": replace(turned, same_page=True),
    }
    assert tuple(broken) == verdicts.PARTS
    for part, answer in broken.items():
        assert verdicts.differing(PAIR, answer) == [part]


@pytest.mark.parametrize(("pairs", "timed"), [(7, 100), (1_000, 40), (39, 20)])
def test_stretches_are_of_the_size_asked(pairs: int, timed: int) -> None:
    """As many pairs are timed as asked where there are so many, from all over the corpus."""
    found = [replace(ferry_pair(), notes=(str(number),)) for number in range(pairs)]
    some = verdicts.stretches(found, timed)
    assert len(some) == min(pairs, timed)
    assert len({pair.notes for pair in some}) == len(some)


def test_a_broken_mirror_lowers_a_floor() -> None:
    """The floor of a kind of pairs is the share of them that are exact mirrors."""
    whole, broken = verdicts.Mirrors(pairs=4), verdicts.Mirrors(pairs=4, broken=1)
    assert verdicts.floors({"a": whole, "b": broken}) == {"mirrored, a": 1.0, "mirrored, b": 0.75}
