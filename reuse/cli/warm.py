"""``reusescan warm-up``: compiled loops made ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reuse.cli import streams
from reuse.cli.exits import Exit
from reuse.cli.guard import guarded
from reuse.cli.options import Debug

if TYPE_CHECKING:
    from reuse.model.progress import Progress

HELP = """\
Compile what scans, queries and checks of many articles run, once on a machine.

It takes some minutes and keeps what it made beside the program, or in a cache folder where
that cannot be written to. Without it small work runs uncompiled, with the same results, and
the machine is made ready once that has taken as long. Run it where an image or a runner is set up.

\b
Examples:
  reusescan warm-up
"""


def warm_up(
    *,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    debug: Debug = False,
) -> None:
    """Compile the loops that are not compiled yet."""

    def body() -> Exit:
        from reuse.cli.progress import watched  # noqa: PLC0415  not for --help
        from reuse.pipeline import warming  # noqa: PLC0415  the same

        def run(progress: Progress) -> None:
            progress.stage(warming.COMPILING, None)
            warming.warm_up(batches=True)

        watched(run, quiet=quiet)
        streams.put(b"compiled\n")
        return Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))
