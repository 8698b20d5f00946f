"""The command's two streams: results on stdout, everything else on stderr."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console


def prepare() -> None:
    """Make stdout and stderr UTF-8 with plain newlines, whatever the locale says.

    A stream that was closed before the start is replaced by one that swallows all.
    """
    sys.stdout = _prepared(sys.stdout)
    sys.stderr = _prepared(sys.stderr)


def _prepared(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  lives to the end
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream


def finish() -> bool:
    """Flush both streams; False when one cannot be written. A reader that is gone is no error."""
    whole = True
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):
            silence(stream)
        except OSError:
            silence(stream)
            whole = False
    return whole


def silence(stream: TextIO) -> None:
    """Let all further output to `stream` vanish, so that the end of the program is quiet."""
    with contextlib.suppress(OSError, ValueError):  # no descriptor: nothing left to silence
        number = stream.fileno()
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, number)
        os.close(devnull)


def say(line: str) -> None:
    """Write one line to stderr; `line` must be escaped already."""
    try:
        sys.stderr.write(line + "\n")
    except OSError:
        # A closed pipe or a full disk: there is nobody left to tell.
        silence(sys.stderr)


def put(data: bytes) -> None:
    """Write `data` to stdout, with a newline at its end."""
    if not data.endswith(b"\n"):
        data += b"\n"
    try:
        sys.stdout.flush()
        if hasattr(sys.stdout, "buffer"):
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            sys.stdout.write(data.decode("utf-8"))
    except BrokenPipeError:
        silence(sys.stdout)


def results() -> Console:
    """A console on stdout that obeys NO_COLOR, reads no markup and survives a closed pipe."""
    from rich.console import Console as RichConsole  # noqa: PLC0415  slow; not for --help

    class Results(RichConsole):
        """A console that goes silent, and not away, when nobody reads."""

        def on_broken_pipe(self) -> None:
            self.quiet = True
            silence(sys.stdout)

    return Results(
        file=sys.stdout, markup=False, emoji=False, highlight=False, legacy_windows=False
    )
