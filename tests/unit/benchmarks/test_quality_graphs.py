"""The measure of derivation graphs: what counts as right, and B-cubed."""

from __future__ import annotations

import json
import lzma
import random
from itertools import combinations
from pathlib import Path

import graphs
import pytest
from derivations.cases import Settings, cases
from derivations.operators import OPERATORS
from derivations.sources import read_sources
from derivations.writing import write
from derivations_support import own_corpus
from graph_support import told
from graphs import Case, b_cubed, counted, with_truth

from reuse.derive.graph import derivations

CHAIN = Case(kind="chain", parents={"a": (), "b": ("a",), "c": ("b",)}, withheld="")
SIBLINGS = Case(kind="siblings", parents={"p": (), "a": ("p",), "b": ("p",)}, withheld="p")
APART = Case(kind="independent", parents={"a": (), "b": ()}, withheld="")


def test_b_cubed_is_as_defined() -> None:
    """Mean precision and recall of each one's own set; who is in none is alone."""
    assert b_cubed([{"a", "b"}], [{"a", "b"}, {"c"}]) == pytest.approx(1.0)
    # Precision 1, 1/2, 1/2 in a set too large, recall 1: 2 * (2/3) / (5/3).
    assert b_cubed([{"b", "c"}], [{"a"}, {"b"}, {"c"}]) == pytest.approx(0.8)
    assert b_cubed([], []) == 0.0


def test_a_case_knows_its_arcs_and_families() -> None:
    """Roots, ancestors and families are those of the tree; a withheld parent joins its children."""
    assert CHAIN.arcs == {("a", "b"), ("b", "c")}
    assert CHAIN.above("c") == {"a", "b"}
    assert CHAIN.roots == {"a"}
    assert CHAIN.families() == [{"a", "b", "c"}]
    assert SIBLINGS.families() == [{"a", "b"}]
    assert SIBLINGS.roots == {"p"}
    assert sorted(map(sorted, APART.families())) == [["a"], ["b"]]
    assert APART.roots == set()


def test_true_verdicts_give_true_graphs() -> None:
    """With the truth for verdicts all that is counted is right."""
    closeness = {"ab": 90.0, "bc": 80.0, "ac": 40.0}
    for case in (CHAIN, SIBLINGS, APART):
        pairs = [told(*ids) for ids in combinations(case.shown, 2)]
        rng = random.Random(1)  # noqa: S311  no secret
        true = with_truth(pairs, case, 1.0, rng)
        found = derivations(true, closeness=lambda c: closeness[c.left.id + c.right.id])
        count = counted(case, found)
        assert count["cases"] == count["root_right"] == 1
        assert count["edges_right"] == count["edges"] == count["true"] == len(case.arcs)
        assert count["surely_right"] == count["directed_right"] == len(case.arcs)
        assert count["copiers_right"] == count["copiers"]


def test_nothing_known_names_nobody() -> None:
    """Where every verdict is "cannot tell" nobody is surely a copier, and edges are still found."""
    pairs = [told("a", "b"), told("b", "c")]
    blank = with_truth(pairs, CHAIN, 0.0, random.Random(1))  # noqa: S311  no secret
    count = counted(CHAIN, derivations(blank))
    assert count["surely"] == count["copiers"] == count["root_right"] == 0
    assert count["edges_right"] == 2


def test_folders_are_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table has a row for each kind of case and one for all; a folder without truth is told."""
    settings = Settings(seed=2, operators=OPERATORS)
    write(cases(5, read_sources(own_corpus(tmp_path), 2), settings), tmp_path, plain=False)
    monkeypatch.setattr("sys.argv", ["graphs.py", str(tmp_path)])
    assert graphs.main() == 0
    said = capsys.readouterr().out
    assert "B-cubed F1" in said
    assert "all" in said
    monkeypatch.setattr("sys.argv", ["graphs.py", str(tmp_path / "none")])
    assert graphs.main() == 2
    assert "run generate.py first" in capsys.readouterr().err


def test_the_labelled_sets_are_held_against_floors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cases of the news are planted anew, and a figure below its floor ends with code 1."""
    (tmp_path / graphs.NEWS).write_bytes(lzma.compress(own_corpus(tmp_path).read_bytes()))
    monkeypatch.setattr(graphs, "BASELINE", tmp_path / "floors.json")
    monkeypatch.setattr(graphs, "_CASES", 12)
    monkeypatch.setattr("sys.argv", ["graphs.py", str(tmp_path), "--apart", "--write"])
    assert graphs.main() == 0
    floors = json.loads((tmp_path / "floors.json").read_text("utf-8"))
    raised = {name: value + 0.1 for name, value in floors.items()}
    (tmp_path / "floors.json").write_text(json.dumps(raised), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["graphs.py", str(tmp_path), "--apart"])
    assert graphs.main() == 1
    assert "WORSE edges" in capsys.readouterr().err
