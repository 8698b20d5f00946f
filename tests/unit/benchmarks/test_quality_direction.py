"""The measure of directions: what is right at which coverage, and how sure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import direction
import pytest
from derivations.cases import Settings, cases
from derivations.operators import OPERATORS
from derivations.scores import Guess, brier, calibration_error, right_at
from derivations.sources import read_sources
from derivations.writing import write
from derivations_support import own_corpus
from hypothesis import given
from hypothesis import strategies as st

from reuse.model.document import Document
from reuse.model.verdict import Relation


def _guess(margin: float, left: float, *, truth: bool) -> Guess:
    return Guess(margin=(margin,), left=left, truth=truth)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of cases."""
    out = tmp_path_factory.mktemp("cases")
    settings = Settings(seed=1, operators=OPERATORS)
    write(cases(60, read_sources(own_corpus(out), 1), settings), out, plain=False)
    return out


def test_the_surest_count_first() -> None:
    """Half of the guesses are the surer half; equally sure ones count by their share."""
    some = [
        _guess(0.9, 1, truth=True),
        _guess(0.8, -1, truth=False),
        _guess(0.2, 1, truth=False),
        _guess(0.1, -1, truth=True),
    ]
    assert right_at(some, 0.5) == 1.0
    assert right_at(some, 0.75) == pytest.approx(2 / 3)
    assert right_at(some, 1.0) == 0.5
    ties = [_guess(0.5, 1, truth=at < 3) for at in range(4)]
    assert right_at(ties, 0.5) == 0.75
    assert right_at([_guess(0, 0, truth=True)], 1.0) == 0.5
    assert right_at([], 0.5) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(-1, 1), st.booleans()), min_size=1))
def test_order_does_not_matter(rows: list[tuple[float, float, bool]]) -> None:
    """The share that is right is the same in whatever order the guesses come."""
    some = [_guess(margin, left, truth=truth) for margin, left, truth in rows]
    for coverage in (0.3, 0.8, 1.0):
        right = right_at(some, coverage)
        assert 0 <= right <= 1 + 1e-9
        assert right_at(some[::-1], coverage) == pytest.approx(right)


def test_calibration_and_brier() -> None:
    """Chances that come true as often as they say have no error; sure and wrong ones have one."""
    fair = [(0.3, at % 10 < 3) for at in range(1_000)]
    assert calibration_error(fair) == pytest.approx(0)
    assert calibration_error([(1.0, False)] * 20) == 1.0
    assert calibration_error([]) == brier([]) == 0.0
    assert brier([(1.0, True), (0.0, False)]) == 0.0
    assert brier([(0.5, True), (0.5, False)]) == 0.25


def test_pairs_know_their_tie(folder: Path) -> None:
    """Pairs of a case are arcs, ancestors, siblings or apart as its tree says."""
    rows = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    some = direction.pairs(folder, 1)
    ties = {frozenset((p.left.id, p.right.id)): p for p in some}
    shown = {n["id"] for case in rows for n in case["documents"] if not n["withheld"]}
    arcs = [arc for case in rows for arc in case["arcs"] if arc["parent"] in shown]
    assert sum(pair.tie == "arc" for pair in some) == len(arcs)
    for arc in arcs:
        pair = ties[frozenset((arc["parent"], arc["child"]))]
        assert pair.tie == "arc"
        assert pair.left_derived == (pair.left.id == arc["child"])
    for case in rows:
        names = [node["id"] for node in case["documents"]]
        if case["kind"] == "siblings":
            assert ties[frozenset(names[1:3])].tie == "siblings"
        elif case["kind"] in {"independent", "two_parents"}:
            assert ties[frozenset(names[:2])].tie == "apart"
        elif case["kind"] == "chain" and len(names) > 2:
            assert ties[frozenset((names[0], names[2]))].tie == "ancestor"


def test_a_constant_answer_is_worth_nothing(folder: Path) -> None:
    """The derived text is on the left about as often as on the right, the same for a seed."""
    some = [pair for pair in direction.pairs(folder, 1) if pair.tie == "arc"]
    assert 0.35 < sum(pair.left_derived for pair in some) / len(some) < 0.65
    assert direction.pairs(folder, 1) == direction.pairs(folder, 1)
    assert direction.pairs(folder, 1) != direction.pairs(folder, 2)


def test_floors_fall_with_each_fault() -> None:
    """A verdict reversed, a direction where there is none and a right one lost lower a floor."""
    said: dict[str, dict[str, int]] = {tie: {} for tie in direction.TIES} | {"arc": {"right": 6}}
    found: dict[str, Any] = {
        "arcs": 10,
        "pairs": 20,
        "mirrored": 20,
        "right": {"verdict": {"0.5": 1.0}},
        "calibration_error": 0.1,
        "brier": 0.2,
        "relations": said,
    }
    best = direction.floors(found)
    faults: dict[str, dict[str, Any]] = {
        "minus wrong directions": {"relations": {**said, "apart": {"a direction": 1}}},
        "named right": {"relations": {**said, "arc": {"right": 5}}},
        "mirrored": {"mirrored": 19},
        "minus brier": {"brier": 0.3},
        "minus calibration error": {"calibration_error": 0.2},
        "right at 0.5": {"right": {"verdict": {"0.5": 0.9}}},
    }
    assert faults.keys() == best.keys()
    for name, fault in faults.items():
        worse = direction.floors({**found, **fault})
        assert [key for key in best if worse[key] != best[key]] == [name]
        assert worse[name] < best[name]


def test_a_run_prints_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every pair is counted once, all are mirrored, and the table says what the JSON says."""
    settings = Settings(seed=2, operators=OPERATORS)
    write(cases(4, read_sources(own_corpus(tmp_path), 2), settings), tmp_path, plain=False)
    monkeypatch.setattr("sys.argv", ["direction.py", str(tmp_path), "--json"])
    assert direction.main() == 0
    (found,) = json.loads(capsys.readouterr().out).values()
    assert found["mirrored"] == found["pairs"] > 0
    assert sum(sum(counts.values()) for counts in found["relations"].values()) == found["pairs"]
    longer, shorter = (found["right"][name]["1.0"] for name in ("longer", "shorter"))
    assert longer + shorter == pytest.approx(1)
    monkeypatch.setattr("sys.argv", ["direction.py", str(tmp_path)])
    assert direction.main() == 0
    assert f"{found['arcs']} arcs, {found['pairs']} pairs" in capsys.readouterr().out


def _answer(relation: Relation, tie: str, *, left_derived: bool = True) -> direction.Answer:
    documents = (Document(id=name, text=name * words) for name, words in (("a ", 3), ("b ", 9)))
    left, right = documents
    pair = direction.Pair(
        left=left, right=right, tie=tie, left_derived=left_derived, arc={}, dates="none"
    )
    return direction.Answer(
        pair=pair, relation=relation, left=0.6, right=0.2, nats=1.5, mirrored=True
    )


@pytest.mark.parametrize(
    ("relation", "tie", "left_derived", "said"),
    [
        (Relation.LEFT_FROM_RIGHT, "arc", True, "right"),
        (Relation.LEFT_FROM_RIGHT, "arc", False, "reversed"),
        (Relation.RIGHT_FROM_LEFT, "ancestor", False, "right"),
        (Relation.RIGHT_FROM_LEFT, "siblings", False, "a direction"),
        (Relation.LEFT_FROM_RIGHT, "apart", True, "a direction"),
        (Relation.COMMON_SOURCE, "siblings", False, "common_source"),
        (Relation.UNDETERMINED, "arc", True, "undetermined"),
    ],
)
def test_a_direction_is_right_or_reversed_only_where_there_is_one(
    relation: Relation, tie: str, said: str, *, left_derived: bool
) -> None:
    """Between siblings and strangers a direction is neither: it is one too many."""
    assert _answer(relation, tie, left_derived=left_derived).said == said


def test_a_guess_goes_by_the_evidence_and_by_length() -> None:
    """The side with the evidence is the derived one; the rule takes the longer as the source."""
    found = _answer(Relation.UNDETERMINED, "arc")
    assert found.share == pytest.approx(0.75)
    assert direction.guess(found).margin == pytest.approx((0.4, 1.5))
    assert direction.guess(found).left > 0
    assert direction.by_length(found).left == pytest.approx(2 / 3)


def test_a_folder_without_cases_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without truth is refused."""
    monkeypatch.setattr("sys.argv", ["direction.py", str(tmp_path)])
    assert direction.main() == 2
    assert "run generate.py first" in capsys.readouterr().err
