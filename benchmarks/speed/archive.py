"""Measure an archive: building it, asking it cold and warm, adding to it at three sizes.

    python benchmarks/speed/archive.py ARTICLES.jsonl[.xz] [--asked N]

ARTICLES is a file of news that the command reads. N articles are kept apart: they are asked about,
cold in a process of their own, warm in one that has asked before, together and one by one; and as
many are added to archives of a quarter, a half and all of the rest.
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

from measured import run, table

from reuse import Archive, Document
from reuse.config import ReadConfig
from reuse.read import read_paths

MEGA = 1_000_000
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
    cold = [
        run(command("query", folder / "all", some), accepted=ACCEPTED).seconds for _ in range(3)
    ]
    with Archive.open(folder / "all") as archive:
        archive.query_all(asked[:half])
        began = time.perf_counter()
        found = archive.query_all(asked[half:])
        together = (time.perf_counter() - began) / max(1, len(asked) - half)
        alone = []
        for document in asked[half:]:
            began = time.perf_counter()
            archive.query(document)
            alone.append(time.perf_counter() - began)
    pairs = len(found.comparisons) / max(1, found.queried)
    return [
        (f"cold, {len(asked)} articles, seconds", f"{statistics.median(cold):.2f}"),
        ("warm together, ms an article", f"{1_000 * together:.1f}"),
        ("warm alone, ms an article: median, highest",
         f"{1_000 * statistics.median(alone):.1f}, {1_000 * max(alone):.0f}"),
        ("pairs with a passage an article", f"{pairs:.1f}"),
    ]  # fmt: skip


def add(rest: list[Document], asked: list[Document], folder: Path) -> list[tuple[str, str]]:
    """Add articles to archives of three sizes; rows of the table."""
    rows = []
    for share in (4, 2, 1):
        part = rest[: len(rest) // share]
        with Archive.create(folder / f"part{share}") as archive:
            archive.add(part)
            began = time.perf_counter()
            archive.add(asked)
            seconds = time.perf_counter() - began
        rows.append((f"add {len(asked)} to {len(part):,}, seconds", f"{seconds:.2f}"))
    return rows


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
    print(table(("what", "figure"), rows))


if __name__ == "__main__":
    main()
