"""Train the models that alignment ships, and write them as JSON.

    python benchmarks/quality/train.py DATA [--per-kind N]
        [--from NAME | --only NAME ... | --cues | --siblings]

DATA is the folder of the labelled sets. With ``--cues`` the weights of the cues of direction are
fitted instead, see `cue_weights.py`; with ``--siblings`` what tells siblings in derivation graphs,
see `sibling_models.py`.

Seven models, each fitted with those before it. *Seeds* judges a pair of sentences, *glances*
foretells from a few figures what it will say, *borders* judges a sentence beside a passage,
*fragments* a passage as a whole, *lone* sentences outside passages, *summary_sentences* a sentence
of a summary, *summaries* a stretch of them. All see PAN 2013 (one half, split by suspicious file);
all see judged news pairs, and all but *borders* independent reports of one event as well (one half
of each); *seeds* also sees two sets of judged sentence pairs, with an intercept of their own,
because their base rate is that of their makers; *fragments* sees passages planted in news, which
``plant.py`` in the folder ``tools`` beside DATA makes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from cue_weights import CASES, SEED, train_cues
from curves import Rows, Source, fit_curves, join
from examples import Example, Laid, examples, lay, planted_examples
from numpy.typing import NDArray
from sentence_rows import count_terms, describe_lone, lone_pairs
from sibling_models import CASES as SIBLING_CASES
from sibling_models import SEEDS as SIBLING_SEEDS
from sibling_models import planted, train_siblings
from window_rows import (
    Row,
    border_rows,
    fragment_rows,
    judged_border_rows,
    lone_rows,
    summary_rows,
    summary_sentence_rows,
)

from reuse.align.evidence import describe_beads
from reuse.align.fragments import START
from reuse.align.judging import judge
from reuse.align.lines import Sheet
from reuse.align.model import Model, parse
from reuse.align.shipped import FEATURES, shipped_model
from reuse.align.solid import covered_sentences
from reuse.align.surface import choose_beads

DATA = Path(__file__).resolve().parents[2] / "reuse" / "align" / "data"
POSITIVE = 0.2
"""Share of positives that sentence pairs are weighted to: base rates differ with the source."""
OUTWARD = 0.5
"""Nats for a sentence to belong to the passage beside it: a border too far out costs less."""
JUDGED = 0.02
"""Weight of judged sentences beside PAN's for borders: of few hundred, most are verbatim."""
PLANTED = 0.09
"""Weight of planted passages beside PAN's for fragments: single sentences of news, changed."""
PLANT_SEEDS = 2, 3
"""Seeds of these, others than the one that ``passages.py`` measures."""
QUOTED = 0.4
"""Share of a sentence in quotation marks from which on sharing it is no mistake."""
CHANCES = 7.1
"""Logarithm of the pairs of sentences of two news articles. Where there are more, one of them is
alike by chance more often, so that a lone match has as many nats less; training sees too few
matches to find that by itself."""
STRENGTHS = {
    "seeds": 0.1,
    "glances": 0.1,
    "borders": 10.0,
    "fragments": 0.1,
    "lone": 0.02,
    "summary_sentences": 0.05,
    "summaries": 0.03,
}
"""scikit-learn's C of each model, at a total weight of 10,000 a source."""
THRESHOLDS = {
    "seeds": 0.05,
    "glances": 0.01,
    "borders": 0.5,
    "fragments": 0.6,
    "lone": 0.15,
    "summary_sentences": 0.5,
    "summaries": 0.3,
}


def save(name: str, weights: NDArray[np.float64], bias: float) -> Model:
    """Write a model and read it back."""
    rounded = [[float(f"{number:.6g}") for number in row] for row in weights.tolist()]
    lines = ",\n".join(
        f"  {json.dumps(feature)}: {json.dumps(row)}"
        for feature, row in zip(FEATURES[name], rounded, strict=True)
    )
    text = (
        f'{{\n "weights": {{\n{lines}\n }},\n'
        f' "bias": {round(bias, 5)},\n "threshold": {THRESHOLDS[name]}\n}}\n'
    )
    (DATA / f"{name}.json").write_text(text, encoding="utf-8")
    return parse(text, FEATURES[name])


def fit(name: str, sources: dict[str, Source], shift: float = 0.0) -> Model:
    """Fit a model and write it."""
    print(name)
    weights, bias = fit_curves(*join(sources), STRENGTHS[name])
    return save(name, weights, bias + shift)


def fit_lone(sources: dict[str, Source]) -> Model:
    """Fit the judge of lone matches, and count the chances against them."""
    model = fit("lone", sources)
    weights, at = model.weights.copy(), FEATURES["lone"].index("chances")
    centre, scale = weights[at, 0], weights[at, 1]
    weights[at, 2] -= scale
    return save("lone", weights, model.bias + CHANCES - float(centre))


def gathered(rows: Iterable[Row]) -> Rows:
    """Rows of one source."""
    out = Rows()
    for features, labels in rows:
        out.add(features, labels)
    return out


def _nothing_done(side: Sheet) -> NDArray[np.bool_]:
    return np.zeros(len(side.lines.bounds), np.bool_)


def bead_rows(item: Example) -> Row:
    """Pairs of sentences of an example, and whether they are reuse."""
    sides = item.left, item.right
    # Judged news is scarce, so there the sentences that runs cover teach as well.
    done = [
        covered_sentences(side.lines, covered) if item.source == "pan" else _nothing_done(side)
        for side, covered in zip(sides, item.covered, strict=True)
    ]
    left, right = choose_beads.native(item.grid, *done)
    features = np.zeros((len(left), len(FEATURES["seeds"])), np.float64)
    describe_beads.native(
        item.left.lines, item.right.lines, item.grid, left, right, item.words, True, features,
    )  # fmt: skip
    labels = label_beads(item, left, right)
    return features[labels >= 0], labels[labels >= 0] == 1


def label_beads(
    item: Example, left: NDArray[np.int32], right: NDArray[np.int32]
) -> NDArray[np.int8]:
    """1 reuse, 0 not, -1 unknown, for each pair of sentences."""
    out = np.full(len(left), 0 if item.source == "pan" or item.negative else -1, np.int8)
    for one, other in item.case_sentences():
        inside = np.isin(left, one) & np.isin(right, other)
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
    spans = item.places()
    for judged in item.judged:
        here = (spans[0][left, 0] <= judged.left) & (judged.left < spans[0][left, 1])
        here &= (spans[1][right, 0] <= judged.right) & (judged.right < spans[1][right, 1])
        out[here] = 0 if judged.kind == "not_reuse" else 1
    if item.source != "pan" and item.negative:
        # Sharing a quotation is no mistake, so that it teaches nothing.
        for side, places in ((item.left, left), (item.right, right)):
            shares = [side.text.quoted[a:b].mean() for a, b in side.text.sentences.tolist()]
            out[np.array(shares)[places] > QUOTED] = -1
    return out


def _split(items: Sequence[Laid]) -> tuple[list[Laid], list[Laid]]:
    """PAN, and news with independent reports."""
    return (
        [item for item in items if item.example.source == "pan"],
        [item for item in items if item.example.source != "pan"],
    )


def train_seeds(data: Path, items: Sequence[Example]) -> Model:
    """Fit the judge of sentence pairs."""
    # What a sentence of a summary has for a counterpart is not known.
    told = [item for item in items if not item.kind.startswith("05")]
    pan = gathered(bead_rows(item) for item in told if item.source == "pan")
    news = gathered(bead_rows(item) for item in items if item.source != "pan")
    neutral = pan.stack()[0].mean(axis=0)
    sources = {
        "pan": Source(rows=pan, weight=3.0, positive=POSITIVE),
        "news": Source(rows=news, weight=1.0, positive=POSITIVE),
    }
    for name in ("msrp-train", "pan-sentences-train"):
        pairs, rows = lone_pairs(data, name), Rows()
        rows.add(describe_lone(pairs, count_terms(pairs), neutral), [pair.same for pair in pairs])
        sources[name] = Source(rows=rows, weight=0.3, apart=True)
    return fit("seeds", sources)


def train_glances(items: Sequence[Example], seeds: Model) -> Model:
    """Fit the judge that says which sentence pairs *seeds* need not see."""
    parts = {"pan": Rows(), "news": Rows()}
    for item in items:
        features, _ = bead_rows(item)
        sure = [judge.native(row, seeds.weights, seeds.bias) >= START for row in features]
        parts["pan" if item.source == "pan" else "news"].add(
            features[:, : len(FEATURES["glances"])], sure
        )
    weights = {"pan": 3.0, "news": 1.0}
    return fit(
        "glances",
        {
            name: Source(rows=rows, weight=weights[name], positive=POSITIVE)
            for name, rows in parts.items()
        },
    )


def _of_both(
    items: Sequence[Laid], rows: Callable[[Laid], Iterable[Row]], news: float
) -> dict[str, Source]:
    """Rows of PAN, and of news with the weight `news`."""
    parts = [gathered(row for item in part for row in rows(item)) for part in _split(items)]
    return {
        "pan": Source(rows=parts[0], weight=1.0),
        "news": Source(rows=parts[1], weight=news),
    }


def main() -> None:
    """Train all models, or some."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--per-kind", type=int, default=None, help="PAN pairs of each kind")
    parser.add_argument(
        "--from", dest="first", choices=FEATURES, default="seeds", help="keep the models before it"
    )
    parser.add_argument("--only", nargs="+", choices=FEATURES, help="keep all other models")
    parser.add_argument("--cues", action="store_true", help="fit the cues of direction instead")
    parser.add_argument("--siblings", action="store_true", help="fit the models of siblings")
    args = parser.parse_args()
    if args.siblings:
        train_siblings(planted(args.data, SIBLING_CASES, SIBLING_SEEDS))
        return
    if args.cues:
        train_cues(args.data, CASES, SEED)
        return
    wanted = args.only or list(FEATURES)[list(FEATURES).index(args.first) :]
    kept = {name: shipped_model(name) for name in FEATURES if name not in wanted}
    found = list(examples(args.data, 0, args.per_kind))
    seeds = train_seeds(args.data, found) if "seeds" in wanted else kept["seeds"]
    glances = train_glances(found, seeds) if "glances" in wanted else kept["glances"]
    items = [lay(example, (seeds, glances)) for example in found]
    if "borders" in wanted:
        draw = np.random.default_rng(2)
        pan, news = _split(items)
        rows = gathered(row for item in pan for row in border_rows(item, draw))
        judged = gathered(row for item in news for row in judged_border_rows(item))
        sources = {
            "pan": Source(rows=rows, weight=1.0),
            "news": Source(rows=judged, weight=JUDGED),
        }
        borders = fit("borders", sources, OUTWARD)
    else:
        borders = kept["borders"]
    if "fragments" in wanted:
        sources = _of_both(items, lambda item: fragment_rows(item, borders), 0.3)
        tool = args.data.resolve().parent / "tools" / "plant.py"
        planted_rows = gathered(
            row
            for example in planted_examples(args.data, tool, PLANT_SEEDS)
            for row in fragment_rows(lay(example, (seeds, glances)), borders)
        )
        sources["planted"] = Source(rows=planted_rows, weight=PLANTED)
        fragments = fit("fragments", sources)
    else:
        fragments = kept["fragments"]
    if "lone" in wanted:
        fit_lone(_of_both(items, lambda item: lone_rows(item, (borders, fragments)), 2.0))
    if "summary_sentences" in wanted:
        sentences = fit("summary_sentences", _of_both(items, summary_sentence_rows, 0.1))
    else:
        sentences = kept["summary_sentences"]
    if "summaries" in wanted:
        models = borders, fragments
        fit("summaries", _of_both(items, lambda item: summary_rows(item, models, sentences), 0.3))


if __name__ == "__main__":
    main()
