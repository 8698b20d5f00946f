"""Directions of planted derivations: which text of a pair is the source.

    python benchmarks/quality/direction.py OUT... [--seed S] [--jobs N] [--json] [--write]

OUT is a folder as `generate.py` writes it; each gives a table of its own. Given the folder of the
labelled sets in its place, 150 cases are derived from the half of its articles and with the
operators that never teach, and held against the floors in ``baseline_direction.json``.

All pairs of a case's articles are compared, the sides put at random:

    arc        one is derived from the other
    ancestor   one is derived from a child of the other, or further down
    siblings   both are derived from one text, neither from the other
    apart      neither

Of the arcs: the share whose direction is right among the surest half and four fifths of them, by
the difference of the two directions' probabilities (then of their nats; where both are nil the
direction counts half), beside two rules, the longer or the shorter text is the source, ranked by
the difference in length; calibration error over ten bins of equal size, and Brier score, of
p(left from right) over the sum of both directions. `mirrored` counts comparisons that say the
same when the sides are exchanged, to the last bit.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from baseline import hold
from derivations.cases import Settings, cases
from derivations.operators import SETS
from derivations.scores import Guess, brier, calibration_error, right_at
from derivations.sources import read_events, read_sources, records
from derivations.writing import DOCUMENTS, TRUTH, write

from reuse import Comparison, Document, Relation
from reuse.derive.evidence import support
from reuse.pipeline import compare

BASELINE = Path(__file__).with_name("baseline_direction.json")
LABELLED = ("news-dev.jsonl.xz", "same-event-dev.jsonl")
"""Articles to derive from, and independent reports by event."""
_CASES, _SEED, _HALF, _OPERATORS = 150, 1, "b", "held_out"
COVERAGES = (0.5, 0.8, 1.0)
TIES = ("arc", "ancestor", "siblings", "apart")
_FIELDS = ("outlet", "published", "title", "author", "url")
_LEFT, _RIGHT = Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles of a case in the places where they are compared."""

    left: Document
    right: Document
    tie: str
    """One of `TIES`."""
    left_derived: bool
    """Whether the left one is the derived one, of arcs and ancestors."""
    arc: dict[str, Any]
    """The arc, empty for other pairs."""
    dates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a comparison says of a pair."""

    pair: Pair
    relation: Relation
    left: float
    """Probability that the left is from the right."""
    right: float
    nats: float
    """Evidence that the left is from the right, less that of the opposite."""
    mirrored: bool

    @property
    def share(self) -> float:
        """Probability that the left is the derived one, given that one is."""
        return self.left / (self.left + self.right) if self.left + self.right else 0.5

    @property
    def said(self) -> str:
        """The relation, with directions as right or reversed where there is a true one."""
        if self.relation not in {_LEFT, _RIGHT}:
            return str(self.relation)
        if self.pair.tie not in TIES[:2]:
            return "a direction"
        return "right" if (self.relation is _LEFT) == self.pair.left_derived else "reversed"


def pairs(folder: Path, seed: int) -> list[Pair]:
    """All pairs of each case, the sides at random."""
    rng = random.Random(f"{seed} sides")  # noqa: S311  no secret
    documents = {row["id"]: _document(row) for row in records(folder / DOCUMENTS)}
    out = []
    for case in records(folder / TRUTH):
        parents = {node["id"]: tuple(node["parents"]) for node in case["documents"]}
        arcs = {(arc["child"], arc["parent"]): arc for arc in case["arcs"]}
        shown = [node["id"] for node in case["documents"] if not node["withheld"]]
        for one, other in combinations(shown, 2):
            left, right = (one, other) if rng.random() < 0.5 else (other, one)
            arc = arcs.get((left, right)) or arcs.get((right, left)) or {}
            out.append(
                Pair(
                    left=documents[left],
                    right=documents[right],
                    tie="arc" if arc else _tie(left, right, parents),
                    left_derived=right in _above(left, parents),
                    arc=arc,
                    dates=case["dates"],
                )
            )
    return out


def _document(row: dict[str, Any]) -> Document:
    return Document(id=row["id"], text=row["text"], **{name: row.get(name) for name in _FIELDS})


def _above(name: str, parents: dict[str, tuple[str, ...]]) -> set[str]:
    """All that an article is derived from."""
    found = set(parents[name])
    return found.union(*(_above(parent, parents) for parent in parents[name]))


def _tie(left: str, right: str, parents: dict[str, tuple[str, ...]]) -> str:
    over_left, over_right = _above(left, parents), _above(right, parents)
    if right in over_left or left in over_right:
        return "ancestor"
    return "siblings" if over_left & over_right else "apart"


def answer(pair: Pair) -> Answer:
    """Compare a pair, both ways."""
    found, back = compare(pair.left, pair.right), compare(pair.right, pair.left)
    verdict = found.verdict
    return Answer(
        pair=pair,
        relation=verdict.relation,
        left=verdict.probabilities[_LEFT],
        right=verdict.probabilities[_RIGHT],
        nats=support(verdict.cues, _LEFT) - support(verdict.cues, _RIGHT),
        mirrored=_is_mirror(found, back),
    )


def _is_mirror(one: Comparison, other: Comparison) -> bool:
    """Whether two comparisons are the same but for the sides."""
    chances = {r.mirrored: chance for r, chance in other.verdict.probabilities.items()}
    passages = sorted(
        (a.left, a.right, a.role, a.obfuscation, a.score, a.kept) for a in one.alignments
    )
    mirrored = sorted(
        (a.right, a.left, a.role, a.obfuscation, a.score, a.kept) for a in other.alignments
    )
    return (
        one.verdict.relation is other.verdict.relation.mirrored
        and one.verdict.probabilities == chances
        and passages == mirrored
    )


def guess(found: Answer) -> Guess:
    """The direction of an arc as the comparison has it."""
    return Guess(
        margin=(abs(found.left - found.right), abs(found.nats)),
        left=found.nats,
        truth=found.pair.left_derived,
    )


def by_length(found: Answer) -> Guess:
    """The direction of an arc by the rule that the longer text is the source."""
    left, right = (len(d.text.split()) for d in (found.pair.left, found.pair.right))
    gap = (right - left) / max(left, right)
    return Guess(margin=(abs(gap),), left=gap, truth=found.pair.left_derived)


def figures(answers: Sequence[Answer]) -> dict[str, Any]:
    """All figures of one folder."""
    arcs = [found for found in answers if found.pair.tie == "arc"]
    guesses = [guess(found) for found in arcs]
    longer = [by_length(found) for found in arcs]
    shorter = [Guess(margin=g.margin, left=-g.left, truth=g.truth) for g in longer]
    chances = [(found.share, found.pair.left_derived) for found in arcs]
    return {
        "arcs": len(arcs),
        "pairs": len(answers),
        "mirrored": sum(found.mirrored for found in answers),
        "flat": sum(not g.left for g in guesses),
        "right": {
            name: {str(c): right_at(some, c) for c in COVERAGES}
            for name, some in (("verdict", guesses), ("longer", longer), ("shorter", shorter))
        },
        "calibration_error": calibration_error(chances),
        "brier": brier(chances),
        "relations": {
            tie: dict(sorted(Counter(a.said for a in answers if a.pair.tie == tie).items()))
            for tie in TIES
        },
        "parts": _parts(arcs),
    }


def _parts(arcs: Sequence[Answer]) -> dict[str, dict[str, float]]:
    """Arcs, share right and verdicts reversed by what is known of the arcs."""
    keys: dict[str, Callable[[Answer], str]] = {
        "credit": lambda found: str(found.pair.arc["credit"]),
        "child": lambda found: "longer" if found.pair.arc["grows"] else "shorter",
        "dates": lambda found: found.pair.dates,
    }
    out: dict[str, dict[str, float]] = {}
    for key, of in keys.items():
        for value in sorted({of(found) for found in arcs}):
            some = [found for found in arcs if of(found) == value]
            out[f"{key} {value}"] = {
                "arcs": len(some),
                "right": right_at([guess(found) for found in some], 1.0),
                "named": sum(found.said == "right" for found in some),
                "reversed": sum(found.said == "reversed" for found in some),
            }
    return out


def show(folder: Path, found: dict[str, Any]) -> None:
    """Print the figures of one folder."""
    print(f"\n{folder}: {found['arcs']} arcs, {found['pairs']} pairs")
    print(f"  {'direction right at':22}" + "".join(f"{c:>8.0%}" for c in COVERAGES))
    for name, row in found["right"].items():
        rule = name if name == "verdict" else f"{name} is the source"
        print(f"  {rule:22}" + "".join(f"{value:8.3f}" for value in row.values()))
    print(
        f"  calibration error {found['calibration_error']:.3f}, Brier {found['brier']:.3f}; "
        f"without any direction {found['flat']}; mirrored {found['mirrored']}"
    )
    for tie, counts in found["relations"].items():
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        print(f"  {tie:10} {sum(counts.values()):5}: {told or 'none'}")
    for name, row in found["parts"].items():
        print(
            f"  {name:18} {row['arcs']:5} arcs, right {row['right']:.3f}, "
            f"named right {row['named']}, reversed {row['reversed']}"
        )


def derive_cases(data: Path, out: Path) -> None:
    """Write the cases that have floors."""
    corpus, told = (data / name for name in LABELLED)
    settings = Settings(seed=_SEED, operators=SETS[_OPERATORS], plain=False)
    sources, events = read_sources(corpus, _SEED, _HALF), read_events(told, _SEED, _HALF)
    write(cases(_CASES, sources, settings, events), out, plain=False)


def floors(found: dict[str, Any]) -> dict[str, float]:
    """The figures that may not fall, all better when higher."""
    said = [found["relations"][tie] for tie in TIES]
    wrong = sum(counts.get("reversed", 0) + counts.get("a direction", 0) for counts in said)
    rights = found["right"]["verdict"].items()
    return {f"right at {coverage}": value for coverage, value in rights} | {
        "minus calibration error": -found["calibration_error"],
        "minus brier": -found["brier"],
        "minus wrong directions": -wrong / found["pairs"],
        "named right": said[0].get("right", 0) / found["arcs"],
        "mirrored": found["mirrored"] / found["pairs"],
    }


def measure(folder: Path, seed: int, jobs: int) -> dict[str, Any]:
    """Compare the pairs of a folder; all figures."""
    todo = pairs(folder, seed)
    if jobs == 1:
        return figures([answer(pair) for pair in todo])
    with ProcessPoolExecutor(jobs) as pool:
        return figures(list(pool.map(answer, todo, chunksize=16)))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="OUT", help="generated cases")
    parser.add_argument("--seed", type=int, default=1, help="of the sides")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    asked = parser.parse_args()
    labelled = [f for f in asked.folders if all((f / name).is_file() for name in LABELLED)]
    missing = [str(f) for f in asked.folders if f not in labelled and not (f / TRUTH).is_file()]
    if missing:
        print(f"{', '.join(missing)}: no {TRUTH}; run generate.py first", file=sys.stderr)
        return 2
    out, below = {}, 0
    for folder in asked.folders:
        if folder in labelled:
            with tempfile.TemporaryDirectory() as made:
                derive_cases(folder, Path(made))
                found = measure(Path(made), asked.seed, asked.jobs)
            below = max(below, hold(floors(found), BASELINE, write=asked.write))
        else:
            found = measure(folder, asked.seed, asked.jobs)
        out[str(folder)] = found
        if not asked.json:
            show(folder, found)
    if asked.json:
        print(json.dumps(out, indent=1))
    return below


if __name__ == "__main__":
    sys.exit(main())
