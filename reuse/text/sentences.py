"""Sentences and paragraphs as token ranges."""

from __future__ import annotations

import re
from math import ceil

import numpy as np
from numpy.typing import NDArray

from reuse.model.prepared import Tokens
from reuse.model.scripts import LETTERS_A_WORD

_LINE = re.compile(r"[^\n\r\u0085\u2028\u2029]+")
# The segmenter is quadratic on some hostile lines, so that it never sees a longer one whole.
_PIECE = 4000
# Letters of a script without spaces for each word of the bound: LETTERS_A_WORD, rounded up.
_LETTERS_A_WORD = ceil(LETTERS_A_WORD)


def sentence_ranges(raw: str, tokens: Tokens, language: str, most_tokens: int) -> NDArray[np.int32]:
    """Half-open token ranges of sentences, shape (s, 2).

    Cut at sentence ends, at line breaks and, at the latest, after `most_tokens` tokens.
    """
    ends = [end for piece in _pieces(raw) for end in _sentence_ends(raw, piece, language)]
    if not len(tokens):
        return np.zeros((0, 2), np.int32)
    most = most_tokens * (_LETTERS_A_WORD if _is_unspaced(tokens) else 1)
    cuts = np.unique(np.searchsorted(tokens.starts, np.array(ends, np.int64)))
    cuts = np.unique(np.concatenate([[0], cuts, [len(tokens)]]))
    bounds: list[int] = []
    for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        parts = -(-(last - first) // most)
        bounds += [first + (last - first) * part // parts for part in range(parts)]
    edges = np.array([*bounds, len(tokens)], np.int32)
    return np.stack([edges[:-1], edges[1:]], axis=1)


def paragraph_ranges(raw: str, tokens: Tokens) -> NDArray[np.int32]:
    """Half-open token ranges of non-empty lines, shape (p, 2)."""
    ends = np.array([match.end() for match in _LINE.finditer(raw)], np.int64)
    cuts = np.unique(np.concatenate([[0], np.searchsorted(tokens.starts, ends)]))
    return np.stack([cuts[:-1], cuts[1:]], axis=1).astype(np.int32)


def _is_unspaced(tokens: Tokens) -> bool:
    return bool(np.mean(tokens.starts[1:] == tokens.ends[:-1]) > 0.5) if len(tokens) > 1 else False


def _pieces(raw: str) -> list[tuple[int, int]]:
    """Lines, and long lines in pieces that end at a space where there is one."""
    out: list[tuple[int, int]] = []
    for match in _LINE.finditer(raw):
        start, end = match.span()
        while end - start > _PIECE:
            space = raw.rfind(" ", start + _PIECE // 2, start + _PIECE)
            cut = space if space > 0 else start + _PIECE
            out.append((start, cut))
            start = cut
        out.append((start, end))
    return out


def _sentence_ends(raw: str, piece: tuple[int, int], language: str) -> list[int]:
    from sentencex import get_sentence_boundaries  # noqa: PLC0415  only where texts are aligned

    start, end = piece
    return [start + b["end_index"] for b in get_sentence_boundaries(language, raw[start:end])]
