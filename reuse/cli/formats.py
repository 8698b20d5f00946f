"""Where the result of a check goes: a format on stdout, others in files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from reuse.cli import streams
from reuse.errors import ConfigError, ReportError
from reuse.gate.formats import NAMES, render
from reuse.report.escape import escape_terminal

if TYPE_CHECKING:
    from reuse.model.gate import CheckResult

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
"""Names the file that a job's summary is appended to, set by the runner."""
ROOT_VARIABLES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Name the repository's folder, from which these hosts count paths."""
_ROOTED = frozenset(("github", "gitlab", "junit", "sarif"))
_MOST_SUMMARY = 1_000_000


class Written(NamedTuple):
    """A format and the file it goes to."""

    name: str
    path: Path


def format_name(name: str) -> str:
    """The name of a format.

    Raises:
        typer.BadParameter: there is no such format; the message names those that there are.
    """
    if name not in NAMES:
        known = ", ".join(f"'{each}'" for each in NAMES)
        raise typer.BadParameter(f"'{escape_terminal(name)}' is not one of {known}.")
    return name


def to_file(text: str) -> Written:
    """A format and a file, as ``sarif=reuse.sarif``.

    Raises:
        typer.BadParameter: it is not of that form.
    """
    name, mark, path = text.partition("=")
    if not mark or not path:
        raise typer.BadParameter(
            f"'{escape_terminal(text)}' is not of the form FORMAT=FILE, as sarif=reuse.sarif."
        )
    return Written(format_name(name), Path(path))


OutputFormat = Annotated[
    str,
    typer.Option(
        "--format",
        parser=format_name,
        metavar=f"<{'|'.join(NAMES)}>",
        autocompletion=lambda: [*NAMES],
        help="What is printed.",
    ),
]
WrittenTo = Annotated[
    list[Written] | None,
    typer.Option(
        "--write",
        parser=to_file,
        metavar="FORMAT=FILE",
        help="Write a format to a file as well. May be repeated.",
    ),
]


def told_apart(*paths: Path | None) -> None:
    """Refuse a file that is named twice: what is written would be lost, or what is known.

    Raises:
        ConfigError: two paths lead to one file.
    """
    seen: set[str] = set()
    for path in paths:
        real = "" if path is None else os.path.realpath(path)
        if real and real in seen:
            raise ConfigError(f"{path}: the file is named twice; give each output its own")
        seen.add(real)


def show(result: CheckResult, name: str, written: Sequence[Written]) -> None:
    """Print the format, write the files, and add a summary to the job's where there is one.

    Raises:
        ReportError: a file cannot be written.
    """
    from reuse.report.atomic import write_all  # noqa: PLC0415  not for --help

    # Printed first: a file that cannot be written loses nothing.
    data = _rendered(result, name)
    if data:
        streams.put(data)
    for each in written:
        try:
            each.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReportError(f"{each.path}: cannot be written: {error.strerror}") from None
    write_all({each.path: (_rendered(result, each.name),) for each in written})
    summary = os.environ.get(SUMMARY_VARIABLE)
    if name == "github" and summary:
        _append(Path(summary), render(result, "markdown"))


def _rendered(result: CheckResult, name: str) -> bytes:
    """A format, with paths from the repository's folder where its host wants that."""
    root = next(filter(None, map(os.environ.get, ROOT_VARIABLES)), None)
    if root is None or name not in _ROOTED:
        return render(result, name)
    from reuse.gate.rooted import rooted  # noqa: PLC0415  not for --help

    return render(rooted(result, root), name)


def _append(path: Path, data: bytes) -> None:
    """Add to a job's summary; one that is too long is told of, as the runner drops it whole."""
    if len(data) > _MOST_SUMMARY:
        data = b"The summary is too long for this page; see the log.\n"
    try:
        with path.open("ab") as file:
            file.write(data)
    except OSError as error:
        raise ReportError(f"{path}: cannot be written: {error.strerror or error}") from None
