"""Verdicts seen from both sides, and how many are given a second.

    python benchmarks/quality/verdicts.py DATA [--articles N] [--random N] [--sharing N]
        [--timed N] [--json] [--write]

DATA is a folder with ``news-dev.jsonl.xz``, or a file of articles as JSON Lines. Compares pairs
of its articles both ways, pairs drawn at random and pairs that share text, and counts those of
which one answer is not the exact mirror of the other, to the last bit. Then judges pairs that
are aligned already as a scan does, on one core. Ends with 1 when an answer is no mirror, or fewer
are than ``baseline_verdicts.json`` says; how many are given a second depends on the machine and
has no floor.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from baseline import hold
from relations import NAMES, document, records

from reuse.config import Config
from reuse.derive import DocumentFacts, judge
from reuse.engine import collector_paused
from reuse.model.alignment import Alignment
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.progress import Silent
from reuse.model.verdict import Cue, Relation, Side, SidedSpan, Verdict
from reuse.pipeline import compare
from reuse.pipeline.comparing import compare_proposed
from reuse.pipeline.intake import take_in
from reuse.pipeline.pairs import Ready, make_ready
from reuse.pipeline.proposals import propose
from reuse.pipeline.warming import warm_up
from reuse.text import Lexicon

BASELINE = Path(__file__).with_name("baseline_verdicts.json")
ASKED = 2_000
"""Verdicts a second that one core is to give."""
STRETCHES = 20
"""Stretches of neighbouring pairs that are judged against the clock."""
PARTS = ("relation", "probabilities", "cues", "credit", "passages", "notes", "page")
SIDES = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
Pair = tuple[Document, Document]


@dataclass(slots=True)
class Mirrors:
    """Pairs of one kind, compared both ways."""

    pairs: int = 0
    with_cues: int = 0
    broken: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    """How often each part of an answer was no mirror."""

    def row(self) -> dict[str, Any]:
        """The figures."""
        return {
            "pairs": self.pairs,
            "with_cues": self.with_cues,
            "broken": self.broken,
            "parts": dict(sorted(self.parts.items())),
        }


def aligned(
    documents: Iterable[Document], config: Config
) -> tuple[list[Comparison], Sequence[Document]]:
    """Every pair of a corpus that shares a passage, in the order of a scan, and the documents."""
    intake = take_in(documents, config, Silent())
    proposals = propose(intake, config, Silent())
    with collector_paused():
        found = [c for c in compare_proposed(intake, proposals, config) if c is not None]
    return found, intake.documents


def drawn(
    found: Sequence[Comparison], documents: Sequence[Document], sizes: tuple[int, int]
) -> Iterator[tuple[str, Pair]]:
    """Pairs to compare both ways with their kind: so many at random, so many that share text.

    Of the latter those come first that have cues in a scan. Compared on their own some others
    have them too: nothing tells then what is an outlet's furniture.
    """
    chance = random.Random(1)  # noqa: S311  no secret
    for _ in range(sizes[0]):
        one, other = chance.sample(range(len(documents)), 2)
        yield "drawn at random", (documents[one], documents[other])
    cued = [c for c in found if c.verdict.cues]
    plain = [c for c in found if not c.verdict.cues]
    some = chance.sample(cued, min(len(cued), sizes[1]))
    rest = chance.sample(plain, min(len(plain), sizes[1] - len(some)))
    for comparison in (*some, *rest):
        yield "sharing text", (comparison.left, comparison.right)


def both_ways(pairs: Iterable[tuple[str, Pair]]) -> dict[str, Mirrors]:
    """Compare pairs from either side; counts by kind."""
    out: dict[str, Mirrors] = {}
    for kind, (left, right) in pairs:
        mirrors = out.setdefault(kind, Mirrors())
        there, back = compare(left, right), compare(right, left)
        broken = differing(there, back)
        mirrors.pairs += 1
        mirrors.with_cues += bool(there.verdict.cues)
        mirrors.broken += bool(broken)
        mirrors.parts.update(broken)
    return out


def differing(there: Comparison, back: Comparison) -> list[str]:
    """The parts of one answer that are not the exact mirror of the other's; numbers bit by bit."""
    one, other = told(there), told(mirrored(back))
    return [part for part, ours, theirs in zip(PARTS, one, other, strict=True) if ours != theirs]


def told(comparison: Comparison) -> tuple[object, ...]:
    """What a comparison says, part by part as in `PARTS`, floats as their exact digits.

    The order of the words that show a cue, and of the conflicts of a passage, says nothing.
    """
    verdict = comparison.verdict
    return (
        verdict.relation,
        {relation: verdict.probabilities[relation].hex() for relation in Relation},
        [(c.name, c.favours, c.nats.hex(), c.explanation, sorted(c.spans)) for c in verdict.cues],
        (verdict.credit, verdict.credit_line),
        [
            (replace(a, conflicts=()), a.score.hex(), a.kept.hex(), set(a.conflicts))
            for a in comparison.alignments
        ],
        comparison.notes,
        comparison.same_page,
    )


def mirrored(comparison: Comparison) -> Comparison:
    """The same answer told from the other side, in the order in which it would be told there."""
    verdict, line = comparison.verdict, comparison.verdict.credit_line
    cues = sorted(
        (_mirrored_cue(cue) for cue in verdict.cues),
        key=lambda c: (-c.nats, c.name, c.favours, sorted(c.spans)),
    )
    return replace(
        comparison,
        left=comparison.right,
        right=comparison.left,
        alignments=tuple(
            sorted(map(_mirrored_passage, comparison.alignments), key=lambda a: (a.left, a.right))
        ),
        verdict=Verdict(
            relation=verdict.relation.mirrored,
            probabilities={r: verdict.probabilities[r.mirrored] for r in Relation},
            cues=tuple(cues),
            credit=verdict.credit,
            credit_line=line and _mirrored_span(line),
        ),
    )


def _mirrored_cue(cue: Cue) -> Cue:
    spans = map(_mirrored_span, cue.spans)
    return replace(cue, favours=cue.favours.mirrored, spans=tuple(spans))


def _mirrored_span(place: SidedSpan) -> SidedSpan:
    return SidedSpan(side=SIDES[place.side], span=place.span)


def _mirrored_passage(passage: Alignment) -> Alignment:
    return replace(
        passage,
        left=passage.right,
        right=passage.left,
        left_words=passage.right_words,
        right_words=passage.left_words,
        conflicts=tuple(replace(c, left=c.right, right=c.left) for c in passage.conflicts),
    )


def rates(found: Sequence[Comparison], config: Config) -> dict[str, float]:
    """Verdicts a second on aligned pairs, in processor time so that other work does not count.

    As a scan comes to them what a document says of itself is collected when the first pair asks
    for it. Then once with that at hand, and once more, with everything warm.
    """
    fresh, at_hand = readied(found, config), readied(found, config)
    for ready in at_hand.values():
        collect(ready.facts)
    times = {
        "scan": seconds(found, fresh),
        "facts_ready": seconds(found, at_hand),
        "warm": min(seconds(found, at_hand) for _ in range(3)),
    }
    return {"pairs": len(found)} | {name: len(found) / each for name, each in times.items()}


def readied(found: Sequence[Comparison], config: Config) -> dict[str, Ready]:
    """The documents of some pairs ready to be judged, by id."""
    lexicon = Lexicon()
    every = {d.id: d for c in found for d in (c.left, c.right)}
    return {name: make_ready(each, config, lexicon=lexicon) for name, each in every.items()}


def collect(facts: DocumentFacts) -> None:
    """Collect all that is otherwise collected when it is first asked for."""
    for name, kind in vars(type(facts)).items():
        if isinstance(kind, cached_property):
            getattr(facts, name)


def seconds(found: Sequence[Comparison], ready: dict[str, Ready]) -> float:
    """Processor seconds that judging the pairs one after the other takes."""
    with collector_paused():
        began = time.process_time()
        for comparison in found:
            left, right = ready[comparison.left.id], ready[comparison.right.id]
            judge(
                left.document, left.text, right.document, right.text, comparison.alignments,
                left.config.derive, left_facts=left.facts, right_facts=right.facts, many=True,
            )  # fmt: skip
        return time.process_time() - began


def stretches(found: Sequence[Comparison], timed: int) -> list[Comparison]:
    """Some pairs in stretches of neighbours, which share documents as in a scan."""
    if len(found) <= timed:
        return [*found]
    size, step = timed // STRETCHES, len(found) // STRETCHES
    return [c for first in range(STRETCHES) for c in found[first * step :][:size]]


def speeds(found: Sequence[Comparison], config: Config, timed: int) -> dict[str, dict[str, float]]:
    """Rates over aligned pairs as they come, and over those of them that have cues."""
    kinds = {"as they come": found, "with cues": [c for c in found if c.verdict.cues]}
    return {name: rates(stretches(some, timed), config) for name, some in kinds.items() if some}


def show(figures: dict[str, Any]) -> None:
    """Print the two tables."""
    print(f"{'both ways':<18}{'pairs':>8}{'with cues':>11}{'no mirror':>11}")
    for kind, row in figures["mirrors"].items():
        parts = ", ".join(f"{name} {count}" for name, count in row["parts"].items())
        print(f"{kind:<18}{row['pairs']:>8,}{row['with_cues']:>11,}{row['broken']:>11,}  {parts}")
    heads = "".join(f"{head:>13}" for head in ("in a scan", "facts ready", "warm"))
    print(f"\n{'verdicts a second':<18}{'pairs':>8}{heads}  asked {ASKED:,}")
    for name, row in figures["rates"].items():
        cells = "".join(f"{row[key]:>13,.0f}" for key in ("scan", "facts_ready", "warm"))
        print(f"{name:<18}{row['pairs']:>8,}{cells}")


def floors(mirrors: dict[str, Mirrors]) -> dict[str, float]:
    """The figures that may not fall, all better when higher."""
    return {f"mirrored, {kind}": 1 - each.broken / each.pairs for kind, each in mirrors.items()}


def main() -> int:
    """Measure and print; 1 when an answer is no mirror."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="folder of the labelled sets, or a file of news")
    parser.add_argument("--articles", type=int, help="the first so many alone")
    parser.add_argument("--random", type=int, default=10_000, help="pairs drawn at random")
    parser.add_argument("--sharing", type=int, default=15_000, help="pairs that share text")
    parser.add_argument("--timed", type=int, default=2_000, help="pairs judged against the clock")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    asked = parser.parse_args()
    corpus = asked.data / NAMES[1] if asked.data.is_dir() else asked.data
    if not corpus.is_file():
        print(f"{corpus}: not there; give the data folder or a file", file=sys.stderr)
        return 2
    config = Config()
    warm_up()
    rows = islice(records(corpus), asked.articles)
    found, documents = aligned((document(row, blank=False) for row in rows), config)
    mirrors = both_ways(drawn(found, documents, (asked.random, asked.sharing)))
    figures = {
        "mirrors": {kind: each.row() for kind, each in mirrors.items()},
        "rates": speeds(found, config, asked.timed),
    }
    if asked.json:
        print(json.dumps(figures, indent=1))
    else:
        show(figures)
    below = hold(floors(mirrors), BASELINE, write=asked.write)
    return max(below, *(int(each.broken > 0) for each in mirrors.values()))


if __name__ == "__main__":
    sys.exit(main())
