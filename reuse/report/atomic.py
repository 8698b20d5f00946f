"""Files that are complete or absent: written aside, forced to disk, then renamed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from reuse.errors import ReportError


def write_all(parts: Mapping[Path, Iterable[bytes]]) -> None:
    """Write several files, all or none as far as renaming allows.

    Every file is first written in full under a temporary name in its own folder and forced
    to disk; only when all of them are there are they renamed into place. Whatever fails
    before that, a closed pipe or Ctrl-C included, leaves no trace.

    Args:
        parts: content by path, in chunks; nothing is read twice.

    Raises:
        ReportError: a file cannot be written; the message names its path.
    """
    written: dict[Path, Path] = {}
    try:
        for path, chunks in parts.items():
            if path.is_dir():
                raise ReportError(f"{path}: is a folder, expected a file or nothing")
            # Entered before it exists, so that an interrupt at any point removes it.
            aside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.tmp")
            written[path] = aside
            _write(path, aside, chunks)
        for path in parts:
            try:
                os.replace(written[path], path)  # noqa: PTH105  the one call that is atomic
            except OSError as error:
                raise _refusal(path, error) from error
        for folder in dict.fromkeys(path.parent for path in parts):
            _sync_folder(folder)
    finally:
        for aside in written.values():
            # Gone already when it was renamed; unremovable only where writing failed too.
            with suppress(OSError):
                aside.unlink()


def _write(path: Path, aside: Path, chunks: Iterable[bytes]) -> None:
    try:
        # "x" refuses a file or link that someone put there; the process's umask applies.
        with aside.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _refusal(path, error) from error


def _sync_folder(folder: Path) -> None:
    """Force the renames to disk, where the system can do that for a folder."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise _refusal(folder, error) from error
    try:
        # Some network file systems cannot; the files themselves are safe by then.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _refusal(path: Path, error: OSError) -> ReportError:
    return ReportError(f"{path}: cannot be written: {error.strerror or error}")
