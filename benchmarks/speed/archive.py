"""Measure an archive: building it, asking it cold and warm, adding to it at three sizes.

    python benchmarks/speed/archive.py ARTICLES.jsonl[.xz] [--asked N]

ARTICLES is a file of news that the command reads. N articles are kept apart: they are asked about,
cold in a process of their own, warm in one that has asked before, together and one by one; and as
many are added to archives of a quarter, a half and all of the rest. To the smallest one article is
added at a time, thirty times; then it is asked, a tenth of it is purged, and it is compacted and
asked again. Seconds of processor time stand in brackets: the machine may do other things as well.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measured import Run, run, table

from reuse import Archive, Document
from reuse.config import ReadConfig
from reuse.read import read_paths

MEGA = 1_000_000
_SMALL = 30
ACCEPTED = (0, 3)


def write(documents: list[Document], path: Path) -> Path:
    """Write articles as JSON Lines."""
    names = ("id", "text", "outlet", "published", "title", "author", "url", "language")
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            row = {name: getattr(document, name) for name in names}
            file.write(json.dumps({k: v for k, v in row.items() if v is not None}) + "\n")
    return path


def command(*arguments: object) -> list[object]:
    """The command of the archive."""
    return [sys.executable, "-m", "reuse", "archive", *arguments, "--quiet"]


def build(rest: list[Document], folder: Path) -> list[tuple[str, str]]:
    """Build an archive; rows of the table."""
    articles = write(rest, folder / "rest.jsonl")
    done = run(command("build", folder / "all", articles), accepted=ACCEPTED)
    stats = Archive.open(folder / "all").stats()
    both = stats.segment_bytes + stats.catalogue_bytes
    a_passage = stats.segment_bytes / stats.passages
    began = time.perf_counter()
    subprocess.run([str(part) for part in command("verify", folder / "all")], check=True)
    return [
        ("articles, passages", f"{stats.documents:,}, {stats.passages:,}"),
        ("build, seconds (peak MB)", f"{done.seconds:.1f} ({done.peak_mb:.0f})"),
        ("bytes a passage: segments, all", f"{a_passage:.0f}, {both / stats.passages:.0f}"),
        ("verify, seconds", f"{time.perf_counter() - began:.1f}"),
    ]  # fmt: skip


def ask(asked: list[Document], folder: Path) -> list[tuple[str, str]]:
    """Ask about articles; rows of the table."""
    some, half = write(asked, folder / "asked.jsonl"), len(asked) // 2
    one = write(asked[:1], folder / "one.jsonl")
    cold, alone_cold = (
        [run(command("query", folder / "all", path), accepted=ACCEPTED) for _ in range(3)]
        for path in (some, one)
    )
    with Archive.open(folder / "all") as archive:
        archive.query_all(asked[:half])
        began, spent = time.perf_counter(), time.process_time()
        found = archive.query_all(asked[half:])
        count = max(1, len(asked) - half)
        together = (time.perf_counter() - began) / count, (time.process_time() - spent) / count
    pairs = len(found.comparisons) / max(1, found.queried)
    return [
        (f"cold, {len(asked)} articles, seconds", _median(cold)),
        ("cold, one article, seconds", _median(alone_cold)),
        ("warm together, ms an article", f"{1_000 * together[0]:.1f} ({1_000 * together[1]:.1f})"),
        ("warm alone, ms an article", _alone(folder / "all", asked)),
        ("pairs with a passage an article", f"{pairs:.1f}"),
    ]


def _median(runs: list[Run]) -> str:
    seconds = statistics.median(each.seconds for each in runs)
    return f"{seconds:.2f} ({statistics.median(each.cpu for each in runs):.2f})"


def _alone(folder: Path, asked: list[Document]) -> str:
    """Milliseconds of an article asked about alone: the median of the second half."""
    half, taken, spent = len(asked) // 2, [], []
    with Archive.open(folder) as archive:
        archive.query_all(asked[:half])
        for document in asked[half:]:
            began, used = time.perf_counter(), time.process_time()
            archive.query(document)
            taken.append(1_000 * (time.perf_counter() - began))
            spent.append(1_000 * (time.process_time() - used))
    return f"{statistics.median(taken):.1f} ({statistics.median(spent):.1f})"


def add(rest: list[Document], asked: list[Document], folder: Path) -> list[tuple[str, str]]:
    """Add articles to archives of three sizes; rows of the table."""
    rows = []
    for share in (4, 2, 1):
        part = rest[: len(rest) // share]
        with Archive.create(folder / f"part{share}") as archive:
            archive.add(part)
            began, spent = time.perf_counter(), time.process_time()
            archive.add(asked)
            seconds = time.perf_counter() - began
            used = time.process_time() - spent
        rows.append((f"add {len(asked)} to {len(part):,}, seconds", f"{seconds:.2f} ({used:.2f})"))
    return rows


def keep(rest: list[Document], asked: list[Document], folder: Path) -> list[tuple[str, str]]:
    """Many small adds, a purge and a compaction of the smallest archive; rows of the table."""
    path = folder / "part4"
    more = rest[-_SMALL:]
    with Archive.open(path) as archive:
        before = archive.stats().segments
        began, spent = time.perf_counter(), time.process_time()
        for document in more:
            archive.add([document])
        seconds = (time.perf_counter() - began) / _SMALL, (time.process_time() - spent) / _SMALL
        after = archive.stats().segments
        asked_before = _alone(path, asked)
        ids = [document.id for document in rest[: len(rest) // 4 : 10]]
        began = time.perf_counter()
        archive.purge(ids)
        purged = time.perf_counter() - began
        began, spent = time.perf_counter(), time.process_time()
        done = archive.compact()
        compacted = time.perf_counter() - began, time.process_time() - spent
    return [
        (f"add one, {_SMALL} times: ms each", f"{1e3 * seconds[0]:.0f} ({1e3 * seconds[1]:.0f})"),
        ("segments before, after, compacted", f"{before}, {after}, {done.segments[1]}"),
        ("warm alone before and after, ms", f"{asked_before}, {_alone(path, asked)}"),
        (f"purge {len(ids):,}, seconds", f"{purged:.2f}"),
        ("compact, seconds", f"{compacted[0]:.1f} ({compacted[1]:.1f})"),
        ("MB before, after", f"{done.size[0] / MEGA:.0f}, {done.size[1] / MEGA:.0f}"),
    ]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--asked", type=int, default=100)
    args = parser.parse_args()
    every = [
        each for each in read_paths([args.articles], ReadConfig()) if isinstance(each, Document)
    ]
    # Spread over the file, which may be in the order of time or outlet.
    step = max(1, len(every) // args.asked)
    asked = every[::step][: args.asked]
    names = {document.id for document in asked}
    rest = [document for document in every if document.id not in names]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*build(rest, folder), *ask(asked, folder), *add(rest, asked, folder)]
        rows += keep(rest, asked, folder)
    print(table(("what", "figure"), rows))


if __name__ == "__main__":
    main()
