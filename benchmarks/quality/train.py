"""Train the models that alignment ships, and write them as JSON.

    python benchmarks/quality/train.py DATA [--per-kind N]

DATA is the folder of the labelled sets.

Two logistic models. *Seeds* judges a pair of sentences, *fragments* a grown passage. Both see
PAN 2013 (one half, split by suspicious file), judged news pairs and independent reports of one
event (one half of each); seeds also sees two sets of judged sentence pairs, with an intercept
of their own, because their base rate is that of their makers.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from alignment_sets import Case, NewsPair, news_pairs, pan_pairs, same_event_pairs
from alignment_sets import half as half_of
from curves import Rows, Sources, fit_curves, join
from lone import count_terms, describe_lone, lone_pairs, prepared
from numpy.typing import NDArray

from reuse.align.deciding import FEATURES as FRAGMENT_FEATURES
from reuse.align.deciding import describe
from reuse.align.evidence import FEATURES as SEED_FEATURES
from reuse.align.evidence import Grid, build_grid, describe_beads
from reuse.align.growing import extents, grow
from reuse.align.labels import ROLES, label_passage
from reuse.align.lines import Sheet, sheets
from reuse.align.model import Logistic, parse
from reuse.align.pair import token_words
from reuse.align.solid import SOLID_WORDS, covered_sentences, settle_runs
from reuse.align.whole import choose_beads, gather
from reuse.candidates import pair_runs
from reuse.config import CandidateConfig
from reuse.model.alignment import Role
from reuse.model.prepared import PreparedText
from reuse.model.span import Span

DATA = Path(__file__).resolve().parents[2] / "reuse" / "align" / "data"
SEED_THRESHOLD = 0.22
FRAGMENT_THRESHOLD = 0.3
SEED_STRENGTH = 1e-3
"""scikit-learn's C: see `fit_curves`."""


@dataclass
class Example:
    """A pair of texts with what is known of it."""

    left: Sheet
    right: Sheet
    grid: Grid
    solid: NDArray[np.int64]
    """Token runs, shape (k, 4)."""
    matched: NDArray[np.int64]
    """Matched tokens of each."""
    taken: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    """Tokens of either side that a run covers."""
    source: str
    cases: tuple[Case, ...] = ()
    judged: NewsPair | None = None
    negative: bool = False
    """Whether nothing in it is reuse."""


def example(left: str, right: str, source: str, **known: object) -> Example:
    """Run the stages before the models."""
    one, other = sheets(prepared(left), prepared(right))
    runs = pair_runs(one.text.tokens, other.text.tokens, CandidateConfig(), many=True)
    runs = np.ascontiguousarray(runs[:, :4].astype(np.int64))
    taken = np.zeros(len(one.text.tokens), np.bool_), np.zeros(len(other.text.tokens), np.bool_)
    solid, matched = np.zeros_like(runs), np.zeros(len(runs), np.int64)
    least = SOLID_WORDS / token_words(one, other)
    count = settle_runs.native(
        one.lines, other.lines, runs, least, (0.0, 0.0), *taken, solid, matched
    )
    return Example(
        left=one,
        right=other,
        grid=build_grid.native(one.lines, other.lines),
        solid=solid[:count],
        matched=matched[:count],
        taken=taken,
        source=source,
        **known,  # type: ignore[arg-type]
    )


@dataclass
class Beads:
    """Pairs of sentences with their evidence; parallel arrays of shape (b,)."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    features: NDArray[np.float64]
    """Shape (b, len(SEED_FEATURES))."""


def find_beads(
    left: Sheet, right: Sheet, grid: Grid, done: tuple[NDArray[np.bool_], NDArray[np.bool_]]
) -> Beads:
    """Pairs of sentences that share enough, but for those that are done."""
    rows, columns = choose_beads.native(grid, *done)
    features = np.zeros((len(rows), len(SEED_FEATURES)), np.float64)
    describe_beads.native(
        left.lines, right.lines, grid, rows, columns, token_words(left, right), True, features,
        np.zeros(len(rows), np.float64),
    )  # fmt: skip
    return Beads(left=rows, right=columns, features=features)


def nothing_done(left: Sheet, right: Sheet) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """No sentence is done."""
    return np.zeros(len(left.lines.bounds), bool), np.zeros(len(right.lines.bounds), bool)


def covered(item: Example) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Sentences of either side that runs cover."""
    return (
        covered_sentences(item.left.lines, item.taken[0]),
        covered_sentences(item.right.lines, item.taken[1]),
    )


def examples(data: Path, part: int, per_kind: int) -> Iterator[Example]:
    """Everything with a document around it."""
    for pan in pan_pairs(data, part, per_kind):
        yield example(pan.left, pan.right, "pan", cases=pan.cases, negative=not pan.cases)
    for news in news_pairs(data):
        if half_of(news.name) == part:
            known = {"judged": news, "negative": news.relation == "independent"}
            yield example(news.left, news.right, "news", **known)
    for event, left, right in same_event_pairs(data):
        if half_of(event) == part:
            yield example(left, right, "event", negative=True)


def label_beads(
    item: Example, left: NDArray[np.int32], right: NDArray[np.int32]
) -> NDArray[np.int8]:
    """1 reuse, 0 not, -1 unknown, for each pair of sentences."""
    spans = [_sentence_spans(side) for side in (item.left.text, item.right.text)]
    out = np.full(len(left), 0 if item.source == "pan" or item.negative else -1, np.int8)
    middles = [s.mean(axis=1) for s in spans]
    for a, b, c, d in item.cases:
        inside = (middles[0][left] >= a) & (middles[0][left] < b)
        inside &= (middles[1][right] >= c) & (middles[1][right] < d)
        out[inside & (out == 0)] = -1
        # Inside a case the counterpart is not known: take each sentence's best for it.
        places = np.flatnonzero(inside)
        cosine = item.grid.cosine[left[places], right[places]]
        for line in (left[places], right[places]):
            best: dict[int, int] = {}
            for k, (where, value) in enumerate(zip(line.tolist(), cosine.tolist(), strict=True)):
                if where not in best or value > cosine[best[where]]:
                    best[where] = k
            out[places[list(best.values())]] = 1
    for judged in item.judged.judged if item.judged else ():
        here = (spans[0][left, 0] <= judged.left) & (judged.left < spans[0][left, 1])
        here &= (spans[1][right, 0] <= judged.right) & (judged.right < spans[1][right, 1])
        out[here] = 0 if judged.kind == "not_reuse" else 1
    return out


def _sentence_spans(text: PreparedText) -> NDArray[np.int64]:
    starts = text.tokens.starts[text.sentences[:, 0]]
    ends = text.tokens.ends[text.sentences[:, 1] - 1]
    return np.stack((starts, ends), axis=1).astype(np.int64)


def sentence_rows(data: Path, name: str, neutral: NDArray[np.float64]) -> Rows:
    """Features of judged sentence pairs; `neutral` stands where a document is needed."""
    rows, pairs = Rows(), lone_pairs(data, name)
    features = describe_lone(pairs, count_terms(pairs), neutral)
    rows.add(features, [pair.same for pair in pairs])
    return rows


def fit(sources: Sources, strength: float) -> tuple[list[float], float]:
    """Weights and bias of a plain logistic model; `strength` is scikit-learn's C."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to import

    features, flags, labels, sizes = join(sources)
    x = np.hstack((features, flags))
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit((x - mean) / scale, labels, sample_weight=sizes)
    coefficients = model.coef_[0] / scale
    bias = float(model.intercept_[0] - (coefficients * mean).sum())
    return coefficients[: features.shape[1]].tolist(), bias


def save(
    name: str,
    names: tuple[str, ...],
    weights: Sequence[float] | NDArray[np.float64],
    bias: float,
    threshold: float,
) -> Logistic:
    """Write a model and read it back."""
    rounded = np.round(weights, 5).tolist()
    text = json.dumps(
        {
            "weights": dict(zip(names, rounded, strict=True)),
            "bias": round(bias, 5),
            "threshold": threshold,
        },
        indent=1,
    )
    (DATA / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return parse(text, names)


def train_seeds(data: Path, items: list[Example]) -> Logistic:
    """Fit the judge of sentence pairs."""
    names = SEED_FEATURES
    rows = {"pan": Rows(), "news": Rows()}
    for item in items:
        # Judged news is scarce, so there the sentences that runs cover teach as well.
        pan = item.source == "pan"
        done = covered(item) if pan else nothing_done(item.left, item.right)
        found = find_beads(item.left, item.right, item.grid, done)
        labels = label_beads(item, found.left, found.right)
        if item.source != "pan" and item.negative:
            labels = _without_quotes(item, found, labels)
        known = labels >= 0
        if known.any():
            source = "pan" if item.source == "pan" else "news"
            rows[source].add(found.features[known], labels[known] == 1)
    neutral = rows["pan"].stack()[0].mean(axis=0)
    sources = {
        "pan": (rows["pan"], 1.0, False),
        "news": (rows["news"], 1.0, False),
        "msrp": (sentence_rows(data, "msrp-train", neutral), 0.3, True),
        "pan-sentences": (sentence_rows(data, "pan-sentences-train", neutral), 0.3, True),
    }
    weights, bias = fit_curves(*join(sources), SEED_STRENGTH)
    return save("seeds", names, weights, bias, SEED_THRESHOLD)


def _without_quotes(item: Example, found: Beads, labels: NDArray[np.int8]) -> NDArray[np.int8]:
    """Forget the labels of sentences that are mostly quotation: sharing those is no mistake."""
    out = labels.copy()
    for side, places in ((item.left, found.left), (item.right, found.right)):
        quoted = np.array([side.text.quoted[a:b].mean() for a, b in side.text.sentences.tolist()])
        out[quoted[places] > 0.4] = -1
    return out


def _no_runs(item: Example) -> Example:
    """Without its runs: what they cover in judged news then teaches by its beads."""
    return replace(
        item,
        solid=item.solid[:0],
        matched=item.matched[:0],
        taken=(np.zeros_like(item.taken[0]), np.zeros_like(item.taken[1])),
    )


def label_fragment(item: Example, tokens: tuple[int, int, int, int]) -> int:
    """1 reuse, 0 not, -1 unknown."""
    a, b, c, d = tokens
    left, right = item.left.text.span(a, b), item.right.text.span(c, d)
    if item.source == "pan":
        best = 0.0
        for s, e, f, g in item.cases:
            share = left.meet(Span(s, e)) / len(left), right.meet(Span(f, g)) / len(right)
            best = max(best, min(share))
        return int(best >= 0.5)
    if item.negative:
        masks = np.zeros_like(item.taken[0]), np.zeros_like(item.taken[1])
        role, *_ = label_passage.native(
            item.left.lines, item.right.lines, np.array(tokens), *masks,
            token_words(item.left, item.right),
        )  # fmt: skip
        return 0 if ROLES[role] is Role.REUSE else -1
    kinds = {
        judged.kind == "not_reuse"
        for judged in (item.judged.judged if item.judged else ())
        if left.start <= judged.left < left.end and right.start <= judged.right < right.end
    }
    return -1 if len(kinds) != 1 else int(not kinds.pop())


def train_fragments(items: list[Example], seeds: Logistic) -> Logistic:
    """Fit the judge of grown passages."""
    names = FRAGMENT_FEATURES
    rows = {"pan": Rows(), "news": Rows()}
    model = seeds.weights, seeds.bias, seeds.threshold
    for item in items + [_no_runs(i) for i in items if i.source == "news"]:
        lines = item.left.lines, item.right.lines
        worth = token_words(item.left, item.right)
        cells, values = gather.native(
            *lines, item.grid, item.solid, item.matched, item.taken, model, worth, True
        )
        groups = np.zeros(len(cells), np.int64)
        for group in range(grow.native(cells, values, groups)):
            if cells[groups == group, 8].all():
                continue
            span = np.zeros(8, np.int64)
            extents(cells, groups, group, span)
            a, b, c, d = span[:4].tolist()
            label = label_fragment(item, (a, b, c, d))
            if label >= 0:
                features = np.zeros(len(names), np.float64)
                describe.native(*lines, item.grid, cells, values, groups, group, features)
                source = "pan" if item.source == "pan" else "news"
                rows[source].add(features[None], [label == 1])
    sources = {"pan": (rows["pan"], 1.0, False), "news": (rows["news"], 1.0, False)}
    weights, bias = fit(sources, 1.0)
    return save("fragments", names, weights, bias, FRAGMENT_THRESHOLD)


def main() -> None:
    """Train both models."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--per-kind", type=int, default=150, help="PAN pairs of each kind")
    args = parser.parse_args()
    items = list(examples(args.data, 0, args.per_kind))
    print("seeds")
    seeds = train_seeds(args.data, items)
    print("fragments")
    train_fragments(items, seeds)


if __name__ == "__main__":
    main()
