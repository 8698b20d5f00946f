"""Floors of speed: they only rise, and a run may fall short by the slack alone."""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from reuse.engine import map_ordered
from reuse.report import escape

floors: Any = importlib.import_module("floors")
run: Any = importlib.import_module("run")
scan: Any = importlib.import_module("scan")
profile_scan: Any = importlib.import_module("profile_scan")


def test_floors_only_rise(tmp_path: Path) -> None:
    """Writing raises a floor, lowers none and keeps what was not measured."""
    path = tmp_path / "floors.json"
    assert floors.hold({"a": 3.0, "b": 1.0}, path, write=True) == 0
    assert floors.hold({"a": 2.0, "c": 5.123}, path, write=True) == 0
    assert json.loads(path.read_text("utf-8")) == {"a": 3.0, "b": 1.0, "c": 5.12}


def test_a_slower_run_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ratio below its floor by more than the slack fails; a little below it does not."""
    path = tmp_path / "floors.json"
    floors.hold({"a": 2.0}, path, write=True)
    assert floors.hold({"a": 2.0 * (1 - floors.SLACK) + 0.01}, path, write=False) == 0
    assert floors.hold({"a": 2.0 * (1 - floors.SLACK) - 0.01}, path, write=False) == 1
    assert "SLOWER a" in capsys.readouterr().err


def test_tables_go_between_their_marks() -> None:
    """A page keeps all but what stands between the marks, and a page without them is refused."""
    page = "a\n<!-- scan -->\nold\n<!-- /scan -->\nb\n"
    assert run.put(page, "scan", "new\n") == "a\n<!-- scan -->\n\nnew\n\n<!-- /scan -->\nb\n"
    assert "```text\na\n  b\n```" in run.put(page, "scan", "a\n  b\n")
    with pytest.raises(ValueError, match="no place"):
        run.put(page, "peers", "new")


def test_the_page_has_a_place_for_every_table() -> None:
    """Each benchmark's table, and what it was measured on, can be put into the page."""
    page = run.PAGE.read_text("utf-8")
    for name in (*run.NAMES, "machine"):
        assert "a table" in run.put(page, name, "a table")


def test_exponent_is_the_slope() -> None:
    """Time that grows with the square of the size has exponent 2."""
    assert scan.exponent([(10, 1.0), (100, 100.0), (1_000, 10_000.0)]) == pytest.approx(2.0)
    assert scan.exponent([(10, 5.0), (40, 20.0)]) == pytest.approx(1.0)


def test_figures_of_several_runs_come_together(tmp_path: Path) -> None:
    """Rows of a file are kept, but those measured anew take their place."""
    path = tmp_path / "rows.json"
    stages = {"reading": scan.Stage(1.0, 2.0, 3)}
    old, large, new = (
        {"articles": articles, "mode": mode, "stages": stages, "seconds": seconds}
        for articles, mode, seconds in ((10, "all", 1), (1_000, "candidates", 2), (10, "all", 3))
    )
    assert scan.together([old], path) == [old]
    path.write_text(json.dumps([large, old]), "utf-8")
    assert scan.together([new], path) == [new, large]
    assert scan.together([], path)[0]["stages"]["reading"].cpu == 2


def test_found_is_counted_on_both_sides(tmp_path: Path) -> None:
    """A known pair is found when a passage meets it on both sides, whichever way it is told."""
    truth = tmp_path / "truth.jsonl"
    pair = {
        "level": "copy", "left_id": "z", "left_start": 10, "left_end": 20,
        "right_id": "a", "right_start": 50, "right_end": 60,
    }  # fmt: skip
    truth.write_text(json.dumps(pair) + "\n", "utf-8")
    ids = {"a", "z"}
    assert scan.share_found(truth, ids, {("a", "z"): [(55, 70, 0, 11)]})["all"] == 1
    assert scan.share_found(truth, ids, {("a", "z"): [(55, 70, 20, 30)]})["all"] == 0
    assert scan.share_found(truth, ids, {("a", "z"): None})["copy"] == 1
    assert scan.share_found(truth, ids, {})["all"] == 0
    assert scan.share_found(truth, {"a"}, {}) == {}


def test_profile_counts_for_the_module_at_work() -> None:
    """Work counts for the innermost module of the program, waiting and others' code for none."""
    seen: list[str | None] = []

    def look(number: int) -> int:
        seen.append(profile_scan.at_work(sys._getframe()))
        return number

    def unsafe() -> re.Pattern[str]:
        look(0)
        return re.compile("b")

    assert list(map_ordered(look, [1], threads=1)) == [1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(escape, "_unsafe", unsafe)
        escape.visible("a\nb")
    assert seen == [None, "report.escape"]
    assert profile_scan.at_work(None) is None
