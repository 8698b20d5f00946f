"""Python's search for cyclic garbage, kept out of work that makes none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Search for no cyclic garbage meanwhile.

    For stages that make many objects which stay, and no cycles: each search looks at all of
    them in vain, a tenth of the time of a large scan.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
