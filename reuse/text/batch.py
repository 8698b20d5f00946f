"""Token codes of many texts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from reuse.config import TextConfig
from reuse.model.prepared import TokenBatch, Tokens
from reuse.model.scripts import LETTERS_A_WORD
from reuse.text.composing import compose
from reuse.text.folding import TABLES, code_points
from reuse.text.onepass import MOST_ROWS_A_BYTE, scratch, tables, utf8
from reuse.text.scanning import NO_ROOM, TO_COMPOSE, UNLEARNED, scan_texts
from reuse.text.tokens import fold_in_one_pass, tokenise

# Characters from which on the compiled loops pay for their compiler.
_ENOUGH = 1_000_000


def tokenise_many(texts: Sequence[str], config: TextConfig, *, many: bool = False) -> TokenBatch:
    """Tokenise and hash raw texts; what `tokenise` gives for each, without offsets.

    Large batches go through compiled loops that hold no interpreter lock, so that several
    threads can each take one.

    Args:
        texts: the raw texts.
        config: the key of the hashes.
        many: whether more such batches come, so that compiling pays for a small one too.
    """
    if not many and sum(map(len, texts)) < _ENOUGH:
        return _one_by_one([tokenise(text, config) for text in texts])
    return in_one_pass(texts, config)


def _one_by_one(tokens: list[Tokens]) -> TokenBatch:
    return TokenBatch(
        codes=np.concatenate([*(each.codes for each in tokens), np.zeros(0, np.uint32)]),
        bounds=np.cumsum([0, *map(len, tokens)], dtype=np.int64),
        words=np.array([each.words() for each in tokens], np.int32),
        disguised=np.array([each.disguised for each in tokens], np.bool_),
    )


def in_one_pass(texts: Sequence[str], config: TextConfig) -> TokenBatch:
    """The compiled form of `tokenise_many`."""
    encoded = [utf8(text) for text in texts]
    # Room behind the last byte, as the loop may look ahead within a character.
    data = np.frombuffer(b"".join([*encoded, b"\0"]), np.uint8)
    ends = np.cumsum([len(each) for each in encoded], dtype=np.int64)
    longest = max(map(len, encoded), default=0)
    settled = np.zeros(len(texts), np.bool_)
    codes = np.empty(len(data) // 2 + len(texts), np.uint32)
    bounds = np.zeros(len(texts) + 1, np.int64)
    touching = np.zeros(len(texts), np.int64)
    disguised = np.zeros(len(texts), np.bool_)
    spare = scratch(longest, longest)
    at, read = 0, cast("Callable[..., tuple[int, int]]", scan_texts.native)
    while True:
        at, trouble = read(
            data, ends, settled, at, *tables(config.hash_key), *spare,
            codes, bounds, touching, disguised,
        )  # fmt: skip
        if trouble == UNLEARNED:
            TABLES.learn(code_points(texts[at]))
        elif trouble == NO_ROOM:
            spare = scratch(longest, MOST_ROWS_A_BYTE * longest)
        elif trouble == TO_COMPOSE:
            settled[at] = True
            composed = compose(texts[at])
            if composed is None:
                continue
            tokens = fold_in_one_pass(texts[at], config, composed).tokens
            start, end = bounds[at], bounds[at] + len(tokens)
            codes[start:end] = tokens.codes
            bounds[at + 1], disguised[at] = end, tokens.disguised
            touching[at] = np.count_nonzero(tokens.starts[1:] == tokens.ends[:-1])
            at += 1
        else:
            break
    return TokenBatch(
        codes=codes[: bounds[-1]].copy(),
        bounds=bounds,
        words=_words(np.diff(bounds), touching),
        disguised=disguised,
    )


def _words(tokens: NDArray[np.int64], letters: NDArray[np.int64]) -> NDArray[np.int32]:
    """As `Tokens.words`, of all texts."""
    return np.round(tokens - letters + letters / LETTERS_A_WORD).astype(np.int32)
