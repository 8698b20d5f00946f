"""Files that are on the disk when the call returns, and whole or absent after a crash."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from reuse.errors import ArchiveError


def write_durably(path: Path, chunks: Iterable[bytes | memoryview]) -> None:
    """Write a new file aside, force it to disk, rename it into place, force the folder.

    Raises:
        ArchiveError: it cannot be written; nothing is left of it then.
    """
    aside = path.with_name(f".{path.name}.tmp")
    try:
        with aside.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise refusal(path, "written", error) from error
    finally:
        # Gone already when it was renamed.
        with suppress(OSError):
            aside.unlink()


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # Some network file systems cannot; the files themselves are safe by then.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def refusal(path: Path, what: str, error: OSError) -> ArchiveError:
    """The error for a path that cannot be `what`."""
    return ArchiveError(f"{path}: cannot be {what}: {error.strerror or error}")
