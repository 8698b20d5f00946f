"""Fit what the texts' own cues say of a direction, and write it into the weights that ship.

    python benchmarks/quality/cue_weights.py DATA [--cases N] [--seed S]

DATA is the folder of the labelled sets. Two sources teach: derivations planted in one half of
the news with the operators that are meant for it (`generate.py`, no marks, no dates), and the
labelled pairs of real news that have a direction, which together count half as much. A logistic
model without an intercept, so that exchanging the sides mirrors it; no weight below a floor, and
each drawn to a usual value. Then all are stretched by one number, for the least Brier score
of the planted directions once the sum is cut at the group's cap.

What the other groups are worth stays as it is: set by hand, as the reasons in the file say. Support
is written beside each cue: right/wrong on the news pairs, then on the planted ones.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from derivations.cases import Settings, cases
from derivations.operators import CALIBRATION
from derivations.sources import read_sources
from derivations.writing import write
from direction import pairs as planted_pairs
from numpy.typing import NDArray
from relations import document, records

from reuse.config import Config
from reuse.derive.cues import DIRECTED
from reuse.derive.shared import Pair, pair_of
from reuse.derive.weights import CAPS, WEIGHTS, Group
from reuse.model.alignment import Channel
from reuse.model.document import Document
from reuse.pipeline.pairs import Ready, align_ready, make_ready
from reuse.text import Lexicon

FILE = Path(__file__).resolve().parents[2] / "reuse" / "derive" / "data" / "weights.json"
NEWS, PAIRS = "news-dev.jsonl.xz", "news-pairs-dev.jsonl"
REAL = 0.5
"""What all labelled pairs count for, beside all planted ones."""
USUAL, HELD = 0.3, 5.0
"""What a weight is drawn to, in nats, and how strongly, in planted pairs."""
FLOOR = 0.05
BY_HAND = frozenset({"misspelt"})
"""A copy may misspell and may mend: the operators that teach do the one, those kept aside the
other, so that no fit can know."""
CASES, SEED = 400, 1
STRETCHES = np.arange(0.5, 3.01, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """Pairs with a direction; p pairs, k cues."""

    strengths: NDArray[np.float64]
    """Shape (p, k): strength of each cue that the left is from the right, less the opposite."""
    left: NDArray[np.bool_]
    """Shape (p,): whether the left one is the derived one."""

    @property
    def towards(self) -> NDArray[np.float64]:
        """The strengths, above 0 where they are right."""
        return np.asarray(self.strengths * np.where(self.left, 1.0, -1.0)[:, None])


def strengths(pair: Pair) -> list[float]:
    """Strength of every directed cue for the left side, less that for the right."""
    out = []
    for cue in DIRECTED:
        worth = WEIGHTS[cue.__name__].nats
        here, there = cue(pair), cue(pair.mirrored)
        out.append((here.nats if here else 0.0) / worth - (there.nats if there else 0.0) / worth)
    return out


def table(found: Sequence[tuple[Document, Document, bool]]) -> Table:
    """Cues of pairs of documents, each with whether the left one is the derived one."""
    config, lexicon = Config(), Lexicon()
    ready: dict[str, Ready] = {}
    rows = []
    for left, right, _ in found:
        sides = []
        for each in (left, right):
            if each.id not in ready:
                ready[each.id] = make_ready(each, config, lexicon=lexicon)
            sides.append(ready[each.id])
        passages = align_ready(*sides, channel=Channel.DIRECT, many=True)
        rows.append(strengths(pair_of(sides[0].facts, sides[1].facts, passages, many=True)))
    return Table(strengths=np.array(rows), left=np.array([is_left for *_, is_left in found]))


def planted(data: Path, count: int, seed: int) -> Table:
    """Derivations planted in one half of the news."""
    sources = read_sources(data / NEWS, seed, "a")
    settings = Settings(seed=seed, operators=CALIBRATION, plain=True)
    with TemporaryDirectory() as folder:
        write(cases(count, sources, settings), Path(folder), plain=True)
        found = planted_pairs(Path(folder), seed)
    return table([(p.left, p.right, p.left_derived) for p in found if p.tie == "arc"])


def labelled(data: Path) -> Table:
    """The labelled pairs of news that have a direction."""
    return table(list(_directed(data)))


def _directed(data: Path) -> Iterator[tuple[Document, Document, bool]]:
    judged = [
        pair
        for pair in records(data / PAIRS)
        if pair["relation"] in {"a_from_b", "b_from_a"} and not pair["note"]
    ]
    wanted = {pair[key] for pair in judged for key in ("id_a", "id_b")}
    rows = {row["id"]: row for row in records(data / NEWS) if row["id"] in wanted}
    for pair in judged:
        left, right = (document(rows[pair[key]], blank=False) for key in ("id_a", "id_b"))
        yield left, right, pair["relation"] == "a_from_b"


def fit(
    sources: Sequence[tuple[NDArray[np.float64], float]],
) -> NDArray[np.float64]:
    """Weights of the cues, shape (k,), each `FLOOR` or more.

    Args:
        sources: strengths towards what is right, shape (p, k), and the weight of each row.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to import

    rows = np.concatenate([strengths for strengths, _ in sources])
    sizes = np.concatenate([np.full(len(strengths), size) for strengths, size in sources])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds, off = rows @ weights, weights - USUAL
        slope = -(rows * (sizes / (1.0 + np.exp(odds)))[:, None]).sum(axis=0)
        value = (sizes * np.logaddexp(0.0, -odds)).sum() + HELD * (off**2).sum()
        return float(value), slope + 2 * HELD * off

    start = np.full(rows.shape[1], USUAL)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(FLOOR, None)] * len(start))
    return np.asarray(found.x)


def stretch(towards: NDArray[np.float64], weights: NDArray[np.float64], cap: float) -> float:
    """What to multiply the weights with for the least Brier score under the cap."""

    def brier(factor: float) -> float:
        odds = np.clip(factor * (towards @ weights), -cap, cap)
        return float((1.0 / (1.0 + np.exp(odds)) ** 2).mean())

    return float(min(STRETCHES, key=brier))


def train_cues(data: Path, count: int, seed: int) -> None:
    """Fit the texts' own cues and write the file."""
    names = [cue.__name__ for cue in DIRECTED]
    made, real = planted(data, count, seed), labelled(data)
    values: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    text = [
        at
        for at, name in enumerate(names)
        if WEIGHTS[name].group is Group.TEXT and name not in BY_HAND
    ]
    share = REAL * len(made.left) / max(1, len(real.left))
    weights = fit(((made.towards[:, text], 1.0), (real.towards[:, text], share)))
    factor = stretch(made.towards[:, text], weights, CAPS[Group.TEXT])
    print(f"{len(made.left)} planted pairs, {len(real.left)} of news; stretched by {factor:.1f}")
    for at, worth in zip(text, weights.tolist(), strict=True):
        values["cues"][names[at]]["nats"] = round(max(FLOOR, worth * factor), 3)
    for at, name in enumerate(names):
        counts = [
            f"{int((side.towards[:, at] > 0).sum())}/{int((side.towards[:, at] < 0).sum())}"
            for side in (real, made)
        ]
        if WEIGHTS[name].group is Group.TEXT:
            values["cues"][name]["reason"] = f"news {counts[0]}, planted {counts[1]}"
        print(f"  {name:16}{values['cues'][name]['nats']:8.3f}  news {counts[0]}  {counts[1]}")
    FILE.write_text(f"{json.dumps(values, ensure_ascii=False, indent=1)}\n", encoding="utf-8")


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--cases", type=int, default=CASES, help="planted cases")
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    train_cues(args.data, args.cases, args.seed)


if __name__ == "__main__":
    main()
