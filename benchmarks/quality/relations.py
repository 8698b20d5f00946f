"""Verdicts on labelled pairs of real news: relation, direction, coverage, false alarms.

    python benchmarks/quality/relations.py DATA [--wrong] [--json] [--write]

DATA is a folder with ``news-pairs-dev.jsonl``, ``news-dev.jsonl.xz`` and
``same-event-dev.jsonl``. Everything is measured twice: with the records as they are, and with
outlet, author, address and date blanked. Pairs that are one page or one outlet are scored
apart; `accept` lists the relations that count as right.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from baseline import hold

from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.verdict import Relation

BASELINE = Path(__file__).with_name("baseline_relations.json")
NAMES = ("news-pairs-dev.jsonl", "news-dev.jsonl.xz", "same-event-dev.jsonl")
FIELDS = ("outlet", "published", "title", "author", "url")
BLANKED = ("outlet", "published", "author", "url")
WORDS = {
    Relation.LEFT_FROM_RIGHT: "a_from_b",
    Relation.RIGHT_FROM_LEFT: "b_from_a",
    Relation.COMMON_SOURCE: "common_source",
    Relation.INDEPENDENT: "independent",
    Relation.UNDETERMINED: "unclear",
}
OPPOSITE = {"a_from_b": "b_from_a", "b_from_a": "a_from_b"}
Compare = Callable[[Document, Document], Comparison]


@dataclass(slots=True)
class Score:
    """Counts over labelled pairs."""

    pairs: int = 0
    emitted: int = 0
    right: int = 0
    reversed: int = 0
    uncarried: int = 0
    reuse: dict[str, int] = field(default_factory=lambda: {"tp": 0, "fp": 0, "fn": 0})
    wrong: list[str] = field(default_factory=list)

    def add(self, pair: dict[str, Any], comparison: Comparison) -> None:
        """Count one pair."""
        verdict = comparison.verdict
        said = WORDS[verdict.relation]
        self.pairs += 1
        if verdict.relation is not Relation.UNDETERMINED:
            self.emitted += 1
            self.right += said in pair["accept"]
        self.reversed += OPPOSITE.get(said) == pair["relation"]
        reused, called = pair["relation"] != "independent", said != "independent"
        if pair["accept"] == [pair["relation"]]:
            self.reuse["tp"] += reused and called
            self.reuse["fp"] += called and not reused
            self.reuse["fn"] += reused and not called
        if said not in pair["accept"]:
            cues = ", ".join(f"{c.name} {c.nats:g} {c.favours}" for c in verdict.cues)
            self.wrong.append(
                f"#{pair['pair']} {pair['accept']} said {said} "
                f"p={verdict.probability:.2f} [{cues}]\n      {pair['evidence']}"
            )

    def row(self) -> dict[str, float]:
        """The figures."""
        tp, fp, fn = (self.reuse[name] for name in ("tp", "fp", "fn"))
        return {
            "pairs": self.pairs,
            "right_when_emitted": self.right / self.emitted if self.emitted else 0.0,
            "coverage": self.emitted / self.pairs if self.pairs else 0.0,
            "reversed": self.reversed,
            "reuse_f1": 2 * tp / (2 * tp + fp + fn) if tp else 0.0,
        }


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSON Lines file, packed or not."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def document(row: dict[str, Any], *, blank: bool) -> Document:
    """A row as a document."""
    kept = [name for name in FIELDS if not (blank and name in BLANKED)]
    return Document(
        id=str(row["id"]), text=row["text"], **{name: row.get(name) or None for name in kept}
    )


def score_pairs(
    pairs: list[dict[str, Any]], rows: dict[str, Any], compare: Compare, *, blank: bool
) -> tuple[Score, Score]:
    """Scores of the ordinary pairs and of those of one page or outlet."""
    plain, apart = Score(), Score()
    for pair in pairs:
        left, right = (document(rows[pair[key]], blank=blank) for key in ("id_a", "id_b"))
        (apart if pair["note"] else plain).add(pair, compare(left, right))
    return plain, apart


def score_events(path: Path, compare: Compare, *, blank: bool) -> dict[str, Any]:
    """Share of pairs of one event that are called derived or of a common source."""
    events: dict[str, list[Document]] = {}
    for row in records(path):
        events.setdefault(row["event"], []).append(document(row, blank=blank))
    pairs, called, unsure = 0, [], 0
    for told in events.values():
        for left, right in combinations(told, 2):
            pairs += 1
            verdict = compare(left, right).verdict
            unsure += verdict.relation is Relation.UNDETERMINED
            if verdict.relation not in {Relation.INDEPENDENT, Relation.UNDETERMINED}:
                cues = ", ".join(c.name for c in verdict.cues)
                called.append(f"{left.id} {right.id} {verdict.relation} [{cues}]")
    return {"pairs": pairs, "called": len(called), "undetermined": unsure, "which": called}


def run(data: Path, compare: Compare) -> dict[str, Any]:
    """All figures, with the wrong cases."""
    pairs = list(records(data / NAMES[0]))
    wanted = {pair[key] for pair in pairs for key in ("id_a", "id_b")}
    rows = {row["id"]: row for row in records(data / NAMES[1]) if row["id"] in wanted}
    figures: dict[str, Any] = {}
    for name, blank in (("as given", False), ("blanked", True)):
        began = time.perf_counter()
        plain, apart = score_pairs(pairs, rows, compare, blank=blank)
        figures[name] = {
            "news_pairs": plain.row(),
            "one_page_or_outlet": apart.row(),
            "same_event": score_events(data / NAMES[2], compare, blank=blank),
            "wrong": plain.wrong,
            "wrong_apart": apart.wrong,
            "seconds": time.perf_counter() - began,
        }
    return figures


def show(figures: dict[str, Any], *, wrong: bool) -> None:
    """Print a table, and the wrong cases where asked."""
    for name, part in figures.items():
        row, event = part["news_pairs"], part["same_event"]
        print(f"\n{name} ({part['seconds']:.1f} s)")
        print(
            f"  news pairs: {row['pairs']} pairs, right when emitted "
            f"{row['right_when_emitted']:.3f}, coverage {row['coverage']:.3f}, "
            f"reversed {row['reversed']}, reuse told from independent F1 {row['reuse_f1']:.3f}"
        )
        other = part["one_page_or_outlet"]
        print(f"  one page or outlet: {other['pairs']} pairs, coverage {other['coverage']:.2f}")
        print(
            f"  same event: {event['pairs']} pairs, {event['called']} called derived or common "
            f"source, {event['undetermined']} undetermined"
        )
        if wrong:
            for line in (*part["wrong"], *part["wrong_apart"], *event["which"]):
                print(f"    {line}")


def floors(figures: dict[str, Any]) -> dict[str, float]:
    """The figures that may not fall, all better when higher."""
    out: dict[str, float] = {}
    for name, part in figures.items():
        row, event = part["news_pairs"], part["same_event"]
        for key in ("right_when_emitted", "coverage", "reuse_f1"):
            out[f"{name} {key}"] = row[key]
        out[f"{name} minus reversed"] = -row["reversed"]
        out[f"{name} minus same event called"] = -event["called"] / max(1, event["pairs"])
    return out


def main() -> int:
    """Measure, print, compare with the baseline."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="folder of the labelled pairs")
    parser.add_argument("--wrong", action="store_true", help="list the wrong cases")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    asked = parser.parse_args()
    missing = [name for name in NAMES if not (asked.data / name).is_file()]
    if missing:
        print(f"{asked.data}: no {', '.join(missing)}; give the data folder", file=sys.stderr)
        return 2
    from reuse.pipeline import compare  # noqa: PLC0415  after the arguments are checked

    figures = run(asked.data, compare)
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        show(figures, wrong=asked.wrong)
    return hold(floors(figures), BASELINE, write=asked.write)


if __name__ == "__main__":
    sys.exit(main())
