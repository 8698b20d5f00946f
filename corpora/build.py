"""Compile ``source/*.txt`` into ``articles/*.jsonl`` and ``truth.json``.

``python corpora/build.py`` writes them; ``--check`` writes nothing and fails when they are
stale. The same sources give the same bytes.
"""  # noqa: INP001 - a folder of data with its compiler, run by path

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from markup import Article, Event, SourceError, read_boilerplate, read_event
from pairs import Family

_HERE = Path(__file__).resolve().parent
_FIELDS = ("outlet", "published", "title", "author", "url", "language")
_BOILERPLATE = "boilerplate.txt"
_VERSION = 1


def compile_corpus(source: Path) -> dict[str, str]:
    """Compile the sources to the contents of the files, by path inside the corpus.

    Raises:
        SourceError: the sources contradict themselves.
    """
    boilerplate = read_boilerplate(source / _BOILERPLATE)
    events = [
        read_event(path, boilerplate)
        for path in sorted(source.glob("*.txt"))
        if path.name != _BOILERPLATE
    ]
    files = {
        f"articles/{event.slug}.jsonl": "".join(_record(a) for a in event.articles)
        for event in events
    }
    files["truth.json"] = _truth(events)
    return files


def _record(article: Article) -> str:
    fields = {name: article.header[name] for name in _FIELDS if name in article.header}
    record = {"id": article.id, **fields, "text": article.text}
    return json.dumps(record, ensure_ascii=False) + "\n"


def _truth(events: list[Event]) -> str:
    """One pair a line, so that a change of one pair is a change of one line."""
    described = {
        event.slug: {**event.header, "documents": sorted(a.id for a in event.articles)}
        for event in events
    }
    pairs = [
        json.dumps(pair, ensure_ascii=False) for event in events for pair in Family(event).pairs()
    ]
    lines = ",\n".join(f"  {pair}" for pair in pairs)
    head = json.dumps(described, ensure_ascii=False, indent=1)
    return f'{{"version": {_VERSION},\n"events": {head},\n"pairs": [\n{lines}\n]}}\n'


def _stale(files: dict[str, str], root: Path) -> list[str]:
    """Files that are missing, differ or have no source."""
    wrong = [
        name
        for name, content in files.items()
        if not (root / name).is_file() or (root / name).read_bytes() != content.encode()
    ]
    present = (f"articles/{path.name}" for path in sorted((root / "articles").glob("*.jsonl")))
    return [*wrong, *(name for name in present if name not in files)]


def main() -> int:
    """Run the command; 0 done or fresh, 1 stale, 2 sources that contradict themselves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
    arguments = parser.parse_args()
    try:
        files = compile_corpus(_HERE / "source")
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    stale = _stale(files, _HERE)
    if arguments.check:
        for name in stale:
            sys.stderr.write(f"{name}: stale; run python corpora/build.py\n")
        return 1 if stale else 0
    (_HERE / "articles").mkdir(exist_ok=True)
    for name, content in files.items():
        (_HERE / name).write_bytes(content.encode())
    for name in stale:
        if name not in files:
            (_HERE / name).unlink()
    sys.stdout.write(f"{len(files) - 1} events, {len(stale)} files changed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
