"""The command `reusescan`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from reuse.cli import archive, baseline, check, compare, policy, report, scan, streams, warm
from reuse.cli.exits import EPILOG, Exit
from reuse.version import __version__

HELP = """\
Find who carries whose text in news from many outlets: which sentences, and who had it first.

\b
Examples:
  reusescan scan articles/ --out report/
  reusescan compare ours.txt theirs.txt
  reusescan archive query news/ today.jsonl
  reusescan check feed.xml --archive news/
"""

app = typer.Typer(
    name="reusescan",
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: rich costs more time than the whole answer may take
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(
    "scan", short_help="Find who carries whose text in a corpus.", help=scan.HELP, epilog=EPILOG
)(scan.scan)
app.command("compare", short_help="Align two articles.", help=compare.HELP, epilog=EPILOG)(
    compare.compare
)
app.command("report", short_help="Render a result again.", help=report.HELP, epilog=EPILOG)(
    report.report
)
app.command(
    "check", short_help="Check new items against a policy.", help=check.HELP, epilog=EPILOG
)(check.check)
app.command("warm-up", short_help="Compile the loops, once on a machine.", help=warm.HELP)(
    warm.warm_up
)
app.add_typer(archive.app, name="archive", short_help="Keep articles on disk and ask about them.")
app.add_typer(policy.app, name="policy", short_help="Say which rule decides about an item.")
app.add_typer(baseline.app, name="baseline", short_help="Look through known findings.")


def _version(asked: bool) -> None:  # noqa: FBT001  the shape that typer calls
    if asked:
        typer.echo(f"reusescan {__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Hold the options that stand before the command."""


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; what cannot be written makes it 4."""
    streams.prepare()
    code = 0
    whole = True
    try:
        app(args=list(arguments), prog_name="reusescan")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except OSError as error:
        # Help, version and usage errors are printed outside of any command.
        streams.say(f"reusescan: error: output cannot be written: {error.strerror}")
        code = Exit.INTERNAL
    finally:
        whole = streams.finish()
    return code if whole or code else Exit.INTERNAL
