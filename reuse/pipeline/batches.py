"""What aligns many pairs in one call, compiled before it is needed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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


def compile_batches() -> None:
    """Load the compiled form of what aligns many pairs in one call, or compile it."""
    config = Config()
    # Text enough for each loop to be called, of no stated language, as most is.
    documents = [Document(id=str(at), text=text * (at + 1)) for at, text in enumerate(SAMPLES)]
    codes = [tokenise(document.text, config.text).codes for document in documents]

    def known(number: int) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        return codes[number], np.zeros(len(codes[number]), np.bool_)

    with compiling():
        parts = Parts(documents, known, config, _ROOM)
        one, other = np.zeros(1, np.int32), np.ones(1, np.int32)
        parts.judge(parts.align(parts.gather(one, other, np.zeros(1, np.uint8))))
