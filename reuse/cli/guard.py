"""Every way in which a command can end, turned into one line and an exit code."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable

from reuse.cli import streams
from reuse.cli.exits import Exit, of_error
from reuse.errors import ReuseError
from reuse.report.escape import escape_terminal

DEBUG_VARIABLE = "REUSESCAN_DEBUG"


def guarded(body: Callable[[], Exit], *, debug: bool) -> Exit:
    """Run `body`; what it raises becomes one line on stderr and an exit code.

    Args:
        body: the command.
        debug: show the traceback of a fault of the program; also set by the environment
            variable ``REUSESCAN_DEBUG``.
    """
    try:
        return body()
    except KeyboardInterrupt:
        streams.say("reusescan: stopped")
        return Exit.INTERRUPTED
    except ReuseError as error:
        streams.say(f"reusescan: error: {escape_terminal(str(error))}")
        return of_error(error)
    except Exception as error:  # noqa: BLE001  the last line of defence: no traceback for users
        if debug or os.environ.get(DEBUG_VARIABLE):
            streams.say(escape_terminal("".join(traceback.format_exception(error)), lines=True))
        streams.say(
            f"reusescan: internal error: {type(error).__name__}: {escape_terminal(str(error))} "
            "(--debug shows where)"
        )
        return Exit.INTERNAL
