from __future__ import annotations

import random

from graph_support import told

from reuse.derive.kin import Kin, Stretch, beyond, shared_wording, united, words_of
from reuse.model.span import Span


def _stretches(rng: random.Random) -> list[Stretch]:
    starts = [rng.randrange(0, 200) for _ in range(rng.randint(0, 5))]
    return [(Span(at, at + (n := rng.randrange(5, 60))), n) for at in starts]


def _covered(stretches: tuple[Stretch, ...] | list[Stretch]) -> set[int]:
    return {at for span, _ in stretches for at in range(span.start, span.end)}


def test_union_and_difference_cover_what_they_should() -> None:
    """Stretches united cover the same places; what is beyond others is what they do not cover."""
    rng = random.Random(2)  # noqa: S311  no secret
    for _ in range(200):
        one, other = united(_stretches(rng)), united(_stretches(rng))
        assert [s for s, _ in one] == sorted(s for s, _ in one)
        rest = beyond(one, other)
        assert _covered(rest) == _covered(one) - _covered(other)
        assert words_of(rest) == len(_covered(rest))
        assert words_of(one) == len(_covered(one))


def test_cannot_tell_is_shared_out_and_sides_mirror() -> None:
    """Without any evidence both directions are as probable, and more so than a common source."""
    blank = Kin(comparison=told("a", "b"), closeness=0.0)
    assert blank.probability("a") == blank.probability("b") == 0.425
    assert blank.nats("a") == blank.nats("b") > 0
    sided = Kin(comparison=told("a", "b", from_right=0.7), closeness=0.0)
    turned = Kin(comparison=told("b", "a", from_left=0.7), closeness=0.0)
    assert sided.nats("b") == turned.nats("b") > turned.nats("a") == sided.nats("a")
    assert sided.names("b")
    assert turned.names("b")
    assert not sided.names("a")


def test_impossible_is_finite() -> None:
    """A verdict that leaves no doubt still gives finite weights."""
    certain = Kin(comparison=told("a", "b", from_right=1.0), closeness=0.0)
    assert 5 < certain.nats("b") < 20
    assert -20 < certain.nats("a") <= 0


def test_closeness_is_words_kept() -> None:
    """Wording in common counts the words that stand on both sides in order."""
    assert shared_wording(told("a", "b", at=((0, 500), (600, 700)))) == 120.0
