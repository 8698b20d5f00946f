"""The compiled loops of an archive made ready; before that, arrays are searched as a whole."""

from __future__ import annotations

from typing import Any

from reuse.archive import continuing, searching, summing
from reuse.archive.continuing import mark_continued, mark_near
from reuse.archive.searching import count_holders, find_keys, gather_hits, keep_written
from reuse.archive.summing import sum_words
from reuse.compiled import Kernel

LOOPS: tuple[Kernel[..., Any], ...] = (
    find_keys,
    count_holders,
    gather_hits,
    keep_written,
    mark_near,
    mark_continued,
    sum_words,
)


def load() -> None:
    """Load the loops, compiling what never ran on this machine: some seconds; once a process."""
    if all(loop.at_hand for loop in LOOPS):
        return
    with_nothing = (*searching.arguments(), *continuing.arguments(), *summing.arguments())
    for loop, arguments in zip(LOOPS, with_nothing, strict=True):
        loop.native(*arguments)
    # Only now, as one is asked for several.
    for loop in LOOPS:
        loop.at_hand = True
