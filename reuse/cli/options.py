"""Options that several commands have."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from reuse.cli.values import day

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Settings. Default: reusescan.toml here, or [tool.reusescan] in pyproject.toml.",
    ),
]
Since = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Leave out what was published before."),
]
Until = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Leave out what was published after."),
]
ArchiveFolder = Annotated[
    Path | None,
    typer.Option("--archive", metavar="DIR", help="Archive to ask; else the items alone."),
]
Feeds = Annotated[
    list[str], typer.Argument(metavar="FEED", help="Feeds, files, folders, addresses; - for stdin.")
]
OutletName = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Outlet of items that name none.")
]
Debug = Annotated[bool, typer.Option("--debug", hidden=True)]
