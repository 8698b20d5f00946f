"""Fit what tells siblings of a source that is not there from a text and its copy.

    python benchmarks/quality/train.py DATA --siblings

Derivations are planted in one half of the news with the operators that are meant for teaching, and
each case is scanned by itself. Three logistic models are fitted, of two documents alone, of a pair
of a larger part, and of a part as a whole (`reuse/derive/siblings.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from derivations.cases import Settings, cases
from derivations.operators import CALIBRATION
from derivations.sources import read_sources, records
from derivations.writing import DOCUMENTS, write
from graphs import Case, document_of, read_cases

from reuse.config import TextConfig
from reuse.derive.gathering import Rules, gathered
from reuse.derive.linear import Linear, parse
from reuse.derive.part import Part
from reuse.derive.siblings import FEATURES, arc_nats, is_open, pair_facts, part_facts, two_facts
from reuse.derive.wording import Wording
from reuse.model.comparison import Comparison
from reuse.pipeline import scan
from reuse.pipeline.graphing import wording

FILE = Path(__file__).resolve().parents[2] / "reuse" / "derive" / "data" / "siblings.json"
NEWS = "news-dev.jsonl.xz"
CASES, SEEDS = 400, (3, 5)
STRENGTH = 0.3
"""scikit-learn's C, of standardised facts."""

Planted = tuple[Case, tuple[Comparison, ...], Wording]
Row = tuple[tuple[float, ...], bool]


def planted(data: Path, count: int, seeds: Iterable[int]) -> list[Planted]:
    """Cases of derivation with what a scan says of their pairs."""
    out: list[Planted] = []
    for seed in seeds:
        sources = read_sources(data / NEWS, seed, "a")
        settings = Settings(seed=seed, operators=CALIBRATION)
        with TemporaryDirectory() as name:
            folder = Path(name)
            write(cases(count, sources, settings), folder, plain=False)
            documents = {row["id"]: document_of(row) for row in records(folder / DOCUMENTS)}
            found = read_cases(folder)
        words = wording(documents, TextConfig())
        for case in found:
            result = scan([documents[shown] for shown in case.shown])
            out.append((case, result.comparisons, words))
    return out


def train_siblings(items: Iterable[Planted], path: Path = FILE) -> dict[str, Linear]:
    """Fit all models and write them."""
    parts = [
        (case, part, words) for case, told, words in items for part in _alone(case, told, words)
    ]
    rows: dict[str, list[Row]] = {name: [] for name in FEATURES}
    for case, part, words in parts:
        if len(part.documents) > 2:
            rows["pair"] += [
                (pair_facts(part, ids, words), ids in case.arcs or ids[::-1] in case.arcs)
                for ids in part.pairs
            ]
            continue
        if is_open(part):
            (kin,) = part.pairs.values()
            rows["two"].append((two_facts(kin, words), bool(case.withheld)))
    models = {name: fit(name, rows[name]) for name in ("two", "pair")}
    pair = parse(json.dumps({**models, "part": models["pair"]}), {"pair": FEATURES["pair"]})["pair"]
    for case, part, words in parts:
        if len(part.documents) > 2 and is_open(part):
            arcs = arc_nats(part, words, pair)
            rows["part"].append((part_facts(part, arcs, words), bool(case.withheld)))
    models["part"] = fit("part", rows["part"])
    text = json.dumps(models, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")
    return parse(text, FEATURES)


def _alone(case: Case, told: Iterable[Comparison], words: Wording) -> Iterable[Part]:
    """Parts of derivations that no document joins to another part."""
    if not case.arcs:
        return
    for family in gathered(told, {}, Rules(emit=0.75, wording=words)):
        if not family.joints:
            yield from family.parts


def fit(name: str, rows: list[Row]) -> Mapping[str, object]:
    """A model of one kind."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  slow to import

    facts, answers = np.array([row for row, _ in rows]), np.array([yes for _, yes in rows])
    usual, spread = facts.mean(axis=0), facts.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=5_000).fit((facts - usual) / spread, answers)
    print(f"{name}: {len(rows)} rows, {int(answers.sum())} yes")
    slopes = model.coef_[0] / spread
    return {
        "slopes": {
            fact: [float(f"{a:.6g}"), float(f"{b:.6g}")]
            for fact, a, b in zip(FEATURES[name], usual.tolist(), slopes.tolist(), strict=True)
        },
        "bias": float(f"{model.intercept_[0]:.6g}"),
    }
