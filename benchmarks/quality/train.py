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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from alignment_sets import Case, NewsPair, news_pairs, pan_pairs, same_event_pairs, sentence_pairs
from alignment_sets import half as half_of
from numpy.typing import NDArray

from reuse.align import beads as beads_stage
from reuse.align import fragments as fragments_stage
from reuse.align.beads import Grid, build_grid, find_beads
from reuse.align.classify import classify
from reuse.align.fragments import Cells, bead_cells, describe, join_cells, run_cells
from reuse.align.model import Logistic, parse
from reuse.align.resolve import grow
from reuse.align.runs import covered_sentences, settle_runs
from reuse.align.terms import Pair, build_pair
from reuse.align.weighting import count_terms, pair_idf, smooth_idf
from reuse.candidates import pair_runs
from reuse.config import CandidateConfig, TextConfig
from reuse.model.alignment import Role
from reuse.model.prepared import PreparedText
from reuse.model.span import Span
from reuse.text import prepare

DATA = Path(__file__).resolve().parents[2] / "reuse" / "align" / "data"
SEED_THRESHOLD = 0.22
FRAGMENT_THRESHOLD = 0.3
POSITIVE = 0.2
"""Weight of the positives of a source: base rates differ with how it was made."""
OWN_SHARE = 2 / 30
"""What two lone sentences say of their terms' weights; thirty would say enough."""


@lru_cache(maxsize=512)
def prepared(text: str) -> PreparedText:
    """One English text, made ready."""
    return prepare(text, "en", TextConfig())


@dataclass
class Rows:
    """Labelled feature rows of one source."""

    features: list[NDArray[np.float64]] = field(default_factory=list)
    labels: list[NDArray[np.bool_]] = field(default_factory=list)

    def add(self, features: NDArray[np.float64], labels: Iterable[bool]) -> None:
        """Take some rows."""
        self.features.append(features)
        self.labels.append(np.array(list(labels), bool))

    def stack(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """All rows."""
        return np.concatenate(self.features), np.concatenate(self.labels)


@dataclass
class Example:
    """A pair of texts with what is known of it."""

    pair: Pair
    grid: Grid
    verbatim: Cells
    source: str
    cases: tuple[Case, ...] = ()
    judged: NewsPair | None = None
    negative: bool = False
    """Whether nothing in it is reuse."""


def example(left: str, right: str, source: str, **known: object) -> Example:
    """Run the stages before the models."""
    texts = prepared(left), prepared(right)
    pair = build_pair(*texts)
    runs = pair_runs(texts[0].tokens, texts[1].tokens, CandidateConfig())[:, :4].astype(np.int64)
    solid, matched = settle_runs(pair, runs, 12)
    return Example(
        pair=pair,
        grid=build_grid(pair),
        verbatim=run_cells(pair, solid, matched),
        source=source,
        **known,  # type: ignore[arg-type]
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
    item: Example, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int8]:
    """1 reuse, 0 not, -1 unknown, for each pair of sentences."""
    spans = [_sentence_spans(side) for side in (item.pair.left.text, item.pair.right.text)]
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
    pairs = sentence_pairs(data, name)
    counts: dict[str, int] = {}
    for _, left, right in pairs:
        for text in (left, right):
            for stem in set(prepared(text).stems):
                counts[stem] = counts.get(stem, 0) + 1
    rows = Rows()
    for label, left, right in pairs:
        first, second = prepared(left), prepared(right)
        if not len(first.words) or not len(second.words):
            continue
        pair = build_pair(_one_sentence(first), _one_sentence(second))
        found = find_beads(pair, build_grid(pair, _blended_idf(pair, counts, 2 * len(pairs))))
        if len(found.left):
            features = found.features.copy()
            for column in ("lead", "chances"):
                k = beads_stage.FEATURES.index(column)
                features[:, k] = neutral[k]
            rows.add(features, [label])
    return rows


def _blended_idf(pair: Pair, counts: dict[str, int], total: int) -> NDArray[np.float64]:
    """Weights of the terms of two lone sentences, nearly all from the whole set."""
    width = len(pair.vocabulary)
    own = pair_idf(count_terms(pair.left, width), count_terms(pair.right, width), width)
    frequencies = np.array([counts.get(term, 0) for term in pair.vocabulary], np.int64)
    return OWN_SHARE * own + (1 - OWN_SHARE) * smooth_idf(frequencies, total)


def _one_sentence(text: PreparedText) -> PreparedText:
    return replace(text, sentences=np.array([[0, len(text.words)]], np.int32))


def fit(
    sources: dict[str, tuple[Rows, float, bool]], names: tuple[str, ...], strength: float
) -> tuple[list[float], float]:
    """Weights and bias. A source has rows, a total weight, and whether it needs an intercept.

    `strength` is scikit-learn's C. It is small for the seeds: features that say nearly the
    same must share the weight, or they cancel on English and mislead on other languages.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to import

    own = [name for name, (_, _, apart) in sources.items() if apart]
    features, labels, sizes = [], [], []
    for name, (rows, total, apart) in sources.items():
        x, y = rows.stack()
        flags = np.zeros((len(x), len(own)))
        if name in own:
            flags[:, own.index(name)] = 1
        features.append(np.hstack((x, flags)))
        labels.append(y)
        share = y.mean() if apart else POSITIVE
        rate = np.where(y, share / max(y.mean(), 1e-9), (1 - share) / (1 - y.mean()))
        sizes.append(rate * total * 10_000 / len(x))
        print(f"  {name:14}{len(x):8} rows, {y.mean():.3f} reuse")
    x, y, weight = np.concatenate(features), np.concatenate(labels), np.concatenate(sizes)
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit((x - mean) / scale, y, sample_weight=weight)
    coefficients = model.coef_[0] / scale
    bias = float(model.intercept_[0] - (coefficients * mean).sum())
    return coefficients[: len(names)].tolist(), bias


def save(
    name: str, names: tuple[str, ...], weights: list[float], bias: float, threshold: float
) -> Logistic:
    """Write a model and read it back."""
    text = json.dumps(
        {
            "weights": {n: round(w, 5) for n, w in zip(names, weights, strict=True)},
            "bias": round(bias, 5),
            "threshold": threshold,
        },
        indent=1,
    )
    (DATA / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return parse(text, names)


def train_seeds(data: Path, items: list[Example]) -> Logistic:
    """Fit the judge of sentence pairs."""
    names = beads_stage.FEATURES
    rows = {"pan": Rows(), "news": Rows()}
    for item in items:
        left, right = covered_sentences(item.pair, item.verbatim.tokens)
        # Judged news is scarce, so there the sentences that runs cover teach as well.
        mask = left[:, None] | right if item.source == "pan" else None
        found = find_beads(item.pair, item.grid, mask)
        labels = label_beads(item, found.left, found.right)
        if item.source != "pan" and item.negative:
            labels = _without_quotes(item.pair, found, labels)
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
    weights, bias = fit(sources, names, 1e-3)
    return save("seeds", names, weights, bias, SEED_THRESHOLD)


def _without_quotes(
    pair: Pair, found: beads_stage.Beads, labels: NDArray[np.int8]
) -> NDArray[np.int8]:
    """Forget the labels of sentences that are mostly quotation: sharing those is no mistake."""
    out = labels.copy()
    for side, places in ((pair.left, found.left), (pair.right, found.right)):
        quoted = np.array([side.text.quoted[a:b].mean() for a, b in side.text.sentences.tolist()])
        out[quoted[places] > 0.4] = -1
    return out


def _no_runs(item: Example) -> Cells:
    """No verified run: what runs cover in judged news then teaches by its beads."""
    return run_cells(item.pair, np.zeros((0, 4), np.int64), np.zeros(0, np.int64))


def label_fragment(item: Example, tokens: tuple[int, int, int, int]) -> int:
    """1 reuse, 0 not, -1 unknown."""
    a, b, c, d = tokens
    left, right = item.pair.left.text.span(a, b), item.pair.right.text.span(c, d)
    if item.source == "pan":
        best = 0.0
        for s, e, f, g in item.cases:
            share = left.meet(Span(s, e)) / len(left), right.meet(Span(f, g)) / len(right)
            best = max(best, min(share))
        return int(best >= 0.5)
    if item.negative:
        return 0 if classify(item.pair, tokens).role is Role.REUSE else -1
    kinds = {
        judged.kind == "not_reuse"
        for judged in (item.judged.judged if item.judged else ())
        if left.start <= judged.left < left.end and right.start <= judged.right < right.end
    }
    return -1 if len(kinds) != 1 else int(not kinds.pop())


def train_fragments(items: list[Example], seeds: Logistic) -> Logistic:
    """Fit the judge of grown passages."""
    names = fragments_stage.FEATURES
    rows = {"pan": Rows(), "news": Rows()}
    for item in items + [replace(i, verbatim=_no_runs(i)) for i in items if i.source == "news"]:
        left, right = covered_sentences(item.pair, item.verbatim.tokens)
        found = find_beads(item.pair, item.grid, left[:, None] | right)
        surety = seeds.probability(found.features)
        chosen = bead_cells(item.pair, found, surety, surety >= seeds.threshold)
        cells = join_cells(item.verbatim, chosen)
        for fragment in grow(cells):
            if cells.matched[fragment.members].all():
                continue
            label = label_fragment(item, fragment.tokens)
            if label >= 0:
                features = describe(cells, fragment, item.grid)
                source = "pan" if item.source == "pan" else "news"
                rows[source].add(features[None], [label == 1])
    sources = {"pan": (rows["pan"], 1.0, False), "news": (rows["news"], 1.0, False)}
    weights, bias = fit(sources, names, 1.0)
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
