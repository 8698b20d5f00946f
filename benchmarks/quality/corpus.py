"""Scan the sample corpus and hold the result against its truth.

    python benchmarks/quality/corpus.py [--wrong] [--write]

Every pair of two outlets in ``corpora/truth.json`` is scored: the relation (a pair that the
scan does not report counts as independent), the credit of derived pairs, and the passages by
plagdet, one line an obfuscation. Passages that are quotation or boilerplate on either side
are neither asked for nor punished where they carry that label.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baseline import hold
from plagdet import score

from reuse import Config, Relation, scan
from reuse.model.comparison import Comparison
from reuse.read import read_paths

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("baseline_corpus.json")
OBFUSCATIONS = ("verbatim", "edited", "paraphrase", "summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One pair of the truth and what the scan says of it."""

    truth: dict[str, Any]
    found: Comparison | None

    @property
    def relation(self) -> str:
        """The relation that the scan leaves the reader with."""
        return str(self.found.verdict.relation) if self.found else str(Relation.INDEPENDENT)

    @property
    def right(self) -> bool:
        """Whether that relation is the true one or an accepted one."""
        return self.relation in (self.truth["relation"], *self.truth["accept"])


def judged_pairs() -> list[Judged]:
    """Scan the corpus and pair each truth with its comparison."""
    result = scan(read_paths([ROOT / "corpora" / "articles"], Config().read))
    found = {(c.left.id, c.right.id): c for c in result.comparisons}
    truth = json.loads((ROOT / "corpora" / "truth.json").read_text(encoding="utf-8"))
    return [
        Judged(truth=pair, found=found.get((pair["left"], pair["right"])))
        for pair in truth["pairs"]
        if not pair.get("same_outlet")
    ]


def relations(pairs: list[Judged], *, wrong: bool) -> dict[str, float]:
    """Share right by true relation, and of the credits of directed pairs."""
    figures: dict[str, float] = {}
    for relation in sorted({pair.truth["relation"] for pair in pairs}):
        of = [pair for pair in pairs if pair.truth["relation"] == relation]
        figures[f"relation {relation}"] = sum(pair.right for pair in of) / len(of)
        told = Counter(pair.relation for pair in of)
        print(f"{relation:16} {sum(p.right for p in of):3d} of {len(of):3d}  told {dict(told)}")
    directed = [p for p in pairs if p.right and p.relation.endswith(("_left", "_right"))]
    same = sum(
        p.found is not None and p.found.verdict.credit == p.truth["credit"] for p in directed
    )
    figures["credit"] = same / max(1, len(directed))
    print(f"credit           {same:3d} of {len(directed):3d} directed pairs")
    if wrong:
        for pair in pairs:
            if not pair.right:
                print(f"  {pair.truth['left']} {pair.truth['right']}: told {pair.relation}, ")
                print(f"    true {pair.truth['relation']}: {pair.truth['why']}")
                for cue in pair.found.verdict.cues if pair.found else ():
                    print(f"    {cue.favours} {cue.nats:.2f} {cue.explanation}")
    return figures


def passages(pairs: list[Judged]) -> dict[str, float]:
    """Plagdet by obfuscation of the true passage, and over all."""
    figures = {}
    for kind in (*OBFUSCATIONS, "all"):
        rows = []
        for pair in pairs:
            asked = [
                (p["left_start"], p["left_end"], p["right_start"], p["right_end"])
                for p in pair.truth["passages"]
                if p["role"] == "reuse" and kind in (p["obfuscation"], "all")
            ]
            told = [
                (a.left.start, a.left.end, a.right.start, a.right.end)
                for a in (pair.found.reused if pair.found else ())
            ]
            if kind != "all":
                told = [t for t in told if any(_meet(t, case) for case in asked)]
            rows.append((asked, told))
        value = score(rows)
        figures[f"plagdet {kind}"] = value.plagdet
        print(
            f"{kind:16} cases {sum(len(a) for a, _ in rows):3d}  plagdet {value.plagdet:.3f}  "
            f"precision {value.precision:.3f}  recall {value.recall:.3f}  "
            f"granularity {value.granularity:.2f}"
        )
    return figures


def _meet(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(min(one[at + 1], other[at + 1]) > max(one[at], other[at]) for at in (0, 2))


def main() -> int:
    """Run, print, compare with the baseline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wrong", action="store_true", help="list the pairs that are wrong")
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    args = parser.parse_args()
    pairs = judged_pairs()
    figures = {**relations(pairs, wrong=args.wrong), **passages(pairs)}
    return hold(figures, BASELINE, write=args.write)


if __name__ == "__main__":
    sys.exit(main())
