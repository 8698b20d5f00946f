from __future__ import annotations

from dataclasses import fields

import pytest
from invented import corpus, edited, story, table

from reuse.config import Config
from reuse.errors import CapacityError
from reuse.model.corpus import Runs
from reuse.model.progress import Silent
from reuse.pipeline import passages
from reuse.pipeline.passages import find_passages


def _as_lists(runs: Runs) -> list[list[int]]:
    return [getattr(runs, field.name).tolist() for field in fields(runs)]


def test_small_ranges_and_rounds_find_the_same_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs do not depend on how much is held at a time, nor on the number of threads."""
    texts = [story(120, at) for at in range(12)]
    data = table([*texts, *(edited(text, 0.05, at) for at, text in enumerate(texts))])
    mask, runs, census = find_passages(data, Config(threads=1), Silent())
    assert len(runs) >= 12
    for name, value in (("_RANGE", 300), ("_SHARE", 2**40), ("_WINDOWS", 1_000)):
        monkeypatch.setattr(passages, name, value)
    again, same, cost = find_passages(data, Config(threads=2), Silent())
    assert mask.tolist() == again.tolist()
    assert _as_lists(runs) == _as_lists(same)
    assert census == cost


def test_more_tokens_than_a_scan_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that two places of which do not fit a word is an error, not a wrong result."""
    data = corpus(1, documents=5)
    monkeypatch.setattr(passages, "MOST_TOKENS", len(data.codes) + 1)
    find_passages(data, Config(), Silent())
    monkeypatch.setattr(passages, "MOST_TOKENS", len(data.codes))
    with pytest.raises(CapacityError, match="one scan can hold fewer than"):
        find_passages(data, Config(), Silent())
