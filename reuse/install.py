"""Entry point of the command: refuse a spoiled installation, then hand over.

Another distribution, the FSFE licence checker, installs an import package of the same name.
An installer lets one overwrite the other without a word, and removing either then breaks
both. The entry point stands in a module that the other distribution does not have, so that it
still runs when `reuse/__init__.py` is no longer ours.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable

import reuse
from reuse.errors import InstallError

_OURS = "reusescan"
_USAGE = 2
_INTERRUPTED = 130
# Names of the metadata folders that installers write for a distribution called "reuse".
# Listing the path takes a millisecond; importlib.metadata.packages_distributions, which opens
# every RECORD, took 60 to 100 times as long.
_RIVAL = re.compile(r"reuse(-[^-]+)?\.(dist|egg)-info", re.IGNORECASE)


def rival(path: Iterable[str]) -> str | None:
    """Find the metadata of another distribution that owns `reuse`.

    Args:
        path: folders to look in, as in `sys.path`.

    Returns:
        The metadata's place, or None when there is none.
    """
    for folder in path:
        try:
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208  a Path an entry costs more
        except OSError:
            continue  # zip files and folders that are not there hold no metadata folder
        for name in names:
            if _RIVAL.fullmatch(name):
                return os.path.join(folder, name)  # noqa: PTH118  the same
    return None


def check(path: Iterable[str]) -> None:
    """Refuse to go on when `reuse` is not, or not only, ours.

    Raises:
        InstallError: the package was overwritten, or another distribution lays claim to it.
    """
    found = rival(path)
    if found is None and getattr(reuse, "__distribution__", None) == _OURS:
        return
    where = found or str(getattr(reuse, "__file__", None) or "an unknown place")
    raise InstallError(
        "another distribution owns the Python package `reuse` in this environment "
        f"({where}); one overwrites the other. Install reusescan on its own: "
        "`pipx install reusescan` or `uv tool install reusescan`"
    )


def main() -> None:
    """Run the command and exit with its code."""
    try:
        check(sys.path)
        # Only now: the modules below may be missing or foreign in a spoiled installation.
        from reuse import process  # noqa: PLC0415

        process.take_over()
        from reuse.cli.app import run  # noqa: PLC0415

        code = run(sys.argv[1:])
    except InstallError as error:
        sys.stderr.write(ascii(f"reusescan: error: {error}")[1:-1] + "\n")
        code = _USAGE
    except KeyboardInterrupt:
        code = _INTERRUPTED
    sys.exit(code)
