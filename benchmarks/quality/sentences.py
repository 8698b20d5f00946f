"""Cross-validate the judge of sentence pairs on two sets of judged lone sentences.

    python benchmarks/quality/sentences.py DATA [--wrong N] [--write]

DATA is the folder of the labelled sets. The features and the family of the model are those that
alignment ships. Ten folds, stratified, from a fixed seed; pairs that have a sentence in common,
directly or over others, stay in one fold. Whatever is learned, the terms' weights included, comes
from the other nine; once more with those that alignment ships, which are of other news.
A set has one base rate in all folds, so that the threshold is one half.
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path

import numpy as np
from baseline import hold
from curves import fit_curves
from numpy.typing import NDArray
from sentence_rows import LonePair, count_terms, describe_lone, lone_pairs

from reuse.align.judging import judge

BASELINE = Path(__file__).with_name("baseline_sentences.json")
SETS = {"msrp": "msrp-train", "pan_sentences": "pan-sentences-train"}
FOLDS = 10
SEED = 0
STRENGTH = 0.1
"""scikit-learn's C for one such set alone."""


def groups_of(pairs: list[LonePair]) -> NDArray[np.int64]:
    """A number for each pair, the same for pairs that a chain of common sentences links."""
    leader: dict[str, str] = {}

    def find(text: str) -> str:
        while leader.setdefault(text, text) != text:
            leader[text] = text = leader[leader[text]]
        return text

    for pair in pairs:
        leader[find(pair.texts[0])] = find(pair.texts[1])
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(find(pair.texts[0]), len(numbers)) for pair in pairs]
    return np.array(found, np.int64)


def cross_validate(pairs: list[LonePair], *, shipped: bool) -> NDArray[np.float64]:
    """Probability of each pair by the model that saw nothing of its fold.

    Args:
        pairs: the pairs.
        shipped: whether the terms are weighed by the table that alignment ships.
    """
    from sklearn.model_selection import StratifiedGroupKFold  # noqa: PLC0415 - slow to import

    labels = np.array([pair.same for pair in pairs])
    out = np.zeros(len(pairs))
    features = describe_lone(pairs, None) if shipped else np.zeros((0, 0))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for train, test in folds.split(labels, labels, groups_of(pairs)):
        if not shipped:
            features = describe_lone(pairs, count_terms(pairs[k] for k in train.tolist()))
        weights, bias = fit_curves(
            features[train], np.zeros((len(train), 0)), labels[train], np.ones(len(train)), STRENGTH
        )
        out[test] = [judge.native(features[k], weights, bias) for k in test.tolist()]
    return out


def measure(labels: NDArray[np.bool_], said: NDArray[np.bool_]) -> dict[str, float]:
    """Accuracy, and F1 of the pairs that say one thing."""
    hits = int((labels & said).sum())
    return {
        "accuracy": float((labels == said).mean()),
        "f1": 2 * hits / max(int(labels.sum()) + int(said.sum()), 1),
    }


def main() -> int:
    """Measure both sets, print, compare with the baseline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--wrong", type=int, default=0, help="wrong cases to list of each set")
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    args = parser.parse_args()
    figures: dict[str, float] = {}
    print(f"{'set':24}{'pairs':>8}{'same':>8}{'accuracy':>10}{'F1':>8}")
    for (source, file), shipped in product(SETS.items(), (False, True)):
        name, pairs = f"{source}_shipped" if shipped else source, lone_pairs(args.data, file)
        labels = np.array([pair.same for pair in pairs])
        sure = cross_validate(pairs, shipped=shipped)
        found = measure(labels, sure >= 0.5)
        print(
            f"{name:24}{len(pairs):8}{labels.mean():8.3f}"
            f"{found['accuracy']:10.4f}{found['f1']:8.4f}"
        )
        for k in np.flatnonzero((sure >= 0.5) != labels)[: args.wrong].tolist():
            print(f"  {sure[k]:.2f} {labels[k]} | {' | '.join(pairs[k].texts)}")
        figures |= {f"{name}_{what}": value for what, value in found.items()}
    return hold(figures, BASELINE, write=args.write)


if __name__ == "__main__":
    sys.exit(main())
