"""A comparison seen from the other side."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from reuse import Document, compare

ARTICLES = Path(__file__).parents[2] / "corpora" / "articles"


@pytest.mark.parametrize("event", ["ferry", "suido"])
def test_mirroring_is_comparing_the_other_way_round(event: str) -> None:
    """Of any two articles of an event, to the last bit: passages, verdict, cues and credit."""
    records = map(json.loads, (ARTICLES / f"{event}.jsonl").read_text("utf-8").splitlines())
    documents = [Document(**each) for each in records]
    for left, right in combinations(documents, 2):
        there = compare(left, right)
        assert there.mirrored == compare(right, left)
        assert there.mirrored.mirrored == there
