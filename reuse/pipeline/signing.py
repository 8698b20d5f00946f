"""Signatures straight from raw texts, on all cores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np

from reuse.config import Config
from reuse.engine import map_ordered
from reuse.sketch import Signatures, sign
from reuse.text import tokenise_many

# Characters that are read together: enough to pay for a call, few enough for the cache.
_BATCH = 1 << 20


def sign_texts(
    texts: Iterable[str], config: Config | None = None, *, whole: bool = False
) -> Signatures:
    """MinHash signatures of the windows of raw texts, or of each text whole.

    Args:
        texts: raw texts; their order numbers them.
        config: tokens a shingle, tokens a stride, permutations and the key are taken from it.
        whole: one signature a text in place of one a window.
    """
    settings = config or Config()
    one = partial(_sign_batch, settings=settings, whole=whole)
    parts, seen = [], 0
    for count, part in map_ordered(one, _batches(texts), threads=settings.threads):
        parts.append((part, seen))
        seen += count
    if not parts:
        parts = [(one(([], False))[1], 0)]
    return Signatures(
        values=np.concatenate([part.values for part, _ in parts]),
        documents=np.concatenate([part.documents + np.int32(before) for part, before in parts]),
        firsts=np.concatenate([part.firsts for part, _ in parts]),
    )


def _batches(texts: Iterable[str]) -> Iterator[tuple[list[str], bool]]:
    """Texts in batches, and whether they are so many that compiling pays."""
    batch: list[str] = []
    size, many = 0, False
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            many = True
            yield batch, many
            batch, size = [], 0
    if batch:
        yield batch, many


def _sign_batch(
    batch: tuple[list[str], bool], settings: Config, *, whole: bool
) -> tuple[int, Signatures]:
    texts, many = batch
    wanted = settings.candidates
    signed = sign(
        tokenise_many(texts, settings.text, many=many),
        shingle=wanted.shingle,
        stride=None if whole else wanted.stride,
        permutations=wanted.permutations,
        key=settings.text.hash_key,
        many=many,
    )
    return len(texts), signed
