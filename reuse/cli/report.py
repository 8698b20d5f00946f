"""``reusescan report``: a result rendered again, without a scan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reuse.cli import streams
from reuse.cli.exits import Exit
from reuse.cli.formats import told_apart
from reuse.cli.guard import guarded
from reuse.cli.values import MaxCases, Split
from reuse.errors import ConfigError, ReadError
from reuse.model.comparison import Comparison
from reuse.report.escape import escape_terminal
from reuse.report.page import Page

if TYPE_CHECKING:
    from reuse.model.result import ScanResult
    from reuse.report.narrow import Thresholds

HELP = """\
Render the report of RESULT again, with other thresholds.

RESULT is a result.json, or what `compare --json` printed. Nothing is scanned: what the report
shows is in that file.

\b
Examples:
  reusescan report report/result.json --min-words 50
  reusescan report report/result.json --outlet "The Courier" --out courier.html
  reusescan report report/result.json --split --out pages/report.html
"""


def report(  # noqa: PLR0913  one parameter an option
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="The result.json of a scan.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Page to write. Default: report.html beside RESULT."
        ),
    ] = None,
    min_words: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", show_default=False, help="Leave out pairs with fewer reused words."
        ),
    ] = 0,
    min_probability: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            metavar="P",
            show_default=False,
            help='Say "cannot tell" of directions and common sources below this.',
        ),
    ] = 0.0,
    outlet: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only pairs with this outlet; may be repeated."),
    ] = None,
    *,
    max_cases: MaxCases = None,
    split: Split = False,
    debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False,
) -> None:
    """Render a result."""

    def body() -> Exit:
        from reuse.report.narrow import Thresholds  # noqa: PLC0415  not for --help
        from reuse.report.restore import read_output  # noqa: PLC0415  the same

        found = read_output(_read(result), str(result))
        thresholds = Thresholds(
            min_words=min_words, min_probability=min_probability, outlets=tuple(outlet or ())
        )
        path = out or result.with_name("report.html")
        told_apart(result, path)
        if isinstance(found, Comparison):
            _write_pair(found, path, plain=thresholds == Thresholds() and not split)
        else:
            _write(found, thresholds, path, max_cases, split=split)
        streams.put(f"Report: {escape_terminal(str(path))}\n".encode())
        return Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror or error}") from error


def _write_pair(pair: Comparison, path: Path, *, plain: bool) -> None:
    from reuse.report.files import write_comparison  # noqa: PLC0415  imports jinja2

    if not plain:
        raise ConfigError("thresholds and --split are for the result of a scan, not for one pair")
    write_comparison(pair, path)


def _write(
    found: ScanResult, thresholds: Thresholds, path: Path, max_cases: int | None, *, split: bool
) -> None:
    from reuse.report.files import write_report  # noqa: PLC0415  imports jinja2
    from reuse.report.narrow import narrow  # noqa: PLC0415  imports numpy

    unknown = sorted(set(thresholds.outlets) - found.outlets.documents.keys())
    if unknown:
        raise ConfigError(f"--outlet {unknown[0]}: no scanned document is of that outlet")
    page = Page(max_cases=max_cases, split=split, statements=thresholds.statements)
    shown = narrow(found, thresholds)
    write_report(shown, path, page)
    if page.held(shown) < len(shown.comparisons):
        streams.say(
            f"reusescan: note: {page.held(shown):,} of {len(shown.comparisons):,} pairs are in the "
            "report; --max-cases sets how many"
        )
