"""Stories of the sample corpus to derive from, and what must hold of every derivation."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from derivations.draft import Draft, derived_spans
from derivations.press import Voice, voices
from derivations.scene import Scene
from derivations.sources import segmented

ROOT = Path(__file__).parents[2]
EVENTS = ("ferry", "museum", "dredging")
PARENT = "parent"
DAY = datetime(2025, 3, 6, 9, tzinfo=UTC)


@cache
def own_records() -> tuple[dict[str, Any], ...]:
    """The English records of the sample corpus."""
    folder = ROOT / "corpora" / "articles"
    return tuple(
        json.loads(line)
        for event in EVENTS
        for line in (folder / f"{event}.jsonl").read_text("utf-8").splitlines()
    )


def own_corpus(folder: Path) -> Path:
    """Those records as one file."""
    path = folder / "own.jsonl"
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in own_records())
    path.write_text("".join(lines), encoding="utf-8")
    return path


@cache
def own_drafts() -> tuple[Draft, ...]:
    """The stories of those records."""
    return tuple(segmented(record["text"]) for record in own_records())


def scene(seed: int, *, agency: bool = False) -> Scene:
    """A scene with one parent, and other stories at hand."""
    rng = random.Random(seed)  # noqa: S311  no secret
    parent, child = voices(rng, 2, agency=agency, start=DAY)
    return Scene(
        rng=rng, voice=child, parents=(parent,), elsewhere=lambda: rng.choice(own_drafts())
    )


def parent_of(some: Scene) -> Voice:
    """The one parent of a scene."""
    return some.parents[0]


def written(text: str) -> Draft:
    """A text as a child finds it."""
    return segmented(text).handed_on(PARENT)


def hold_places(draft: Draft, parent: str) -> None:
    """Assert that every run of a draft says where it comes from, and is it if it says so."""
    at = 0
    for start, run in draft.placed():
        assert at <= start
        at = start + len(run.text)
        assert draft.text[start:at] == run.text
        if run.origin is None:
            continue
        assert run.origin.document == PARENT
        assert 0 <= run.origin.start < run.origin.end <= len(parent)
        if run.same:
            assert parent[run.origin.start : run.origin.end] == run.text


def hold_spans(pairs: list[tuple[int, int, int, int]], parent: str, child: str) -> None:
    """Assert that pairs of spans are sorted, in bounds, not empty, and disjoint in the child."""
    assert pairs == sorted(pairs)
    for a, b, c, d in pairs:
        assert 0 <= a < b <= len(parent)
        assert 0 <= c < d <= len(child)
        assert parent[a:b] == parent[a:b].strip()
        assert child[c:d] == child[c:d].strip()
    ends = 0
    for c, d in sorted((c, d) for _, _, c, d in pairs):
        assert ends <= c
        ends = d


def spans_of(draft: Draft, parent: str) -> list[tuple[str, str]]:
    """The texts of all pairs of spans, after `hold_spans`."""
    pairs = list(derived_spans(draft, PARENT, parent))
    hold_spans(pairs, parent, draft.text)
    return [(parent[a:b], draft.text[c:d]) for a, b, c, d in pairs]
