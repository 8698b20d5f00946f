"""From cues to probabilities: what the texts alone may do, and what they may not."""

from __future__ import annotations

from math import exp, isclose

import pytest
from derive_support import BODY, CONFIG, document, pair_with, passage_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reuse.derive.evidence import apart_from_text, carried, probabilities, support
from reuse.derive.judging import _decide
from reuse.derive.weights import CAPS, WEIGHTS, Group
from reuse.model.verdict import Cue, Relation

LEFT, RIGHT = Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT
DIRECTIONS = (LEFT, RIGHT)
FAVOURED = (*DIRECTIONS, Relation.COMMON_SOURCE, Relation.UNDETERMINED)
TEXT = sorted(name for name, weight in WEIGHTS.items() if weight.group is Group.TEXT)
REST = sorted(WEIGHTS.keys() - set(TEXT))
CARRYING = sorted(name for name, weight in WEIGHTS.items() if weight.carries)
BOTH = document("a", BODY, outlet="Harbour Post"), document("b", BODY, outlet="Quay Courier")
COPY = pair_with(*BOTH, passage_of(*BOTH, BODY, BODY))
"""One text twice: reuse, and nothing that tells who has it from whom."""


def cue(name: str, favours: Relation, nats: float) -> Cue:
    """A cue made by hand."""
    return Cue(name=name, favours=favours, nats=nats, explanation="x.")


def cues(names: list[str], favoured: tuple[Relation, ...]) -> st.SearchStrategy[tuple[Cue, ...]]:
    """Some cues of some names."""
    nats = st.floats(0.01, 6.0)
    one = st.builds(cue, st.sampled_from(names), st.sampled_from(favoured), nats)
    return st.lists(one, max_size=8).map(tuple)


text_cues, other_cues = cues(TEXT, DIRECTIONS), cues(REST, FAVOURED)
reuses = st.sampled_from((0.04, 0.5, 0.93, 0.97, 1.0))


def exchanged(found: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The same cues with the sides exchanged, in another order."""
    return tuple(cue(c.name, c.favours.mirrored, c.nats) for c in reversed(found))


def slow(found: tuple[Cue, ...], reuse: float) -> dict[Relation, float]:
    """The formula as it reads: a softmax without the texts, then the directions shared anew."""
    nats = dict.fromkeys(FAVOURED, 0.0)
    for relation in FAVOURED:
        for group in set(Group) - {Group.TEXT}:
            own = [c.nats for c in found if c.favours is relation and _group(c) is group]
            nats[relation] += min(CAPS[group], sum(own))
    nats[Relation.UNDETERMINED] += 0.5
    total = sum(exp(each) for each in nats.values())
    out = {relation: reuse * exp(each) / total for relation, each in nats.items()}
    text = [c.nats if c.favours is LEFT else -c.nats for c in found if _group(c) is Group.TEXT]
    odds = nats[LEFT] - nats[RIGHT] + max(-CAPS[Group.TEXT], min(CAPS[Group.TEXT], sum(text)))
    both = out[LEFT] + out[RIGHT]
    out[LEFT], out[RIGHT] = both / (1 + exp(-odds)), both / (1 + exp(odds))
    return out | {Relation.INDEPENDENT: 1 - reuse}


def _group(some: Cue) -> Group:
    return WEIGHTS[some.name].group


@given(other_cues, text_cues, reuses)
def test_probabilities_are_those_of_the_formula(
    other: tuple[Cue, ...], text: tuple[Cue, ...], reuse: float
) -> None:
    """Each is what the slow form says, and together they are 1."""
    found = probabilities((*other, *text), reuse)
    assert list(found) == list(Relation)
    assert found == pytest.approx(slow((*other, *text), reuse), abs=1e-12)
    assert isclose(sum(found.values()), 1.0, abs_tol=1e-12)


@given(other_cues, text_cues, reuses)
def test_text_moves_probability_between_the_directions_only(
    other: tuple[Cue, ...], text: tuple[Cue, ...], reuse: float
) -> None:
    """The sum of the directions and every other relation are the same with and without them."""
    without, having = probabilities(other, reuse), probabilities((*other, *text), reuse)
    sums = [sum(found[relation] for relation in DIRECTIONS) for found in (without, having)]
    assert sums[1] == pytest.approx(sums[0], rel=1e-12)
    for relation in set(Relation) - set(DIRECTIONS):
        assert having[relation] == without[relation]


@given(other_cues, text_cues, reuses)
def test_exchanged_cues_exchange_the_directions_to_the_last_bit(
    other: tuple[Cue, ...], text: tuple[Cue, ...], reuse: float
) -> None:
    """The mirror is exact, whatever the texts say and in whatever order cues come."""
    found = (*other, *text)
    there, back = probabilities(found, reuse), probabilities(exchanged(found), reuse)
    for relation in Relation:
        assert there[relation] == back[relation.mirrored]
    for relation in DIRECTIONS:
        mirror = apart_from_text(exchanged(found), relation.mirrored)
        assert apart_from_text(found, relation) == mirror


@given(other_cues, text_cues, reuses, st.sampled_from(sorted(WEIGHTS)), st.floats(0.01, 6.0))
def test_more_for_a_direction_never_lowers_it(
    other: tuple[Cue, ...], text: tuple[Cue, ...], reuse: float, name: str, nats: float
) -> None:
    """One more cue for a direction raises it or changes nothing, beside the opposite as well."""
    found = (*other, *text)
    for relation in DIRECTIONS:
        before = probabilities(found, reuse)
        after = probabilities((*found, cue(name, relation, nats)), reuse)
        assert after[relation] >= before[relation] - 1e-15
        shares = [p[relation] / (p[relation] + p[relation.mirrored]) for p in (before, after)]
        assert shares[1] >= shares[0] - 1e-12


@given(other_cues, text_cues)
def test_what_counts_apart_from_the_texts(other: tuple[Cue, ...], text: tuple[Cue, ...]) -> None:
    """The probability without the texts is the odds of the other cues, and the two make 1."""
    found = (*other, *text)
    odds = support(other, LEFT) - support(other, RIGHT)
    assert apart_from_text(found, LEFT) == pytest.approx(1 / (1 + exp(-odds)))
    assert apart_from_text(found, LEFT) + apart_from_text(found, RIGHT) == pytest.approx(1.0)


@given(other_cues, text_cues)
@settings(max_examples=300)
def test_text_makes_no_direction_of_its_own(other: tuple[Cue, ...], text: tuple[Cue, ...]) -> None:
    """Where no cue carries a direction, none is named, and the texts change no verdict."""
    found = (*other, *text)
    said = _decide(probabilities(found, 1.0), found, CONFIG, COPY)
    alone = _decide(probabilities(other, 1.0), other, CONFIG, COPY)
    for relation in DIRECTIONS:
        if not carried(found, relation):
            assert said is not relation
    if not any(carried(found, relation) for relation in DIRECTIONS):
        assert said is alone
    if said is not alone:
        # They adjust: a direction that something carries may pass the bar or miss it.
        assert said in DIRECTIONS or alone in DIRECTIONS
    assert {said, alone} != set(DIRECTIONS)


@given(other_cues, text_cues)
@settings(max_examples=300)
def test_where_what_carries_disagrees_the_texts_do_not_decide(
    other: tuple[Cue, ...], text: tuple[Cue, ...]
) -> None:
    """A direction is named against another only where it has its probability without them."""
    other = (*other, cue("credit", LEFT, 2.5), cue("earlier", RIGHT, 1.5))
    found = (*other, *text)
    said = _decide(probabilities(found, 1.0), found, CONFIG, COPY)
    if said in DIRECTIONS:
        assert apart_from_text(other, said) >= CONFIG.emit


def test_a_conflict_that_the_texts_would_decide_is_left_open() -> None:
    """Two credits, one each way, and texts that speak for one: nobody is named."""
    conflict = (cue("credit", LEFT, 3.0), cue("introduction", RIGHT, 2.5))
    text = (cue("position", LEFT, 3.0),)
    chances = probabilities((*conflict, *text), 1.0)
    assert chances[LEFT] >= CONFIG.emit
    assert _decide(chances, (*conflict, *text), CONFIG, COPY) is Relation.UNDETERMINED
    one = (conflict[0], *text)
    assert _decide(probabilities(one, 1.0), one, CONFIG, COPY) is LEFT


@given(st.sampled_from(CARRYING), st.sampled_from(CARRYING), text_cues)
def test_equal_conflicts_are_never_decided(one: str, other: str, text: tuple[Cue, ...]) -> None:
    """Whatever carries, as much for the one direction as for the other names nobody."""
    found = (cue(one, LEFT, 1.0), cue(other, RIGHT, 1.0), *text)
    assume(one != other)
    said = _decide(probabilities(found, 1.0), found, CONFIG, COPY)
    assert said not in DIRECTIONS
