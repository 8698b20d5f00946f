"""The recipe of the models that tell siblings from a text and its copy."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from graph_support import told
from graphs import Case
from invented import edited, story
from sibling_models import Planted, fit, train_siblings

from reuse import Document
from reuse.config import TextConfig
from reuse.derive.gathering import Rules, gathered
from reuse.derive.siblings import FEATURES, standing
from reuse.pipeline.graphing import wording


def _texts(case: Case, seed: int) -> dict[str, str]:
    """A text for each article, words of its parent dropped."""
    out: dict[str, str] = {}
    for at, (name, parents) in enumerate(case.parents.items()):
        out[name] = edited(out[parents[0]], 0.06, 10 * seed + at) if parents else story(220, seed)
    return {name: out[name] for name in case.shown}


def _planted(case: Case, seed: int) -> Planted:
    texts = _texts(case, seed)
    documents = {name: Document(id=name, text=text) for name, text in texts.items()}
    pairs = tuple(told(one, other) for one, other in combinations(texts, 2))
    return case, pairs, wording(documents, TextConfig())


def _cases() -> list[Case]:
    chain = {"a": (), "b": ("a",), "c": ("b",)}
    fan: dict[str, tuple[str, ...]] = {"p": (), "a": ("p",), "b": ("p",), "c": ("p",)}
    return [
        Case(kind="chain", parents=chain, withheld=""),
        Case(kind="chain", parents=dict(list(chain.items())[:2]), withheld=""),
        Case(kind="siblings", parents=fan, withheld="p"),
        Case(kind="siblings", parents=dict(list(fan.items())[:3]), withheld="p"),
        Case(kind="independent", parents={"a": (), "b": ()}, withheld=""),
    ]


def test_models_learn_what_siblings_are(tmp_path: Path) -> None:
    """Trained on chains and siblings, the models tell others of them apart."""
    items = [_planted(case, seed) for seed in range(1, 7) for case in _cases()]
    models = train_siblings(items, tmp_path / "models.json")
    assert set(models) == set(FEATURES)
    for case, pairs, words in (_planted(case, 20) for case in _cases() if len(case.shown) > 2):
        (family,) = gathered(pairs, {}, Rules(emit=0.75, wording=words))
        found = standing(family.parts[0], words, models)
        assert (found.absent > 0.5) is bool(case.withheld)


def test_a_fact_that_tells_gets_a_slope(capsys: pytest.CaptureFixture[str]) -> None:
    """The slope of a fact has the sign of what it says, and usual values give the base rate."""
    width = len(FEATURES["two"])
    rows = [((float(yes), *[0.0] * (width - 1)), yes) for yes in (True, False) for _ in range(9)]
    model = fit("two", rows)
    slopes = model["slopes"]
    assert isinstance(slopes, dict)
    assert slopes["arc"][0] == 0.5
    assert slopes["arc"][1] > 0.0
    assert model["bias"] == pytest.approx(0.0, abs=1e-6)
    assert "18 rows, 9 yes" in capsys.readouterr().out
