"""Time, memory and yield of whole scans at several sizes, and the exponent that fits best.

    python benchmarks/speed/scan.py [CORPUS.jsonl] [--sizes 10000 100000] [--modes ...]
                                    [--truth FILE] [--json FILE]

Without a file, articles are generated (`generate.py`) and kept in the cache folder, with the
reuse that is in them; the table then says how much of it was found. With `--json` a large size can
be measured in several runs, whose figures come together in one table. Each scan is a process of
its own, and one small scan goes before, so that no compiling is measured. Modes:

    candidates  from reading to verified runs, which is where the pairs come from
    passages    the whole scan without the paraphrase channel, report written
    all         the whole scan as it is by default, report written
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from hashlib import blake2b
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from measured import MEGA, Run, cache_folder, run, table
from wording import ARTICLES as SAMPLE

from reuse import Config, process, scan
from reuse.model.progress import Silent
from reuse.read import read_paths

MODES = ("candidates", "passages", "all")
WARM = 6_000
"""Articles scanned first, so that all loops are compiled: enough that none takes its plain form."""
Row = dict[str, Any]
Found = dict[tuple[str, str], list[tuple[int, int, int, int]] | None]
"""Passages by pair of ids, the smaller first; None where only the pair is known."""


class Stage(NamedTuple):
    """What one stage took."""

    seconds: float
    cpu: float
    """Seconds of processor time of all threads."""
    peak_mb: float
    """Largest resident memory up to its end, in 10^6 bytes."""


class Stopwatch(Silent):
    """Progress that notes when each stage begins."""

    def __init__(self) -> None:
        """Start with no stage."""
        self.marks: list[tuple[str, Stage]] = []

    def stage(self, name: str, total: int | None) -> None:  # noqa: ARG002  the protocol's
        """Note the time and the memory so far."""
        self.marks.append((name, Stage(time.perf_counter(), time.process_time(), peak_mb())))

    def spent(self) -> dict[str, Stage]:
        """What each stage took; ends the last one."""
        self.stage("", None)
        out: dict[str, Stage] = {}
        for (name, at), (_, after) in pairwise(self.marks):
            before = out.get(name, Stage(0.0, 0.0, 0.0))
            out[name] = Stage(
                round(before.seconds + after.seconds - at.seconds, 2),
                round(before.cpu + after.cpu - at.cpu, 2),
                round(after.peak_mb),
            )
        return out


def peak_mb() -> float:
    """Largest resident memory of this process so far, in 10^6 bytes."""
    unit = 1 if sys.platform == "darwin" else 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGA


def one(path: Path, mode: str, truth: Path | None) -> Row:
    """Do one scan in this process; `after` is what holding it against the truth took."""
    # As the command does.
    process.take_over()
    config, watch = Config(), Stopwatch()
    if mode != "all":
        candidates = msgspec.structs.replace(config.candidates, paraphrase=False)
        config = msgspec.structs.replace(config, candidates=candidates)
    documents = read_paths([path], config.read)
    kind = _candidates if mode == "candidates" else _whole
    ids, found, census = kind(documents, config, watch)
    row: Row = {"articles": len(ids), "pairs": len(found), "census": census}
    if truth:
        row["found"] = share_found(truth, set(ids), found)
    row["stages"] = watch.spent()
    row["after"] = row["stages"].pop("after")
    return row


def _candidates(
    documents: Iterable[Any], config: Config, watch: Stopwatch
) -> tuple[list[str], Found, dict[str, int]]:
    from reuse.pipeline.intake import take_in  # noqa: PLC0415  parts of the program, not its face
    from reuse.pipeline.proposals import propose  # noqa: PLC0415  the same

    intake = take_in(documents, config, watch)
    proposals = propose(intake, config, watch)
    watch.stage("after", None)
    ids = list(intake.documents.ids)
    found: Found = {_in_order(ids[one], ids[other]): None for one, other in proposals.pairs}
    return ids, found, asdict(proposals.census)


def _whole(
    documents: Iterable[Any], config: Config, watch: Stopwatch
) -> tuple[list[str], Found, dict[str, int]]:
    from reuse.report.files import write_outputs  # noqa: PLC0415  imports jinja2

    result = scan(documents, config, progress=watch)
    watch.stage("report", None)
    with tempfile.TemporaryDirectory() as folder:
        write_outputs(result, Path(folder))
    watch.stage("after", None)
    found: Found = {}
    for c in result.comparisons:
        spans = [(a.left.start, a.left.end, a.right.start, a.right.end) for a in c.alignments]
        if c.left.id > c.right.id:
            spans = [(third, fourth, first, second) for first, second, third, fourth in spans]
        found[_in_order(c.left.id, c.right.id)] = spans
    return [document.id for document in result.documents], found, {}


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def share_found(truth: Path, ids: set[str], found: Found) -> dict[str, float]:
    """Share of the known pairs of scanned articles that were found, by level and over all.

    A pair is found when a passage meets the known ones on both sides, or, where only pairs
    are known, when it was proposed.
    """
    hits: dict[str, list[bool]] = defaultdict(list)
    with truth.open("rb") as lines:
        for line in lines:
            known = json.loads(line)
            if known["left_id"] not in ids or known["right_id"] not in ids:
                continue
            sides = [(known[f"{s}_start"], known[f"{s}_end"]) for s in ("left", "right")]
            if known["left_id"] > known["right_id"]:
                sides.reverse()
            (a, b), (c, d) = sides
            key = _in_order(known["left_id"], known["right_id"])
            spans = found.get(key, [])
            hit = spans is None or any(
                s[0] < b and a < s[1] and s[2] < d and c < s[3] for s in spans
            )
            hits[known["level"]].append(hit)
            hits["all"].append(hit)
    return {level: round(sum(of) / len(of), 4) for level, of in sorted(hits.items())}


def generated(size: int, seed: int = 1) -> tuple[Path, Path]:
    """Articles of the cache folder and their truth, made where they are missing."""
    tool = Path(__file__).with_name("generate.py")
    # Another generator makes other articles.
    made_by = blake2b(digest_size=4)
    for source in (tool, tool.with_name("wording.py"), *sorted(SAMPLE.glob("*.jsonl"))):
        made_by.update(source.read_bytes())
    stem = f"{size}-{seed}-{made_by.hexdigest()}"
    folder = cache_folder()
    corpus, truth = (folder / f"{stem}.{kind}.jsonl" for kind in ("articles", "truth"))
    if not (corpus.exists() and truth.exists()):
        aside = folder / f"{stem}.tmp"
        made: list[object] = ["--articles", size, "--seed", seed, "--truth", truth, "--out", aside]
        done = run([sys.executable, tool, *made])
        aside.rename(corpus)
        print(f"generated {size:,} articles in {done.seconds:.0f} s", file=sys.stderr, flush=True)
    return corpus, truth


def prefix(corpus: Path, size: int, folder: Path) -> Path:
    """The first lines of a file as a file."""
    path = folder / f"{size}.jsonl"
    with corpus.open("rb") as lines, path.open("wb") as out:
        out.writelines(islice(lines, size))
    return path


def warm_up(corpus: Path, modes: list[str], folder: Path) -> None:
    """Compile what the modes run, unmeasured; the last of them runs what the others do."""
    timed(prefix(corpus, WARM, folder), max(modes, key=MODES.index))


def measure(path: Path, mode: str, truth: Path | None = None) -> Row:
    """Scan a file in a process of its own."""
    done, row = timed(path, mode, truth)
    size = path.stat().st_size / MEGA
    return {
        **row,
        "mode": mode,
        "mb": round(size),
        "seconds": round(done.seconds, 1),
        "cpu": round(done.cpu, 1),
        "mb_a_second": round(size / done.seconds, 1),
        "peak_mb": round(done.peak_mb),
    }


def timed(path: Path, mode: str, truth: Path | None = None) -> tuple[Run, Row]:
    """One scan in a process of its own, from its start to the end of the last stage."""
    command: list[object] = [sys.executable, __file__, path, "--one", mode]
    done = run([*command, *(["--truth", truth] if truth else [])])
    row = json.loads(done.output)
    stages = {name: Stage(*spent) for name, spent in row["stages"].items()}
    after, row["stages"] = Stage(*row["after"]), stages
    peak = max(stage.peak_mb for stage in stages.values())
    seconds, cpu = done.seconds - after.seconds, done.cpu - after.cpu
    return replace(done, seconds=seconds, cpu=cpu, peak_mb=peak), row


def together(rows: list[Row], path: Path) -> list[Row]:
    """Rows with those of a file that are of other sizes or modes, by size and mode."""
    kept = {(row["articles"], row["mode"]): row for row in rows}
    for row in json.loads(path.read_text("utf-8")) if path.exists() else ():
        stages = {name: Stage(*spent) for name, spent in row["stages"].items()}
        kept.setdefault((row["articles"], row["mode"]), {**row, "stages": stages})
    return [kept[key] for key in sorted(kept, key=lambda key: (key[0], MODES.index(key[1])))]


def exponent(points: list[tuple[float, float]]) -> float:
    """Slope of log time over log size by least squares."""
    logs = [(math.log(size), math.log(seconds)) for size, seconds in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum(
        (x - mean_x) ** 2 for x, _ in logs
    )


def report(rows: list[Row]) -> str:
    """The tables: scans, exponents, stages."""
    head = ("mode", "articles", "MB", "wall s", "CPU s", "MB/s", "peak MB", "pairs", "known found")
    lines = [
        (
            row["mode"], f"{row['articles']:,}", row["mb"], row["seconds"], row["cpu"],
            row["mb_a_second"], f"{row['peak_mb']:,}", f"{row['pairs']:,}",
            f"{row['found']['all']:.3f}" if "found" in row else "",
        )
        for row in rows
    ]  # fmt: skip
    parts = [table(head, lines)]
    parts += [
        f"Exponent over articles, {mode}: wall {wall:.2f}, CPU {cpu:.2f}; CPU by stage: {stages}."
        for mode, wall, cpu, stages in _exponents(rows)
    ]
    shown = [
        (
            row["mode"],
            f"{row['articles']:,}",
            stage,
            spent.seconds,
            spent.cpu,
            f"{spent.cpu / row['cpu']:.0%}",
            f"{spent.peak_mb:,}",
        )
        for row in rows
        for stage, spent in row["stages"].items()
    ]
    head = ("mode", "articles", "stage", "wall s", "CPU s", "share of CPU", "peak MB by then")
    parts.append(table(head, shown))
    costs = [(f"{row['articles']:,}", *_cost(row["census"])) for row in rows if row["census"]]
    if costs:
        head = (
            "articles",
            "places tried",
            "seeds",
            "pairs tried",
            "pairs kept",
            "tried a kept one",
        )
        parts.append(table((*head, "left out by caps"), costs))
    levels = [
        (row["mode"], f"{row['articles']:,}", *(f"{share:.3f}" for share in row["found"].values()))
        for row in rows
        if "found" in row
    ]
    if levels:
        names = next(row["found"] for row in rows if "found" in row)
        parts.append(table(("mode", "articles", *names), levels))
    return "\n\n".join(parts)


def _exponents(rows: list[Row]) -> Iterator[tuple[str, float, float, str]]:
    """For each mode scanned at several sizes the exponents of wall and CPU, and by stage."""
    for mode in dict.fromkeys(row["mode"] for row in rows):
        of = [row for row in rows if row["mode"] == mode]
        if len(of) < 2:
            continue
        wall, cpu = (
            exponent([(row["articles"], row[key]) for row in of]) for key in ("seconds", "cpu")
        )
        stages = {
            name: exponent([(row["articles"], max(row["stages"][name].cpu, 0.01)) for row in of])
            for name in of[0]["stages"]
        }
        yield mode, wall, cpu, ", ".join(f"{name} {slope:.2f}" for name, slope in stages.items())


def _cost(census: dict[str, int]) -> tuple[str, ...]:
    """What finding the passages cost, as cells."""
    whole = tuple(f"{census[name]:,}" for name in ("tried", "seeds", "pairs", "kept"))
    ratio = f"{census['pairs'] / max(1, census['kept']):.2f}"
    return *whole, ratio, f"{census['dropped']:,}"


def corpora(args: argparse.Namespace, folder: Path) -> Iterator[tuple[Path, Path | None]]:
    """The files to scan and what is known of them, smallest first."""
    for size in sorted(args.sizes):
        if args.corpus is None:
            yield generated(size, args.seed)
        else:
            yield prefix(args.corpus, size, folder), args.truth


def main() -> int:
    """Run each size and mode as a process and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--modes", nargs="+", choices=MODES, default=list(MODES))
    parser.add_argument("--seed", type=int, default=1, help="of the generated articles")
    parser.add_argument("--truth", type=Path, help="known reuse of the file")
    parser.add_argument(
        "--json", type=Path, help="keep the figures here, with those of other sizes and modes"
    )
    parser.add_argument("--one", choices=MODES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.corpus, args.one, args.truth)))
        return 0
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, truth in corpora(args, folder):
            if not rows:
                warm_up(path, args.modes, folder)
            for mode in args.modes:
                row = measure(path, mode, truth)
                rows.append(row)
                print(
                    f"{mode:10} {row['articles']:9,} articles  {row['seconds']:8.1f} s  "
                    f"{row['peak_mb']:6,} MB  {row['pairs']:9,} pairs",
                    file=sys.stderr,
                    flush=True,
                )
    if args.json:
        rows = together(rows, args.json)
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(report(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
