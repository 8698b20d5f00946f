"""Compiled loops made ready before they are needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from reuse import archive, candidates
from reuse.align import is_kept
from reuse.compiled import compiling
from reuse.model.document import Document
from reuse.pipeline.archiving import Archive
from reuse.pipeline.batches import SAMPLES, compile_batches
from reuse.pipeline.compare import compare
from reuse.pipeline.scan import scan

# Articles that hold one text: more than are all compared with each other.
_CROWD = 160


def warm_up(*, batches: bool = False) -> bool:
    """Load the compiled form of what `compare` runs, compiling what never ran on this machine.

    A process that compares many pairs comes to that by itself, after some ten pairs where it was
    compiled before; a service calls this when it starts. It takes a second, the first time on a
    machine two minutes.

    Args:
        batches: of what a scan, a query or a check of many articles runs as well; about twice as
            long.

    Returns:
        Whether what was compiled is kept for the next process; with `batches` only.
    """
    with compiling():
        left, right = (Document(id=text[:2], text=text, language="en") for text in SAMPLES)
        compare(left, right)
        if not batches:
            return False
        compile_batches()
        archive.load()
        candidates.load()
        articles = [*_articles()]
        scan(articles)
        with TemporaryDirectory() as folder, Archive.create(Path(folder) / "a") as made:
            made.add(articles[::2])
            made.query_all(articles[1::2])
    return is_kept()


def _articles() -> Iterator[Document]:
    """Made-up articles that give every search work: pairs that share text, and a crowd."""
    for number in range(_CROWD):
        own, pair = _words(number, 40), _words(_CROWD + number // 2, 60)
        crowd = _words(2 * _CROWD, 30) if number % 3 else ""
        yield Document(
            id=str(number),
            outlet=f"Outlet {number}",
            text=f"{own}.\n\n{pair}. {crowd}\n\n{SAMPLES[number % 2]}",
        )


def _words(seed: int, count: int) -> str:
    """Words that no other seed gives."""
    return " ".join(f"{chr(97 + at % 26)}o{seed}x{at}" for at in range(count))
