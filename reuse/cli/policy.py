"""``reusescan policy``: why an item passes or fails."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reuse.cli import messages, streams
from reuse.cli.exits import EPILOG, Exit
from reuse.cli.feeds import opened, read, settings_of
from reuse.cli.guard import guarded
from reuse.cli.options import ArchiveFolder, ConfigFile, Debug, Feeds, OutletName
from reuse.cli.progress import watched
from reuse.errors import ReadError
from reuse.model.progress import Progress
from reuse.model.skip import NoticeCode
from reuse.report.escape import escape_terminal

if TYPE_CHECKING:
    from reuse.gate.policy import Step
    from reuse.pipeline.checking import Checked, Met

HELP = """\
Say which rule of the policy decides about an item.

\b
Example:
  reusescan policy explain item-17 feed.xml --archive news/
"""

app = typer.Typer(
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root() -> None:
    """Keep `explain` a command of its own."""


@app.command("explain", short_help="Say which rule decides about an item.", epilog=EPILOG)
def explain(  # noqa: PLR0913  one parameter an option
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Id of an item in FEED...")],
    feeds: Feeds,
    archive: ArchiveFolder = None,
    config: ConfigFile = None,
    outlet: OutletName = None,
    *,
    debug: Debug = False,
) -> None:
    """Say of every article that ITEM shares text with which rules were asked, and which decided.

    The items of FEED... are compared as `check` does; nothing is added and no baseline is asked.
    """

    def body() -> Exit:
        settings = settings_of(config, None)
        holder = opened(archive, settings)
        records = read(feeds, settings, outlet, exclude=archive)

        def run(watcher: Progress) -> tuple[Checked, tuple[tuple[Met, tuple[Step, ...]], ...]]:
            from reuse.gate.check import explain as explain_item  # noqa: PLC0415  imports numpy

            return explain_item(records, item, holder, settings, watcher)

        try:
            checked, pairs = watched(run, quiet=False)
        finally:
            if holder is not None:
                holder.close()
        messages.tell_skipped(checked.skipped)
        about_names = [each for each in checked.notices if each.code is NoticeCode.UNKNOWN_NAME]
        for line in messages.lines(about_names):
            streams.say(line)
        if not any(each.id == item for each in checked.items):
            near = difflib.get_close_matches(item, [each.id for each in checked.items], n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ReadError(f"no item {item!r} in {', '.join(feeds)}{hint}")
        for line in _lines(item, pairs):
            streams.put(line.encode())
        return Exit.INCOMPLETE if checked.skipped or checked.dropped else Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))


def _lines(item: str, pairs: tuple[tuple[Met, tuple[Step, ...]], ...]) -> Iterator[str]:
    from reuse.gate import telling  # noqa: PLC0415  not for --help
    from reuse.report import words  # noqa: PLC0415  the same

    if not pairs:
        yield f"{escape_terminal(item)} shares no passage with another article: it passes."
    for met, steps in pairs:
        pair = met.comparison
        if not steps:
            continue
        place = "in the archive" if met.archived else "in the same feed"
        counts = "" if pair.left.id == item else f", where {pair.left.id} is the item"
        other = pair.right.id if pair.left.id == item else pair.left.id
        yield escape_terminal(f"{item} and {other} ({place}{counts})")
        yield f"  {escape_terminal(words.filled(words.verdict_form(pair), pair))}"
        for line in telling.evidence(pair):
            yield f"  - {escape_terminal(line)}"
        for step in steps:
            mark = "  " if step.outcome is None else f"  {step.outcome}: "
            yield f"{mark}{step.rule}: {escape_terminal(step.reason)}"
    apart = sum(not steps for _, steps in pairs)
    if apart:
        yield (
            f"{escape_terminal(item)} shares words without reuse with "
            f"{words.count(apart, 'article')}: of them the policy is not asked."
        )
