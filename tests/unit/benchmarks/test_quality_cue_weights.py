"""The recipe that fits what the texts' own cues say of a direction."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import cue_weights
import numpy as np
import pytest
from cue_weights import BY_HAND, FLOOR, STRETCHES, USUAL, Table, fit, stretch
from derive_support import BODY, document, pair, rewritten
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reuse.derive.cues import DIRECTED, making
from reuse.derive.weights import CAPS, WEIGHTS, Group

Rows = NDArray[np.float64]

NAMES = [cue.__name__ for cue in DIRECTED]
TEXT = [at for at, name in enumerate(NAMES) if WEIGHTS[name].group is Group.TEXT]
ADDED = "A bakery on Linden Street in Norvik won the prize for the best rye loaf of the coast.\n"


def strengths_of(right: list[float], count: int = 400, seed: int = 1) -> Rows:
    """Strengths of cues that are right in a share of the pairs in which they speak."""
    draw = np.random.default_rng(seed)
    sign = np.where(draw.random((count, len(right))) < np.array(right), 1.0, -1.0)
    return sign * draw.random((count, len(right))) * (draw.random((count, len(right))) < 0.6)


def made(seed: int) -> Table:
    """Pairs in which every other cue is mostly right."""
    towards = strengths_of(
        [0.8, 0.3] * (len(DIRECTED) // 2) + [0.7] * (len(DIRECTED) % 2), 80, seed
    )
    left = np.random.default_rng(seed).random(80) < 0.5
    return Table(strengths=towards * np.where(left, 1.0, -1.0)[:, None], left=left)


def test_a_cue_that_is_right_is_worth_more_than_one_that_is_wrong() -> None:
    """The fit ranks cues by how often they are right; one that misleads falls to the floor."""
    weights = fit([(strengths_of([0.95, 0.75, 0.5, 0.1]), 1.0)])
    assert weights[0] > weights[1] > USUAL
    assert weights[1] > weights[2]
    assert weights[3] == FLOOR


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.integers(0, 40), st.floats(0.01, 4.0))
@settings(max_examples=40, deadline=None)
def test_no_weight_is_below_the_floor(right: list[float], count: int, size: float) -> None:
    """However wrong a cue is, and however few pairs there are, it keeps a little."""
    weights = fit([(strengths_of(right, count), size)])
    assert weights.shape == (len(right),)
    assert (weights >= FLOOR).all()
    assert np.isfinite(weights).all()


def test_a_cue_that_never_speaks_is_worth_what_is_usual() -> None:
    """Without evidence a weight is the value that all are drawn to."""
    rows = strengths_of([0.9, 0.5])
    rows[:, 1] = 0
    assert fit([(rows, 1.0)])[1] == pytest.approx(USUAL, abs=1e-4)


def test_the_order_of_pairs_and_cues_does_not_matter() -> None:
    """The fit is that of a set of pairs: shuffled, split or weighed by copies it is the same."""
    rows = strengths_of([0.9, 0.6, 0.2])
    weights = fit([(rows, 1.0)])
    assert fit([(rows[::-1], 1.0)]) == pytest.approx(weights, abs=2e-3)
    assert fit([(rows[:100], 1.0), (rows[100:], 1.0)]) == pytest.approx(weights, abs=2e-3)
    assert fit([(rows[:, ::-1], 1.0)])[::-1] == pytest.approx(weights, abs=2e-3)
    doubled = fit([(np.concatenate([rows, rows]), 1.0)])
    assert fit([(rows, 2.0)]) == pytest.approx(doubled, abs=2e-3)


def test_the_fit_is_a_least_of_what_it_says_it_lessens() -> None:
    """No small step from the weights, within the floor, has a lower loss."""
    rows = strengths_of([0.9, 0.6, 0.1])
    weights = fit([(rows, 1.0)])

    def loss(some: Rows) -> float:
        chances = 1 / (1 + np.exp(-rows @ some))
        held = cue_weights.HELD * ((some - USUAL) ** 2).sum()
        return float(-np.log(chances).sum() + held)

    for at in range(3):
        for step in (-0.02, 0.02):
            moved = weights.copy()
            moved[at] = max(FLOOR, moved[at] + step)
            assert loss(moved) >= loss(weights) - 1e-9


@given(st.floats(0, 1), st.floats(0.1, 3.0), st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_the_stretch_is_the_best_of_its_range(right: float, cap: float, count: int) -> None:
    """It is one of the factors tried, and none of them has a lower Brier score."""
    towards, weights = strengths_of([right, 0.7], count), np.array([0.5, 1.0])
    factor = stretch(towards, weights, cap)
    assert STRETCHES[0] <= factor <= STRETCHES[-1]

    def brier(by: float) -> float:
        odds = np.clip(by * (towards @ weights), -cap, cap)
        return float(np.mean((1 - 1 / (1 + np.exp(-odds))) ** 2))

    assert brier(factor) <= min(map(brier, STRETCHES.tolist())) + 1e-12


def test_cues_that_are_always_right_are_stretched_and_wrong_ones_are_not() -> None:
    """The stretch is the largest where all is right and the smallest where all is wrong."""
    weights = np.array([0.1, 0.1])
    towards = np.ones((20, 2))
    assert stretch(towards, weights, 5.0) == STRETCHES[-1]
    assert stretch(-towards, weights, 5.0) == STRETCHES[0]


def test_towards_what_is_right_does_not_depend_on_the_sides() -> None:
    """Exchanging the documents of every pair gives the same strengths towards what is right."""
    table = made(3)
    other = Table(strengths=-table.strengths, left=~table.left)
    assert (other.towards == table.towards).all()


@pytest.mark.parametrize("factor", [0.1, 7.0])
def test_strengths_do_not_depend_on_the_present_weights(
    factor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is fitted is how strongly a cue speaks, whatever it is worth in the file today."""
    pairs = [
        pair(document("a", ADDED + BODY), document("b", BODY)),
        pair(document("a", BODY), document("b", BODY + ADDED)),
        rewritten("Some 1,200 people saw Holm.", "There 1,187 people saw Ines Holm."),
    ]
    before = np.array([cue_weights.strengths(some) for some in pairs])[:, TEXT]
    assert np.count_nonzero(before) > 4
    assert (np.abs(before) <= 1).all()
    scaled = {name: replace(w, nats=w.nats * factor) for name, w in WEIGHTS.items()}
    monkeypatch.setattr(making, "WEIGHTS", scaled)
    monkeypatch.setattr(cue_weights, "WEIGHTS", scaled)
    after = np.array([cue_weights.strengths(some) for some in pairs])[:, TEXT]
    assert after == pytest.approx(before, rel=1e-12)


def test_a_pair_seen_from_the_other_side_has_the_opposite_strengths() -> None:
    """Exchanging the documents turns the sign of every strength, exactly."""
    some = pair(document("a", ADDED + BODY, outlet="Reuters"), document("b", BODY, outlet="Post"))
    found = cue_weights.strengths(some)
    assert any(found)
    assert cue_weights.strengths(some.mirrored) == [-each for each in found]


def trained(file: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The cues of a file after the recipe was run on it."""
    monkeypatch.setattr(cue_weights, "FILE", file)
    monkeypatch.setattr(cue_weights, "planted", lambda *_: made(1))
    monkeypatch.setattr(cue_weights, "labelled", lambda _: made(2))
    cue_weights.train_cues(Path("nowhere"), 80, 1)
    values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return values


def test_a_second_run_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipe writes the same bytes again, and from other weights of the texts as well."""
    file = tmp_path / "weights.json"
    shipped = json.loads(cue_weights.FILE.read_text(encoding="utf-8"))
    file.write_text(json.dumps(shipped), encoding="utf-8")
    trained(file, monkeypatch)
    first = file.read_bytes()
    trained(file, monkeypatch)
    assert file.read_bytes() == first
    for at in TEXT:
        if NAMES[at] not in BY_HAND:
            shipped["cues"][NAMES[at]].update(nats=9.9, reason="?")
    file.write_text(json.dumps(shipped), encoding="utf-8")
    trained(file, monkeypatch)
    assert file.read_bytes() == first


def test_only_the_texts_own_cues_are_fitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Caps, other groups and what is set by hand stay; every fitted weight keeps the floor."""
    file = tmp_path / "weights.json"
    before = json.loads(cue_weights.FILE.read_text(encoding="utf-8"))
    file.write_text(json.dumps(before), encoding="utf-8")
    after = trained(file, monkeypatch)
    fitted = {NAMES[at] for at in TEXT} - BY_HAND
    assert {**after, "cues": 0} == {**before, "cues": 0}
    assert list(after["cues"]) == list(before["cues"])
    for name, values in after["cues"].items():
        if name in fitted:
            assert values["nats"] >= FLOOR
            assert values["reason"].startswith("news ")
        elif name in BY_HAND:
            assert values["nats"] == before["cues"][name]["nats"]
        else:
            assert values == before["cues"][name]
    assert {NAMES[at] for at in TEXT} >= BY_HAND
    assert CAPS[Group.TEXT] == before["caps"]["text"]
