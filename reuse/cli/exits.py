"""What the command says by its exit code."""

from __future__ import annotations

from enum import IntEnum

from reuse.errors import ArchiveError, ReportError, ReuseError, StoreError


class Exit(IntEnum):
    """Exit codes; stable, and the same for every command."""

    CLEAN = 0
    """It ran; nothing at or above the asked level."""
    FINDINGS = 1
    """There are findings at or above the level of ``--fail-on``."""
    USAGE = 2
    """Wrong usage or settings, or no input that can be read."""
    INCOMPLETE = 3
    """A record was skipped or a cap was hit: silence would not mean that all is well."""
    INTERNAL = 4
    """An output could not be written, a fault of an archive or of the program."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C."""


EPILOG = """\
Exit codes: 0 ran and clean; 1 findings that --fail-on or the policy names, also where 3 holds;
2 wrong usage or unreadable input; 3 incomplete, a record was skipped or a cap was hit; 4 output,
archive or internal error; 130 stopped with Ctrl-C."""


def of_error(error: ReuseError) -> Exit:
    """The exit code for an error that is raised on purpose."""
    return (
        Exit.INTERNAL if isinstance(error, ReportError | StoreError | ArchiveError) else Exit.USAGE
    )
