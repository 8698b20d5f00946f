"""What aligns many pairs in one call, compiled before it is needed."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Lock, Thread

import numpy as np
from numpy.typing import NDArray

from reuse import archive, candidates
from reuse.code_cache import NotKeptError, only_kept
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
# Seconds between two looks whether a loader is still there.
_PATIENCE = 0.1

_LOCK, _SEARCHING = Lock(), Event()
_LOADERS: list[Thread] = []


def load_loops_ahead(threads: int) -> None:
    """Load what searches archives and aligns many pairs, as far as it is kept; once a process.

    Args:
        threads: that may be used: it is done beside other work unless there is but one.
    """
    with _LOCK:
        if _LOADERS or _SEARCHING.is_set():
            return
        if threads == 1:
            _load_kept()
            return
        # Where no thread can be had the loops are loaded when they are needed.
        with suppress(RuntimeError):
            # The compiler's library calls back into the interpreter: it must not end meanwhile.
            loader = Thread(target=_load_kept, daemon=False)
            loader.start()
            _LOADERS.append(loader)


def await_searching() -> None:
    """Wait until archives can be searched in compiled loops, if these are being loaded."""
    for loader in _LOADERS:
        # A process that was split off has no loader.
        while loader.is_alive() and not _SEARCHING.wait(_PATIENCE):
            pass


def _load_kept() -> None:
    # First what is needed first.
    try:
        with only_kept(), suppress(NotKeptError):
            archive.load()
            candidates.load()
    finally:
        _SEARCHING.set()
    with only_kept(), suppress(NotKeptError):
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
