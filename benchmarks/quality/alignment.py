"""Measure alignment on every labelled set, on the halves that trained nothing.

    python benchmarks/quality/alignment.py DATA [--per-kind N] [--sets NAME ...] [--write]

DATA is the folder of the labelled sets.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from alignment_sets import (
    RUTTE_MUST,
    RUTTE_MUST_NOT,
    NewsPair,
    PanPair,
    half,
    news_pairs,
    pan_pairs,
    rutte,
    same_event_pairs,
)
from baseline import hold
from plagdet import Case, Score, score
from sentence_rows import prepared

from reuse.align import align_pair
from reuse.candidates import pair_runs
from reuse.config import AlignConfig, CandidateConfig
from reuse.model.alignment import Alignment, Obfuscation, Role
from reuse.model.prepared import PreparedText
from reuse.model.span import Span

HELD_OUT = 1
BASELINE = Path(__file__).with_name("baseline_alignment.json")


def align(left: str, right: str) -> tuple[PreparedText, PreparedText, tuple[Alignment, ...]]:
    """Two English texts to passages."""
    one, other = prepared(left), prepared(right)
    runs = pair_runs(one.tokens, other.tokens, CandidateConfig(), many=True)
    return one, other, align_pair(one, other, runs, config=AlignConfig(), many=True)


def detected(item: PanPair, found: tuple[Alignment, ...], *, whole: bool) -> list[Case]:
    """Passages as cases; `whole` lets a summary stand for the whole other text, as PAN's do."""
    out = []
    for a in found:
        one, other = (a.left.start, a.left.end), (a.right.start, a.right.end)
        if whole and a.obfuscation is Obfuscation.SUMMARY:
            if a.left_words <= a.right_words:
                other = 0, len(item.right)
            else:
                one = 0, len(item.left)
        out.append((*one, *other))
    return out


def pan(data: Path, per_kind: int | None = None) -> dict[str, float]:
    """Plagdet on PAN 2013, by kind and overall."""
    results: dict[str, list[tuple[tuple[Case, ...], list[Case]]]] = {}
    switched: list[tuple[tuple[Case, ...], list[Case]]] = []
    started = time.perf_counter()
    for item in pan_pairs(data, HELD_OUT, per_kind):
        *_, found = align(item.left, item.right)
        results.setdefault(item.kind, []).append((item.cases, detected(item, found, whole=False)))
        # How a summary case was made is what the switch says, so that it is for those alone.
        whole = item.kind.startswith("05")
        switched.append((item.cases, detected(item, found, whole=whole)))
    elapsed = time.perf_counter() - started
    out: dict[str, float] = {}
    total = [pair for pairs in results.values() for pair in pairs]
    summaries = switched[-len(results[max(results)]) :]
    groups = [
        *results.items(),
        ("overall", total),
        ("05-summary, whole source", summaries),
        ("overall, whole source", switched),
    ]
    for kind, pairs in groups:
        value = score(pairs)
        _show(kind, value)
        if kind.startswith("01"):
            clean = sum(1 for _, found in pairs if found) / len(pairs)
            out["pan_false_detections"] = -clean
            print(f"  pairs without reuse that got a detection: {clean:.4f} of {len(pairs)}")
        else:
            out[f"pan_{kind.removeprefix('0')}"] = value.plagdet
    print(f"  {len(total) / elapsed:.0f} pairs a second, one by one")
    return out


def _show(name: str, value: Score) -> None:
    print(
        f"  {name:28} plagdet {value.plagdet:.4f}  precision {value.precision:.4f}  "
        f"recall {value.recall:.4f}  granularity {value.granularity:.3f}  "
        f"{value.cases} cases, {value.detections} found"
    )


def _sentence(text: PreparedText, place: int) -> Span:
    """The sentence that holds the code point `place`."""
    for first, last in text.sentences.tolist():
        span = text.span(first, last)
        if place < span.end:
            return span
    return span


def news(data: Path, part: int | None = HELD_OUT) -> dict[str, float]:
    """Recall of judged sentence pairs by kind, and how many judged apart are reported."""
    counts: Counter[tuple[str, str]] = Counter()
    labels: Counter[tuple[str, str]] = Counter()
    independent: list[int] = []
    for item in news_pairs(data):
        if part is not None and half(item.name) != part:
            continue
        *texts, found = align(item.left, item.right)
        _count_judged(item, texts, found, counts, labels)
        if item.relation == "independent":
            independent.append(sum(a.left_words for a in found if a.role is Role.REUSE))
    out = {}
    for kind in ("verbatim", "edited", "paraphrase", "not_reuse"):
        total = counts[kind, "all"]
        rate = counts[kind, "reuse"] / max(total, 1)
        seen = counts[kind, "any"] / max(total, 1)
        named = {o.value: labels[kind, o.value] for o in Obfuscation if labels[kind, o.value]}
        print(
            f"  {kind:12} {total:4} pairs  reported as reuse {rate:.3f}, "
            f"in any role {seen:.3f}  {named}"
        )
        out[f"news_{kind}"] = -rate if kind == "not_reuse" else rate
    print(f"  independent pairs: reused words {independent}")
    return out


def _count_judged(
    item: NewsPair,
    texts: list[PreparedText],
    found: tuple[Alignment, ...],
    counts: Counter[tuple[str, str]],
    labels: Counter[tuple[str, str]],
) -> None:
    for judged in item.judged:
        one, other = _sentence(texts[0], judged.left), _sentence(texts[1], judged.right)
        met = [a for a in found if a.left.meet(one) and a.right.meet(other)]
        reuse = [a for a in met if a.role is Role.REUSE]
        counts[judged.kind, "all"] += 1
        counts[judged.kind, "any"] += bool(met)
        counts[judged.kind, "reuse"] += bool(reuse)
        if reuse:
            labels[judged.kind, reuse[0].obfuscation.value] += 1


def events(data: Path) -> dict[str, float]:
    """How much is reported between independent reports of one event."""
    roles: Counter[str] = Counter()
    pairs = hit = 0
    for event, one, other in same_event_pairs(data):
        if half(event) != HELD_OUT:
            continue
        *_, found = align(one, other)
        pairs += 1
        reused = [a for a in found if a.role is Role.REUSE]
        roles.update(f"{a.role.value}/{a.obfuscation.value}" for a in found)
        hit += any(a.obfuscation in (Obfuscation.PARAPHRASE, Obfuscation.SUMMARY) for a in reused)
    print(
        f"  {pairs} pairs, with a reused paraphrase: {hit}; passages {dict(sorted(roles.items()))}"
    )
    return {"event_pairs_with_paraphrase": -hit / pairs}


def seeds(data: Path) -> dict[str, float]:
    """The two Rutte articles: which of the judged sentence pairs are reported."""
    left, right, found = align(*rutte(data))
    reuse = [a for a in found if a.role is Role.REUSE]
    sentences = [_sentences(text) for text in (left, right)]

    def reported(pair: tuple[int, int]) -> bool:
        one, other = sentences[0][pair[0]], sentences[1][pair[1]]
        return any(a.left.meet(one) and a.right.meet(other) for a in reuse)

    must, must_not = sum(map(reported, RUTTE_MUST)), sum(map(reported, RUTTE_MUST_NOT))
    print(f"  {len(reuse)} passages; must be found {must} of 5, must not {must_not} of 4")
    for a in reuse:
        texts = a.left.cut(left.raw), a.right.cut(right.raw)
        print(f"    {a.obfuscation.value} {a.score:.2f}: {texts[0]!r} | {texts[1]!r}")
    return {"rutte_must": float(must), "rutte_must_not": -float(must_not)}


def _sentences(text: PreparedText) -> list[Span]:
    return [text.span(first, last) for first, last in text.sentences.tolist()]


SETS: dict[str, Callable[[Path], dict[str, float]]] = {
    "pan": pan,
    "news": news,
    "events": events,
    "rutte": seeds,
}


def main() -> int:
    """Measure everything, compare with the baseline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--per-kind", type=int, default=None, help="PAN pairs of each kind")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    args = parser.parse_args()
    if args.write and (args.per_kind or set(args.sets) != set(SETS)):
        parser.error("the baseline is written from all sets in full")
    results: dict[str, float] = {}
    for name in args.sets:
        print(name)
        figures = pan(args.data, args.per_kind) if name == "pan" else SETS[name](args.data)
        # The floors are those of all pairs, so that a part of them is only shown.
        results |= {} if name == "pan" and args.per_kind else figures
    return hold(results, BASELINE, write=args.write)


if __name__ == "__main__":
    sys.exit(main())
