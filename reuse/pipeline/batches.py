"""What aligns many pairs in one call, compiled before it is needed."""

from __future__ import annotations

from threading import Event, Thread

import numpy as np
from numpy.typing import NDArray

from reuse import archive, candidates
from reuse.align import is_kept
from reuse.compiled import compiling
from reuse.config import Config
from reuse.model.document import Document
from reuse.pipeline.parts import Parts
from reuse.text import tokenise

COMPILING = "compiling, once on this machine: minutes"
"""What a stage is called meanwhile."""
# Both kinds of script, so that every loop runs.
SAMPLES = (
    "The council of Harrow Bay voted on Tuesday to close the old bridge. 港の橋は閉鎖された。",
    "On Tuesday the council of Harrow Bay voted to close the old bridge. 港の橋は閉鎖された。",
)
"""Two short texts that share words."""
# Bytes for two short texts.
_ROOM = 1_000_000


_BEGUN, _SEARCHING = Event(), Event()


def load_loops_ahead() -> None:
    """Load what searches archives and aligns many pairs beside other work, if it was compiled."""
    if not _BEGUN.is_set():
        _BEGUN.set()
        # The compiler's library calls back into the interpreter: it must not end meanwhile.
        Thread(target=_load_kept, daemon=False).start()


def await_searching() -> None:
    """Wait until archives can be searched in compiled loops, if these are being loaded."""
    if _BEGUN.is_set():
        _SEARCHING.wait()


def _load_kept() -> None:
    # First what is needed first.
    try:
        archive.load_kept()
        candidates.load_kept()
    finally:
        _SEARCHING.set()
    if is_kept():
        # The guesser of languages, half a second, is for those who need it.
        _align_samples("en")


def compile_batches() -> None:
    """Load the compiled form of what aligns many pairs in one call, or compile it."""
    with compiling():
        # Of no stated language, as most is.
        _align_samples(None)


def _align_samples(language: str | None) -> None:
    config = Config()
    # Text enough for each loop to be called.
    documents = [
        Document(id=str(at), text=text * (at + 1), language=language)
        for at, text in enumerate(SAMPLES)
    ]
    codes = [tokenise(document.text, config.text).codes for document in documents]

    def known(number: int) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        return codes[number], np.zeros(len(codes[number]), np.bool_)

    parts = Parts(documents, known, config, _ROOM)
    one, other = np.zeros(1, np.int32), np.ones(1, np.int32)
    parts.judge(parts.align(parts.gather(one, other, np.zeros(1, np.uint8))))
