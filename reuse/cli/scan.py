"""``reusescan scan``: a corpus in, a report out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reuse.cli import messages, streams
from reuse.cli.exits import Exit
from reuse.cli.guard import guarded
from reuse.cli.levels import FailOn, Level, findings
from reuse.cli.options import ConfigFile, Debug, Since, Until
from reuse.cli.progress import watched
from reuse.cli.values import MaxCases, Split, Window, size
from reuse.errors import ConfigError, ReadError, ReportError
from reuse.model.progress import Progress
from reuse.model.result import ScanResult
from reuse.report.escape import escape_terminal
from reuse.report.page import Page

if TYPE_CHECKING:
    from reuse.config import Config

HELP = """\
Find who carries whose text in PATH...: folders and files of articles.

\b
  .txt .md .html      one article a file; a sub-folder's name is the outlet
  .jsonl .csv         one record a line, also as .gz .xz .zst
  .parquet            with the extra "parquet"
  .xml .rss .atom     feeds; also JSON Feed
  -                   JSON Lines from stdin

Writes DIR/report.html, DIR/result.json and DIR/alignments.jsonl, and prints a summary.

\b
Examples:
  reusescan scan articles/ --out report/
  reusescan scan monday.jsonl.gz tuesday.jsonl.gz --out report/
  reusescan scan archive/ --out report/ --since 2024-03-01 --window 7
  zcat feed.jsonl.gz | reusescan scan - --out report/ --fail-on uncredited
"""


def scan(  # noqa: PLR0913  one parameter an option
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Folders and files; - for stdin.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.")],
    config: ConfigFile = None,
    fail_on: FailOn = None,
    *,
    within_outlet: Annotated[
        bool, typer.Option("--within-outlet", help="Also compare documents of one outlet.")
    ] = False,
    no_paraphrase: Annotated[
        bool, typer.Option("--no-paraphrase", help="Do not look for rewritten text.")
    ] = False,
    since: Since = None,
    until: Until = None,
    window: Window = None,
    max_cases: MaxCases = None,
    threads: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Threads; 0 for one a core.")
    ] = None,
    memory: Annotated[
        int | None,
        typer.Option(
            parser=size,
            metavar="SIZE",
            help="Memory to stay within, as 4G or 500M; beyond, temporary files are used. "
            "Default: half of what there is.",
        ),
    ] = None,
    split: Split = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, no notices, no summary.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Scan a corpus."""

    def body() -> Exit:
        from reuse.cli import settings  # noqa: PLC0415  not for --help

        chosen = settings.override(
            settings.find(config, Path.cwd()),
            threads=threads,
            memory=memory,
            within_outlet=within_outlet,
            paraphrase=not no_paraphrase,
            since=since,
            until=until,
            window=window,
        )
        _check_folder(out)
        result = _run(paths, chosen, out, quiet=quiet)
        _tell(result, paths, out, Page(max_cases=max_cases, split=split), quiet=quiet)
        if not quiet and not chosen.candidates.within_outlet:
            _tell_one_outlet(result)
        return _judge(result, fail_on)

    raise typer.Exit(guarded(body, debug=debug))


def _check_folder(out: Path) -> None:
    """Refuse a wrong output folder before the work; it is made when there is something in it."""
    try:
        if out.exists() and not out.is_dir():
            raise ConfigError(f"--out {out}: expected a folder, found a file")
        nearest = next(folder for folder in (out, *out.parents) if folder.exists())
    except OSError as error:
        raise ConfigError(f"--out {out}: {error.strerror}") from None
    if not nearest.is_dir():
        raise ConfigError(f"--out {out}: {nearest} is a file")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise ReportError(f"--out {out}: no right to write in {nearest}")


def _run(paths: list[str], config: Config, out: Path, *, quiet: bool) -> ScanResult:
    return watched(lambda watcher: _stages(paths, config, out, watcher), quiet=quiet)


def _stages(paths: list[str], config: Config, out: Path, progress: Progress) -> ScanResult:
    from reuse.pipeline import scan as scan_documents  # noqa: PLC0415  imports numpy
    from reuse.read import read_paths  # noqa: PLC0415  not for --help

    stdin = sys.stdin.buffer if "-" in paths else None
    # The report of an earlier run is no article.
    records = read_paths(paths, config.read, stdin=stdin, exclude=out)
    return scan_documents(records, config, progress=progress)


def _tell(result: ScanResult, paths: list[str], out: Path, page: Page, *, quiet: bool) -> None:
    """Say what was left out, write the files, print the summary."""
    from reuse.report.files import write_outputs  # noqa: PLC0415  imports jinja2
    from reuse.report.terminal import print_scan  # noqa: PLC0415  imports rich

    for line in messages.lines(result.skipped):
        streams.say(line)
    if not quiet:
        for line in messages.lines(result.notices):
            streams.say(line)
    if not result.documents:
        raise ReadError(f"no document could be read: {_why_none(result, paths)}")
    write_outputs(result, out, page)
    if not quiet:
        console = streams.results()
        print_scan(result, console)
        console.print()
        console.print(f"Report: {escape_terminal(str(out / 'report.html'))}", soft_wrap=True)
    if result.skipped:
        streams.say(
            f"reusescan: {len(result.skipped):,} of {result.read:,} records skipped "
            f"({messages.tally(result.skipped)}); all are in result.json"
        )
    if result.outside_dates and not quiet:
        streams.say(f"reusescan: {_outside(result)}")


def _outside(result: ScanResult) -> str:
    asked = {"since": result.settings["since"], "until": result.settings["until"]}
    bounds = " ".join(f"--{name} {value}" for name, value in asked.items() if value)
    return f"{result.outside_dates:,} of {result.read:,} records left out by {bounds}"


def _why_none(result: ScanResult, paths: list[str]) -> str:
    if result.skipped:
        return f"{len(result.skipped):,} skipped ({messages.tally(result.skipped)})"
    if result.outside_dates:
        return _outside(result)
    from reuse.read.files import KINDS  # noqa: PLC0415  not for --help

    return (
        f"no file of a known kind that holds a record in {', '.join(paths)}; known are "
        f"{', '.join(KINDS)}"
    )


def _tell_one_outlet(result: ScanResult) -> None:
    """Say that nothing was compared, lest a user take silence for an answer."""
    outlet = result.documents[0].outlet
    if outlet is None or len(result.documents) < 2:
        return
    # Most scans are done at the second document.
    if any(document.outlet != outlet for document in result.documents):
        return
    streams.say(
        f"reusescan: note: all {len(result.documents):,} documents are of one outlet "
        f"({escape_terminal(outlet)}), and one outlet is not compared with itself: nothing was "
        "compared. Use --within-outlet, or one folder an outlet."
    )


def _judge(result: ScanResult, least: Level | None) -> Exit:
    """Findings come before incompleteness: a gate that is red already cannot lie by silence."""
    if least is not None:
        count = findings(result.comparisons, least)
        if count:
            noun = "finding" if count == 1 else "findings"
            streams.say(f"reusescan: {count:,} {noun} at or above {least}")
            return Exit.FINDINGS
    return Exit.CLEAN if result.complete else Exit.INCOMPLETE
