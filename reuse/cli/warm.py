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

It takes some minutes and keeps what it made beside the program, in NUMBA_CACHE_DIR where that
is set, or in the user's cache folder. Without it small work runs uncompiled, with the same
results. Run it where an image or a runner is set up, as the user who will run the rest.

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
        from reuse.pipeline.batches import COMPILING  # noqa: PLC0415  the same
        from reuse.pipeline.warming import warm_up as compile_all  # noqa: PLC0415  the same

        def run(progress: Progress) -> bool:
            progress.stage(COMPILING, None)
            return compile_all(batches=True)

        if not watched(run, quiet=quiet):
            streams.say(
                "reusescan: error: what was compiled cannot be kept: no folder for it can be "
                "written to; set NUMBA_CACHE_DIR to one"
            )
            return Exit.INTERNAL
        streams.put(b"compiled\n")
        return Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))
