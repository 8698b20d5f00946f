"""Token codes of many texts at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reuse.config import TextConfig
from reuse.model.prepared import TokenBatch
from reuse.text.tokens import tokenise


def tokenise_many(texts: Sequence[str], config: TextConfig) -> TokenBatch:
    """Tokenise and hash raw texts; what `tokenise` gives for each, without offsets."""
    tokens = [tokenise(text, config) for text in texts]
    return TokenBatch(
        codes=np.concatenate([*(each.codes for each in tokens), np.zeros(0, np.uint32)]),
        bounds=np.cumsum([0, *map(len, tokens)], dtype=np.int64),
        words=np.array([each.words() for each in tokens], np.int32),
        disguised=np.array([each.disguised for each in tokens], np.bool_),
    )
