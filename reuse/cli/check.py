"""``reusescan check``: new items against a policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reuse.cli import messages, streams
from reuse.cli.exits import Exit
from reuse.cli.feeds import opened, read, settings_of
from reuse.cli.formats import OutputFormat, WrittenTo, show, told_apart
from reuse.cli.guard import guarded
from reuse.cli.known import line_of
from reuse.cli.options import (
    ArchiveFolder,
    ConfigFile,
    Debug,
    Feeds,
    OutletName,
    Since,
    Until,
)
from reuse.cli.progress import watched
from reuse.cli.values import Window, class_name
from reuse.errors import ArchiveError, ConfigError, ReadError
from reuse.report.escape import escape_terminal

if TYPE_CHECKING:
    from reuse.config import Config
    from reuse.model.gate import CheckResult, KnownFinding

HELP = """\
Check the items of FEED... for text of others: in an archive and among themselves.

FEED is a feed (RSS, Atom, JSON Feed), NewsML-G2, NITF, ninjs, JSON Lines, any other file or folder
that `scan` reads, or an address that begins with http:// or https://. What counts and what passes
stands in the table [policy] of reusescan.toml.

\b
Examples:
  reusescan check feed.xml --archive news/
  reusescan check feed.xml --archive news/ --add --baseline known.json
  reusescan check items.jsonl --archive news/ --format github --write sarif=reuse.sarif
"""


def check(  # noqa: PLR0913, PLR0917  one parameter an option
    feeds: Feeds,
    archive: ArchiveFolder = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Known findings, which do not fail.")
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            parser=class_name,
            metavar="CLASS",
            help="Fail on this class, not on those of the policy: uncredited, credit_unknown, "
            "credited, self, common_source, undetermined, carried, or none. May be repeated.",
        ),
    ] = None,
    config: ConfigFile = None,
    outlet: OutletName = None,
    output: OutputFormat = "text",
    write: WrittenTo = None,
    since: Since = None,
    until: Until = None,
    window: Window = None,
    *,
    add: Annotated[
        bool,
        typer.Option("--add", help="File the items that pass; a new version replaces the old."),
    ] = False,
    update_baseline: Annotated[
        bool,
        typer.Option("--update-baseline", help="Make all that fails known, and say what changed."),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no notices.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Check items."""

    def body() -> Exit:
        if add and archive is None:
            raise ConfigError("--add needs --archive DIR, where the items are filed")
        if update_baseline and baseline is None:
            raise ConfigError("--update-baseline needs --baseline FILE, which it writes")
        outputs = tuple(each.path for each in write or ())
        told_apart(baseline, *outputs)
        from reuse.gate.check import check as check_items  # noqa: PLC0415  imports numpy
        from reuse.gate.check import file_passed  # noqa: PLC0415  the same

        settings = settings_of(config, fail_on, since=since, until=until, window=window)
        known = _known(baseline, update=update_baseline)
        records = read(feeds, settings, outlet, exclude=archive)
        holder = opened(archive, settings)
        try:
            result = watched(
                lambda watcher: check_items(records, holder, settings, progress=watcher),
                quiet=quiet,
            )
            messages.tell(result, quiet=quiet)
            if not result.items and not result.outside_dates:
                raise ReadError(f"no item could be read from {', '.join(feeds)}")
            if baseline is not None:
                result = _held(result, baseline, known, settings, update=update_baseline)
            if add and holder is not None:
                try:
                    result = file_passed(result, holder)
                    messages.tell_skipped(result.added.skipped if result.added else ())
                except ArchiveError:
                    # What was found is not lost because it cannot be filed.
                    show(result, output, write or ())
                    raise
        finally:
            if holder is not None:
                holder.close()
        show(result, output, write or ())
        return _judged(result)

    raise typer.Exit(guarded(body, debug=debug))


def _known(path: Path | None, *, update: bool) -> tuple[KnownFinding, ...]:
    """What the baseline holds; one that is to be written may be missing."""
    from reuse.gate import baseline  # noqa: PLC0415  not for --help

    if path is None or (update and not path.exists()):
        return ()
    return baseline.load(path)


def _held(
    result: CheckResult,
    path: Path,
    known: tuple[KnownFinding, ...],
    settings: Config,
    *,
    update: bool,
) -> CheckResult:
    """Hold a check against its baseline, which is written anew where that is asked for."""
    from reuse.gate import baseline  # noqa: PLC0415  not for --help
    from reuse.gate.check import with_baseline  # noqa: PLC0415  imports numpy

    held = with_baseline(result, known, str(path))
    if not update:
        return held
    after = baseline.updated(held, settings.policy.failing)
    baseline.save(after, path)
    for line in _changes(known, after, path):
        streams.say(line)
    return replace(with_baseline(result, after, str(path)), gone=())


def _changes(
    before: tuple[KnownFinding, ...], after: tuple[KnownFinding, ...], path: Path
) -> Iterator[str]:
    from reuse.gate import baseline  # noqa: PLC0415  not for --help

    changes = baseline.changes(before, after)
    for sign, entries in (("+", changes.added), ("-", changes.removed)):
        for each in entries:
            yield f"{sign} {line_of(each)}"
    yield (
        f"reusescan: {escape_terminal(str(path))}: {len(changes.added):,} added, "
        f"{len(changes.removed):,} removed, {changes.kept:,} kept"
    )


def _judged(result: CheckResult) -> Exit:
    """Findings come before incompleteness, as everywhere."""
    if result.failing:
        return Exit.FINDINGS
    return Exit.CLEAN if result.complete else Exit.INCOMPLETE
