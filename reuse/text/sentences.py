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
# A stretch without any sign that could end a sentence before its last.
_PLAIN = re.compile(r"[\w\t ,'\u2019\u2018\"\u201c\u201d-]*\W?")
# The segmenter takes what an empty line parts for paragraphs of their own.
_APART = "\n\n"
# Letters of a script without spaces for each word of the bound: LETTERS_A_WORD, rounded up.
_LETTERS_A_WORD = ceil(LETTERS_A_WORD)


def sentence_ranges(raw: str, tokens: Tokens, language: str, most_tokens: int) -> NDArray[np.int32]:
    """Half-open token ranges of sentences, shape (s, 2).

    Cut at sentence ends, at line breaks and, at the latest, after `most_tokens` tokens.
    """
    if not len(tokens):
        return np.zeros((0, 2), np.int32)
    ends = _sentence_ends(raw, _pieces(raw), language)
    most = most_tokens * (_LETTERS_A_WORD if _is_unspaced(tokens) else 1)
    cuts = _cuts(tokens, ends)
    edges = np.append(cuts, np.int32(len(tokens)))
    sizes = np.diff(edges)
    if (sizes > most).any():
        parts = -(-sizes // most)
        edges = np.array(
            [
                first + size * part // count
                for first, size, count in zip(
                    cuts.tolist(), sizes.tolist(), parts.tolist(), strict=True
                )
                for part in range(count)
            ]
            + [len(tokens)],
            np.int32,
        )
    return np.stack([edges[:-1], edges[1:]], axis=1)


def _cuts(tokens: Tokens, ends: list[int]) -> NDArray[np.int32]:
    """First tokens of the stretches that end at the given code points, each once, in order."""
    held = np.zeros(len(tokens) + 1, np.bool_)
    held[tokens.starts.searchsorted(np.array(ends, np.int32))] = True
    held[0], held[-1] = True, False
    return held.nonzero()[0].astype(np.int32)


def paragraph_ranges(raw: str, tokens: Tokens) -> NDArray[np.int32]:
    """Half-open token ranges of non-empty lines, shape (p, 2)."""
    if not len(tokens):
        return np.zeros((0, 2), np.int32)
    cuts = _cuts(tokens, [match.end() for match in _LINE.finditer(raw)])
    return np.stack([cuts, np.append(cuts[1:], np.int32(len(tokens)))], axis=1)


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


def _sentence_ends(raw: str, pieces: list[tuple[int, int]], language: str) -> list[int]:
    """Ends of the sentences of every piece, rising."""
    from sentencex import get_sentence_boundaries  # noqa: PLC0415  only where texts are aligned

    ends: list[int] = []
    whole = [_PLAIN.fullmatch(raw, start, end) is not None for start, end in pieces]
    joined = _APART.join(
        [raw[start:end] for (start, end), plain in zip(pieces, whole, strict=True) if not plain]
    )
    found = [each["end_index"] for each in get_sentence_boundaries(language, joined)]
    # Ends beyond the last sentence make an end of the list.
    found.append(len(raw) + len(joined) + 1)
    number, shift, gap = 0, 0, len(_APART)
    for (start, end), plain in zip(pieces, whole, strict=True):
        if not plain:
            # Where the piece lies in the joined text.
            last, move = shift + end - start, start - shift
            while found[number] <= last:
                ends.append(found[number] + move)
                number += 1
            shift = last + gap
        ends.append(end)
    return ends
