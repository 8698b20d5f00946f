"""Pairs of texts with what is known of them, as the models of alignment are trained on them."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from alignment_sets import Case, Judged, half, news_pairs, pan_pairs, same_event_pairs
from numpy.typing import NDArray
from planting import run_program
from sentence_rows import prepared

from reuse.align.evidence import Grid, build_grid
from reuse.align.labels import ROLES, label_passage
from reuse.align.lines import Sheet, sheets
from reuse.align.model import Model
from reuse.align.pair import token_words
from reuse.align.solid import SOLID_WORDS, settle_runs
from reuse.align.surface import lay_surface
from reuse.align.views import View, views
from reuse.candidates import pair_runs
from reuse.config import CandidateConfig
from reuse.model.alignment import Role
from reuse.model.prepared import PreparedText

Window = NDArray[np.int64]
"""Shape (4,): sentences, left then right, half-open."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """A pair of texts with what is known of it."""

    source: str
    """``pan``, ``news``, ``event`` or ``planted``."""
    kind: str
    """Kind of a PAN pair, as ``05-summary-obfuscation``; empty elsewhere."""
    left: Sheet
    right: Sheet
    grid: Grid
    solid: NDArray[np.int64]
    """Token runs, shape (k, 4)."""
    covered: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    """Tokens of either side that a run covers."""
    cases: tuple[Case, ...] = ()
    judged: tuple[Judged, ...] = ()
    negative: bool = False
    """Whether nothing in it is reuse."""

    @property
    def words(self) -> float:
        """Words that a token is worth."""
        return token_words(self.left, self.right)

    def places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Code points of the sentences of either side, shape (s, 2)."""
        return _sentence_spans(self.left.text), _sentence_spans(self.right.text)

    def case_sentences(self) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Sentences of either side whose middle lies in each case; cases without one left out."""
        middles = [spans.mean(axis=1) for spans in self.places()]
        found = [
            (
                np.flatnonzero((middles[0] >= a) & (middles[0] < b)),
                np.flatnonzero((middles[1] >= c) & (middles[1] < d)),
            )
            for a, b, c, d in self.cases
        ]
        return [(one, other) for one, other in found if len(one) and len(other)]

    def judged_sentences(self) -> list[tuple[int, int, bool]]:
        """The judged pairs of sentences, and whether each is reuse."""
        left, right = self.places()
        return [
            (
                min(int((left[:, 1] <= judged.left).sum()), len(left) - 1),
                min(int((right[:, 1] <= judged.right).sum()), len(right) - 1),
                judged.kind != "not_reuse",
            )
            for judged in self.judged
        ]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Laid:
    """An example with the surface that the judge of sentence pairs lays over it."""

    example: Example
    here: View
    there: View


def _sentence_spans(text: PreparedText) -> NDArray[np.int64]:
    starts = text.tokens.starts[text.sentences[:, 0]]
    ends = text.tokens.ends[text.sentences[:, 1] - 1]
    return np.stack((starts, ends), axis=1).astype(np.int64)


def _example(  # noqa: PLR0913  one keyword a fact
    left: str,
    right: str,
    source: str,
    *,
    kind: str = "",
    cases: tuple[Case, ...] = (),
    judged: tuple[Judged, ...] = (),
    negative: bool = False,
) -> Example:
    """Run the stages before the models."""
    one, other = sheets(prepared(left), prepared(right))
    found = pair_runs(one.text.tokens, other.text.tokens, CandidateConfig(), many=True)
    runs = np.ascontiguousarray(found[:, :4].astype(np.int64))
    covered = np.zeros(len(one.text.tokens), np.bool_), np.zeros(len(other.text.tokens), np.bool_)
    solid = np.zeros_like(runs)
    count = settle_runs.native(
        one.lines, other.lines, runs, SOLID_WORDS / token_words(one, other), (0.0, 0.0),
        *covered, solid, np.zeros(len(runs), np.int64),
    )  # fmt: skip
    return Example(
        source=source,
        kind=kind,
        left=one,
        right=other,
        grid=build_grid.native(one.lines, other.lines),
        solid=solid[:count],
        covered=covered,
        cases=cases,
        judged=judged,
        negative=negative,
    )


def examples(data: Path, part: int, per_kind: int | None) -> Iterator[Example]:
    """Everything with a document around it, of one half."""
    for pan in pan_pairs(data, part, per_kind):
        yield _example(
            pan.left, pan.right, "pan", kind=pan.kind, cases=pan.cases, negative=not pan.cases
        )
    for news in news_pairs(data):
        if half(news.name) == part:
            independent = news.relation == "independent"
            yield _example(news.left, news.right, "news", judged=news.judged, negative=independent)
    for event, left, right in same_event_pairs(data):
        if half(event) == part:
            yield _example(left, right, "event", negative=True)


def planted_examples(data: Path, tool: Path, seeds: Iterable[int]) -> Iterator[Example]:
    """Pairs of news articles with a passage planted in one of them by ``plant.py``."""
    for seed in seeds:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make = ["make", data / "news-dev.jsonl.xz", folder, "--seed", seed]
            run_program([sys.executable, tool, *make])
            lines = (folder / "corpus.jsonl").read_text("utf-8").splitlines()
            truth = (folder / "truth.jsonl").read_text("utf-8").splitlines()
        texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
        for true in map(json.loads, truth):
            case = (
                true["left_start"], true["left_end"], true["right_start"], true["right_end"],
            )  # fmt: skip
            left, right = texts[true["left_id"]], texts[true["right_id"]]
            yield _example(left, right, "planted", cases=(case,))


def lay(example: Example, models: tuple[Model, Model]) -> Laid:
    """Lay the surface and view it from both sides."""
    lines = example.left.lines, example.right.lines
    surface = lay_surface.native(
        *lines, example.grid, example.solid, example.covered, models, example.words, True
    )
    here, there = views.native(*lines, example.grid, surface)
    return Laid(example=example, here=here, there=there)


def label_window(example: Example, window: Window) -> int:
    """1 where a window is reuse, 0 where it is not, -1 where nobody knows."""
    left, right = example.places()
    a, b, c, d = window.tolist()
    span = left[a, 0], left[b - 1, 1], right[c, 0], right[d - 1, 1]
    if example.source in {"pan", "planted"}:
        return int(_share_in_case(span, example.cases) >= 0.5)
    if example.negative:
        # Independent reports share quotations, which is no mistake to find.
        return 0 if _role(example, window) is Role.REUSE else -1
    kinds = {
        judged.kind == "not_reuse"
        for judged in example.judged
        if span[0] <= judged.left < span[1] and span[2] <= judged.right < span[3]
    }
    return int(not kinds.pop()) if len(kinds) == 1 else -1


def _share_in_case(span: tuple[int, int, int, int], cases: tuple[Case, ...]) -> float:
    """Share of a pair of spans that lies in the best case, of the side that has less of it."""
    best = 0.0
    for case in cases:
        inside = [
            max(0, min(span[k + 1], case[k + 1]) - max(span[k], case[k])) / (span[k + 1] - span[k])
            for k in (0, 2)
        ]
        best = max(best, min(inside))
    return best


def _role(example: Example, window: Window) -> Role:
    lines = example.left.lines, example.right.lines
    a, b, c, d = window.tolist()
    tokens = np.array(
        [
            lines[0].bounds[a, 0], lines[0].bounds[b - 1, 1],
            lines[1].bounds[c, 0], lines[1].bounds[d - 1, 1],
        ],
        np.int64,
    )  # fmt: skip
    nothing = [np.zeros(len(side.words), np.bool_) for side in lines]
    role, *_ = label_passage.native(*lines, tokens, *nothing, example.words)
    return ROLES[role]
