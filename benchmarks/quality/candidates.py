"""Which true pairs the channels propose, and how many others with them.

    python benchmarks/quality/candidates.py DATA [--only SET ...] [--copies N ...]
                                            [--background N] [--write]

`pan` takes the training half of PAN 2013 as one corpus, suspicious and source documents as two
outlets. `news` mixes the same-event articles and the two Rutte articles into the development
news. Each true pair is looked for among all proposals, and again among those that the gate of
the paraphrase channel lets through to alignment. A labelled set falls in two halves by a hash
of its names; settings were tuned on the first alone. `clusters` scans so many lightly edited
copies of one article among --background other articles, each copy an outlet of its own and
then all over 40 outlets, and asks for one cluster with every copy in it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, islice
from pathlib import Path

from alignment_sets import half, need, pan_pairs, rutte
from baseline import hold

from reuse import Config, Document, scan
from reuse.candidates.paraphrase import find_paraphrases
from reuse.engine import map_ordered
from reuse.model.progress import Silent
from reuse.pipeline.intake import take_in
from reuse.pipeline.proposals import find_passages

BASELINE = Path(__file__).with_name("baseline_candidates.json")
ASKED = {
    "02-no-obfuscation": 0.995,
    "03-random-obfuscation": 0.99,
    "04-translation-obfuscation": 0.99,
    "05-summary-obfuscation": 0.95,
    "same event": 0.95,
    "Rutte": 1.0,
}
MOST_CANDIDATES = 20.0
Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A pair that must be proposed."""

    kind: str
    half: int
    ids: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Pairs of distinct texts, as numbers of the token table, smaller first."""

    at: dict[str, int]
    """Text of each document."""
    runs: Pairs
    """Pairs with a verified run of tokens, from the near-duplicate channels."""
    near: Pairs
    """Neighbours by the paraphrase channel."""
    gated: Pairs
    """Those that its gate lets through."""


def proposed(documents: list[Document]) -> Proposed:
    """Run the channels over a corpus."""
    config = Config()
    intake = take_in(documents, config, Silent())
    _, runs, _ = find_passages(intake.table, config, Silent())
    spread = partial(map_ordered, threads=config.threads)
    started = time.perf_counter()
    found = find_paraphrases(intake.table, config.candidates, spread)
    seconds = time.perf_counter() - started
    print(f"{len(intake.table.outlets)} texts; paraphrase channel {seconds:.1f} s", flush=True)
    texts = {member: text for text, group in enumerate(intake.copies) for member in group}
    for page in intake.same_page:
        texts.update(dict.fromkeys(page, texts[page[0]]))
    return Proposed(
        at={intake.documents[member].id: text for member, text in texts.items()},
        runs=set(zip(runs.left.tolist(), runs.right.tolist(), strict=True)),
        near={(left, right) for left, right in found.near.tolist()},
        gated={(left, right) for left, right in found.pairs.tolist()},
    )


def report(name: str, truth: list[Truth], found: Proposed) -> dict[str, float]:
    """Print the share of true pairs proposed, by kind and half; and the candidates."""
    figures: dict[str, float] = {}
    kinds: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for pair in truth:
        one, other = sorted(found.at[document] for document in pair.ids if document in found.at)
        kinds[pair.kind, pair.half].append((one, other))
    print(f"{'kind':27} half pairs   asked    any  paraphrase  after the gate")
    for (kind, part), pairs in sorted(kinds.items()):
        every = [
            sum(pair in among or pair[0] == pair[1] for pair in pairs) / len(pairs)
            for among in (found.runs | found.near, found.near, found.runs | found.gated)
        ]
        asked = f"{ASKED[kind]:7.3f}" if kind in ASKED else "      -"
        print(
            f"{kind:27} {'ab'[part]:>4} {len(pairs):5d} {asked} {every[0]:6.3f}  {every[1]:10.3f}"
            f"  {every[2]:14.3f}"
        )
        figures[f"{name} {kind} {'ab'[part]} any"] = every[0]
        figures[f"{name} {kind} {'ab'[part]} gated"] = every[2]
    texts = len(set(found.at.values()))
    true = len({pair for pairs in kinds.values() for pair in pairs})
    for label, among in (
        ("paraphrase", found.near),
        ("all channels", found.runs | found.near),
        ("to alignment", found.runs | found.gated),
    ):
        mean = 2 * len(among) / texts
        print(f"{label:13} {mean:6.2f} candidates a text, {len(among) / true:8.1f} a true pair")
        figures[f"{name} {label}: candidates a text below {MOST_CANDIDATES:.0f}"] = (
            MOST_CANDIDATES - mean
        )
    return figures


def pan(data: Path) -> dict[str, float]:
    """The training half of PAN 2013 as one corpus."""
    documents: dict[str, Document] = {}
    truth = []
    for pair in pan_pairs(data, None, None):
        for name, text, outlet in (
            (pair.left_id, pair.left, "suspicious"),
            (pair.right_id, pair.right, "source"),
        ):
            documents[name] = Document(id=name, text=text, outlet=outlet)
        if pair.cases:
            ids = (pair.left_id, pair.right_id)
            truth.append(Truth(kind=pair.kind, half=half(pair.left_id), ids=ids))
    return report("pan", truth, proposed(list(documents.values())))


def articles(data: Path, name: str) -> Iterator[dict[str, str]]:
    """Records of a set, packed or not."""
    path = need(data, name)
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def as_document(record: dict[str, str]) -> Document:
    """An article with all that is known of it."""
    known = ("id", "text", "outlet", "published", "title", "author", "url")
    return Document(**{key: record[key] for key in known if record.get(key)})


def news(data: Path) -> dict[str, float]:
    """Same-event articles and the two Rutte articles among the development news."""
    records = [*articles(data, "news-dev.jsonl.xz"), *articles(data, "same-event-dev.jsonl")]
    documents = [as_document(record) for record in records]
    for number, text in enumerate(rutte(data)):
        documents.append(Document(id=f"rutte {number}", text=text, outlet=f"rutte {number}"))
    events: dict[str, list[dict[str, str]]] = defaultdict(list)
    for record in records:
        if "event" in record:
            events[record["event"]].append(record)
    truth = [Truth(kind="Rutte", half=0, ids=("rutte 0", "rutte 1"))]
    for event, told in events.items():
        for one, other in combinations(told, 2):
            if one["outlet"] != other["outlet"]:
                ids = (one["id"], other["id"])
                truth.append(Truth(kind="same event", half=half(event), ids=ids))
    outlets = {record["id"]: record.get("outlet") for record in records}
    for pair in articles(data, "news-pairs-dev.jsonl"):
        ids = (pair["id_a"], pair["id_b"])
        kinds = {sentence["kind"] for sentence in pair["reused"]}  # type: ignore[index]
        if kinds and outlets[ids[0]] != outlets[ids[1]]:
            kind = "news, paraphrase alone" if kinds == {"paraphrase"} else "news, any reuse"
            truth.append(Truth(kind=kind, half=half(str(pair["pair"])), ids=ids))
    return report("news", truth, proposed(documents))


def edited(text: str, words: list[str], draw: random.Random) -> str:
    """The text with one word in 25 dropped and one in 25 replaced."""
    out = []
    for word in text.split(" "):
        chance = draw.random()
        if chance >= 0.04:
            out.append(draw.choice(words) if chance < 0.08 else word)
    return " ".join(out)


def clusters(data: Path, copies: list[int], background: int) -> dict[str, float]:
    """Lightly edited copies of one article among others: the share in one cluster."""
    records = list(islice(articles(data, "news-dev.jsonl.xz"), background + 1))
    others = [as_document(record) for record in records[:background]]
    words = sorted({word for record in records[:200] for word in record["text"].split()})
    # A lone quotation mark would make a quotation of all that follows.
    words = [word for word in words if word.isalpha()]
    text = " ".join(records[-1]["text"].split()[:600])
    figures = {}
    for count in copies:
        for outlets in (count, 40):
            draw = random.Random(count)  # noqa: S311 - no secret
            made = [
                Document(
                    id=f"copy {number}",
                    text=edited(text, words, draw),
                    outlet=f"copier {number % outlets}",
                )
                for number in range(count)
            ]
            started = time.perf_counter()
            result = scan([*others, *made])
            seconds = time.perf_counter() - started
            held = [
                {w.document_id for w in cluster.witnesses if w.document_id.startswith("copy ")}
                for cluster in result.clusters
            ]
            share = max(map(len, held), default=0) / count
            print(
                f"{count:5d} copies, {outlets:4d} outlets, {background} other articles: "
                f"{share:.3f} in one cluster (asked 1.000); {seconds:.1f} s",
                flush=True,
            )
            figures[f"clusters {count} copies {outlets} outlets"] = share
    return figures


def main() -> int:
    """Run, print, compare with the baseline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--only", nargs="+", choices=("pan", "news", "clusters"))
    parser.add_argument("--copies", nargs="+", type=int, default=[51, 400])
    parser.add_argument("--background", type=int, default=500)
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no such folder")
    wanted = args.only or ["pan", "news", "clusters"]
    figures: dict[str, float] = {}
    for name, measure in (
        ("pan", pan),
        ("news", news),
        ("clusters", partial(clusters, copies=args.copies, background=args.background)),
    ):
        if name in wanted:
            print(f"\n{name}", flush=True)
            figures |= measure(args.data)
    code: int = hold(figures, BASELINE, write=args.write)
    return code


if __name__ == "__main__":
    sys.exit(main())
