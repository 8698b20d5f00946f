"""``reusescan archive``: articles kept on disk, and asked about."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reuse.cli import messages, streams
from reuse.cli.exits import EPILOG, Exit
from reuse.cli.guard import guarded
from reuse.cli.levels import FailOn, Level, findings
from reuse.cli.options import ConfigFile, Debug
from reuse.cli.progress import watched
from reuse.cli.values import Window
from reuse.errors import ArchiveError, ReadError
from reuse.model.skip import SkipCode
from reuse.report.escape import escape_terminal

if TYPE_CHECKING:
    from reuse.config import Config

HELP = """\
Keep articles on disk and ask which of them an article shares text with.

\b
Examples:
  reusescan archive build news/ monday.jsonl.gz
  reusescan archive add news/ tuesday.jsonl.gz
  reusescan archive query news/ today/ --json
  reusescan archive purge news/ withdrawn-17
  reusescan archive verify news/
"""
_POLICIES = ("skip", "replace", "error")

app = typer.Typer(
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _policy(name: str) -> str:
    if name not in _POLICIES:
        known = ", ".join(f"'{each}'" for each in _POLICIES)
        raise typer.BadParameter(f"'{escape_terminal(name)}' is not one of {known}.")
    return name


Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The archive's folder.")]
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Folders and files; - for stdin.")]
Policy = Annotated[
    str,
    typer.Option(
        parser=_policy,
        metavar=f"<{'|'.join(_POLICIES)}>",
        autocompletion=lambda: [*_POLICIES],
        help="What to do with another text under a known id.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no notices, no summary.")]


@app.command("build", short_help="Make a new archive.", epilog=EPILOG)
def build(  # noqa: PLR0913  one parameter an option
    folder: Folder,
    paths: Paths,
    config: ConfigFile = None,
    duplicates: Policy = "skip",
    *,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a new archive in DIR of the articles in PATH..., as `scan` reads them."""
    raise typer.Exit(
        guarded(lambda: _add(folder, paths, config, duplicates, quiet=quiet, new=True), debug=debug)
    )


@app.command("add", short_help="Add articles to an archive.", epilog=EPILOG)
def add(  # noqa: PLR0913  one parameter an option
    folder: Folder,
    paths: Paths,
    config: ConfigFile = None,
    duplicates: Policy = "skip",
    *,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Add the articles in PATH... to the archive in DIR; run again, it goes on where it was."""
    raise typer.Exit(
        guarded(
            lambda: _add(folder, paths, config, duplicates, quiet=quiet, new=False), debug=debug
        )
    )


@app.command("query", short_help="Ask which archived articles share text with some.", epilog=EPILOG)
def query(  # noqa: PLR0913  one parameter an option
    folder: Folder,
    paths: Paths,
    config: ConfigFile = None,
    fail_on: FailOn = None,
    window: Window = None,
    *,
    within_outlet: Annotated[
        bool, typer.Option("--within-outlet", help="Also compare documents of one outlet.")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Compare the articles in PATH... with those in the archive; nothing is added."""

    def body() -> Exit:
        from reuse.cli import settings  # noqa: PLC0415  not for --help

        chosen = settings.override(
            settings.find(config, Path.cwd()), within_outlet=within_outlet, window=window
        )
        return _query(folder, paths, chosen, fail_on, json=json, quiet=quiet)

    raise typer.Exit(guarded(body, debug=debug))


@app.command("purge", short_help="Remove articles from an archive.", epilog=EPILOG)
def purge(
    folder: Folder,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Ids of articles.", show_default=False)
    ] = None,
    ids_from: Annotated[
        Path | None,
        typer.Option("--ids-from", metavar="FILE", help="A file with an id a line; - for stdin."),
    ] = None,
    *,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Remove the articles with some ids from the archive in DIR, with all earlier versions.

    They answer no more; `compact` removes what is left of them on the disk.
    """

    def body() -> Exit:
        from reuse.pipeline.archiving import Archive  # noqa: PLC0415  imports numpy

        named = [*(ids or ()), *(_lines(ids_from) if ids_from else ())]
        if not named:
            raise ReadError("no id was given: name ids, or a file of them with --ids-from")
        purged = Archive.open(folder).purge(named)
        for each in purged.unknown:
            streams.say(f"reusescan: no document has the id '{escape_terminal(each)}'")
        if not quiet:
            from reuse.report.archiveterm import print_purged  # noqa: PLC0415  imports rich

            print_purged(purged, streams.results())
        return Exit.INCOMPLETE if purged.unknown else Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))


@app.command("compact", short_help="Write an archive anew in little room.", epilog=EPILOG)
def compact(folder: Folder, *, quiet: Quiet = False, debug: Debug = False) -> None:
    """Write the archive in DIR anew, without what was purged or replaced and in few segments."""

    def body() -> Exit:
        from reuse.pipeline.archiving import Archive  # noqa: PLC0415  imports numpy

        with Archive.open(folder) as archive:
            compacted = archive.compact()
        if not quiet:
            from reuse.report.archiveterm import print_compacted  # noqa: PLC0415  imports rich

            print_compacted(compacted, streams.results())
        return Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))


def _lines(path: Path) -> list[str]:
    """Ids from a file, one a line; only a line feed ends a line."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read: {error}") from None
    return [line for line in (each.removesuffix("\r") for each in text.split("\n")) if line]


@app.command("stats", short_help="Say how much an archive holds.", epilog=EPILOG)
def stats(folder: Folder, *, json: Json = False, debug: Debug = False) -> None:
    """Say how much the archive in DIR holds."""

    def body() -> Exit:
        from reuse.pipeline.archiving import Archive  # noqa: PLC0415  imports numpy

        with Archive.open(folder) as archive:
            held = archive.stats()
        if json:
            from reuse.report.json import stats_json  # noqa: PLC0415  not for --help

            streams.put(stats_json(held))
        else:
            from reuse.report.archiveterm import print_stats  # noqa: PLC0415  imports rich

            print_stats(held, streams.results())
        return Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))


@app.command("verify", short_help="Check an archive for damage.", epilog=EPILOG)
def verify(folder: Folder, *, quiet: Quiet = False, debug: Debug = False) -> None:
    """Check every checksum and every reference of the archive in DIR; nothing is changed."""

    def body() -> Exit:
        from reuse.archive import verify as faults  # noqa: PLC0415  imports numpy

        found = 0
        for fault in faults(folder):
            streams.put(escape_terminal(fault).encode())
            found += 1
        if found:
            noun = "fault" if found == 1 else "faults"
            raise ArchiveError(f"{folder}: {found:,} {noun}")
        if not quiet:
            streams.put(b"No fault found.")
        return Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))


def _add(  # noqa: PLR0913  one parameter an option
    folder: Path, paths: list[str], config: Path | None, duplicates: str, *, quiet: bool, new: bool
) -> Exit:
    from reuse.archive import Duplicates  # noqa: PLC0415  imports numpy
    from reuse.cli import settings  # noqa: PLC0415  not for --help
    from reuse.pipeline.adding import add_documents  # noqa: PLC0415  imports numpy
    from reuse.read import read_paths  # noqa: PLC0415  not for --help

    chosen = settings.find(config, Path.cwd())
    stdin = sys.stdin.buffer if "-" in paths else None
    records = read_paths(paths, chosen.read, stdin=stdin, exclude=folder)
    added = watched(
        lambda watcher: add_documents(
            records, folder, chosen, Duplicates(duplicates), watcher, new=new
        ),
        quiet=quiet,
    )
    messages.tell(added, quiet=quiet)
    known = any(skip.code is SkipCode.DUPLICATE_ID for skip in added.skipped)
    if not added.added and not added.unchanged and not known:
        raise ReadError(f"no document could be read from {', '.join(paths)}; nothing was added")
    if not quiet:
        from reuse.report.archiveterm import print_added  # noqa: PLC0415  imports rich

        print_added(added, streams.results())
    return Exit.CLEAN if added.complete else Exit.INCOMPLETE


def _query(  # noqa: PLR0913  one parameter an option
    folder: Path,
    paths: list[str],
    config: Config,
    least: Level | None,
    *,
    json: bool,
    quiet: bool,
) -> Exit:
    from reuse.pipeline.archiving import Archive  # noqa: PLC0415  imports numpy
    from reuse.read import read_paths  # noqa: PLC0415  not for --help

    stdin = sys.stdin.buffer if "-" in paths else None
    records = read_paths(paths, config.read, stdin=stdin, exclude=folder)
    with Archive.open(folder, config) as archive:
        result = watched(
            lambda watcher: archive.query_all(records, progress=watcher), quiet=quiet or json
        )
        messages.tell(result, quiet=quiet or json)
        if not result.queried:
            raise ReadError(f"no document could be read from {', '.join(paths)}")
        if json:
            from reuse.report.json import query_json  # noqa: PLC0415  not for --help

            streams.put(query_json(result))
        elif not quiet:
            from reuse.report.archiveterm import print_query  # noqa: PLC0415  imports rich

            print_query(result, streams.results())
    count = findings(result.comparisons, least) if least is not None else 0
    if count:
        noun = "finding" if count == 1 else "findings"
        streams.say(f"reusescan: {count:,} {noun} at or above {least}")
        return Exit.FINDINGS
    return Exit.CLEAN if result.complete else Exit.INCOMPLETE
