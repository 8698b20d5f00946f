"""Compiled loops made ready before they are needed."""

from __future__ import annotations

from reuse.compiled import compiling
from reuse.model.document import Document
from reuse.pipeline.compare import compare

# Both kinds of script, so that every loop runs.
_SAMPLES = (
    "The council of Harrow Bay voted on Tuesday to close the old bridge. 港の橋は閉鎖された。",
    "On Tuesday the council of Harrow Bay voted to close the old bridge. 港の橋は閉鎖された。",
)


def warm_up() -> None:
    """Load the compiled form of what `compare` runs, compiling what never ran on this machine.

    A process that compares many pairs comes to that by itself, after some ten pairs where it was
    compiled before; a service calls this when it starts. It takes a second, the first time on a
    machine two minutes.
    """
    with compiling():
        left, right = (Document(id=text[:2], text=text, language="en") for text in _SAMPLES)
        compare(left, right)
