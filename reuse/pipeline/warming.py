"""Compiled loops made ready before they are needed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse import archive
from reuse.compiled import compiling
from reuse.config import Config
from reuse.model.document import Document
from reuse.pipeline.compare import compare
from reuse.pipeline.parts import Parts
from reuse.text import tokenise

COMPILING = "compiling, once on this machine: minutes"
"""What a stage is called meanwhile."""

# Both kinds of script, so that every loop runs.
_SAMPLES = (
    "The council of Harrow Bay voted on Tuesday to close the old bridge. 港の橋は閉鎖された。",
    "On Tuesday the council of Harrow Bay voted to close the old bridge. 港の橋は閉鎖された。",
)
# Bytes for two short texts.
_ROOM = 1_000_000


def warm_up(*, batches: bool = False) -> None:
    """Load the compiled form of what `compare` runs, compiling what never ran on this machine.

    A process that compares many pairs comes to that by itself, after some ten pairs where it was
    compiled before; a service calls this when it starts. It takes a second, the first time on a
    machine two minutes.

    Args:
        batches: of what a scan or a query of many articles runs as well; twice as long.
    """
    with compiling():
        left, right = (Document(id=text[:2], text=text, language="en") for text in _SAMPLES)
        compare(left, right)
        if batches:
            compile_batches()


def compile_batches() -> None:
    """Load the compiled form of what aligns many pairs and searches an archive, or compile it."""
    archive.load()
    config = Config()
    # Text enough for each loop to be called.
    documents = [
        Document(id=str(at), text=text * (at + 1), language="en")
        for at, text in enumerate(_SAMPLES)
    ]
    codes = [tokenise(document.text, config.text).codes for document in documents]

    def known(number: int) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        return codes[number], np.zeros(len(codes[number]), np.bool_)

    parts = Parts(documents, known, config, _ROOM)
    one, other = np.zeros(1, np.int32), np.ones(1, np.int32)
    parts.judge(parts.align(parts.gather(one, other, np.zeros(1, np.uint8))))
