"""The benchmark of single comparisons."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from invented import story

speed: Any = importlib.import_module("compare")


def test_documents_have_the_words_that_are_measured(tmp_path: Path) -> None:
    """Articles are joined and cut to a fixed number of words, none of them twice."""
    path = tmp_path / "articles.jsonl"
    texts = [story(count, count) for count in (500, 500, 900, 200)]
    path.write_text(
        "".join(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(texts)),
        encoding="utf-8",
    )
    made = list(speed.documents(path))
    assert made
    assert {len(one.text.split()) for one in made} == {speed.WORDS}
    assert len({one.id for one in made}) == len(made)


def test_the_floors_are_of_what_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run prints a row for each way and holds a ratio for each committed floor."""
    path, held = tmp_path / "articles.jsonl", {}
    path.write_text(
        "".join(json.dumps({"id": at, "text": story(810, at)}) + "\n" for at in range(4)),
        encoding="utf-8",
    )
    monkeypatch.setattr(speed, "hold", lambda figures, *_, **__: held.update(figures) or 0)
    monkeypatch.setattr("sys.argv", ["compare.py", str(path), "--pairs", "2", "--rounds", "1"])
    assert speed.main() == 0
    assert held.keys() == json.loads(speed.FLOORS.read_text("utf-8")).keys()
    assert "after warm-up" in capsys.readouterr().out
