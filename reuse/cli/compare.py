"""``reusescan compare``: two articles side by side."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reuse.cli import messages, streams
from reuse.cli.exits import Exit
from reuse.cli.guard import guarded
from reuse.cli.options import ConfigFile, Debug
from reuse.errors import ConfigError, ReadError
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.skip import Notice, Skip

if TYPE_CHECKING:
    from reuse.config import Config

HELP = """\
Align two articles and say how they are related.

LEFT and RIGHT are .txt, .md or .html files, or .json or .jsonl files that hold one record; one
of them may be - for a JSON line from stdin. Prints the aligned passages side by side with the
differing words marked, the relation and the evidence for it.

\b
Examples:
  reusescan compare ours.txt theirs.txt
  reusescan compare ours.html theirs.html --html side-by-side.html
  reusescan compare a.json b.json --json | jq .comparison.relation
"""


def compare(  # noqa: PLR0913  one parameter an option
    left: Annotated[str, typer.Argument(metavar="LEFT", help="An article.")],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="Another.")],
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the comparison as HTML.")
    ] = None,
    config: ConfigFile = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
    debug: Debug = False,
) -> None:
    """Compare two articles."""

    def body() -> Exit:
        from reuse.cli import settings  # noqa: PLC0415  not for --help
        from reuse.pipeline import compare as compare_documents  # noqa: PLC0415  imports numpy

        if left == right == "-":
            raise ConfigError("only one of LEFT and RIGHT can be -")
        chosen = settings.find(config, Path.cwd())
        first, whole = _document(left, chosen)
        second, also_whole = _document(right, chosen)
        if first.id == second.id:
            # Two files of one name: only their paths tell them apart.
            first, second = replace(first, id=_shown(left)), replace(second, id=_shown(right))
        comparison = compare_documents(first, second, chosen)
        _show(comparison, html, json=json)
        return Exit.CLEAN if whole and also_whole else Exit.INCOMPLETE

    raise typer.Exit(guarded(body, debug=debug))


def _document(path: str, config: Config) -> tuple[Document, bool]:
    """Read the one document of `path`; the flag is False when a record beside it was skipped.

    Raises:
        ReadError: the path holds no document, or more than one.
    """
    from reuse.read import read_paths  # noqa: PLC0415  not for --help

    stdin = sys.stdin.buffer if path == "-" else None
    documents: list[Document] = []
    remarks: list[Skip | Notice] = []
    for entry in read_paths([path], config.read, stdin=stdin):
        if isinstance(entry, Document):
            documents.append(entry)
            if len(documents) > 1:
                raise ReadError(f"{path}: holds more than one document; use `reusescan scan`")
        else:
            remarks.append(entry)
    for line in messages.lines(remarks):
        streams.say(line)
    if not documents:
        raise ReadError(f"{path}: holds no document that can be read")
    return documents[0], not any(isinstance(entry, Skip) for entry in remarks)


def _shown(path: str) -> str:
    """The path as an id, which must be sound text whatever bytes the name holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _show(comparison: Comparison, html: Path | None, *, json: bool) -> None:
    if html is not None:
        from reuse.report.files import write_comparison  # noqa: PLC0415  imports jinja2

        write_comparison(comparison, html)
    if json:
        from reuse.report.json import comparison_json  # noqa: PLC0415  not for --help

        streams.put(comparison_json(comparison))
        return
    from reuse.report.terminal import print_comparison  # noqa: PLC0415  imports rich

    print_comparison(comparison, streams.results())
